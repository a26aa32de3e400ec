from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from idic.domain.identify.enums import RelationSide, RelationType
from idic.domain.identify.errors import (
    AlreadyRelated,
    GoesRound,
    InvalidValue,
    Outdated,
    TooDeep,
    WithItself,
    WrongKind,
)
from idic.domain.identify.models import Customer, Relation
from idic.domain.identify.operations.relations import (
    RelationFacts,
    add_relation,
    change_relation,
    end_relation,
    remove_relation,
)
from idic.domain.identify.queries.organisation_tree import organisation_tree
from idic.domain.identify.queries.relation_picture import relation_picture
from idic.domain.identify.queries.relations import access_relation, relations_of
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, latest_event_id, undo_event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def person(make_customer: Callable[..., Customer]) -> Customer:
    return make_customer(given_name="Anan", family_name="Jaidee", phone="0812345678")


@pytest.fixture
def organisation(make_customer: Callable[..., Customer]) -> Callable[..., Customer]:
    def make(name: str) -> Customer:
        return make_customer(kind="organisation", name=name)

    return make


@pytest.fixture
def relate(cast: Cast) -> Callable[..., Relation]:
    def make(source: Customer, target: Customer, type_: RelationType, by: Any = None, **facts: Any) -> Relation:
        return add_relation(source, target, type_=type_, facts=RelationFacts(**facts), by=by or cast.administrator)

    return make


def test_a_relation_stands_on_both_timelines(
    person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    works = relate(person, company := organisation("Siam Tea"), RelationType.WORKS_AT, job_title="Buyer")
    told = Event.objects.filter(verb="relation.added").order_by("id")
    assert [(one.customer_id, one.before["relation"], one.after["job_title"]) for one in told] == [
        (person.pk, "works_at", "Buyer"),
        (company.pk, "employs", "Buyer"),
    ]
    assert told[1].cause_id == told[0].pk
    assert {one.subject_id for one in told} == {works.pk}
    assert "Siam Tea" not in str(told[0].after)


def test_both_customers_must_be_within_reach(
    cast: Cast, person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    company = organisation("Siam Tea")
    Customer.objects.filter(pk=company.pk).update(team=cast.service.team, owner=None)
    Customer.objects.filter(pk=person.pk).update(owner=None)
    with pytest.raises(NotVisible):
        relate(person, company, RelationType.WORKS_AT, by=cast.sales)
    with pytest.raises(NotAllowed):
        relate(person, company, RelationType.WORKS_AT, by=cast.analyst)
    works = relate(person, company, RelationType.WORKS_AT, by=cast.service)
    with pytest.raises(NotVisible):
        access_relation(cast.sales, works.pk)
    with pytest.raises(NotVisible):
        remove_relation(works, by=cast.sales)
    (shown,) = relations_of(cast.sales, person, today=today())[RelationSide.WORKS_AT].current
    assert shown.other is None


def test_what_cannot_be_is_refused(
    make_customer: Callable[..., Customer],
    person: Customer,
    organisation: Callable[..., Customer],
    relate: Callable[..., Relation],
) -> None:
    company = organisation("Siam Tea")
    with pytest.raises(WithItself):
        relate(person, person, RelationType.REFERRED_BY)
    with pytest.raises(WrongKind):
        relate(company, person, RelationType.WORKS_AT)
    with pytest.raises(WrongKind):
        relate(person, company, RelationType.PART_OF)
    with pytest.raises(InvalidValue, match="end cannot"):
        relate(person, company, RelationType.WORKS_AT, starts_on=date(2025, 2, 1), ends_on=date(2025, 1, 1))
    with pytest.raises(InvalidValue, match="Give a day"):
        relate(person, company, RelationType.WORKS_AT, starts_on=date(2569, 2, 1))
    with pytest.raises(InvalidValue):
        relate(person, company, RelationType.STAKEHOLDER_OF, stake="emperor")
    with pytest.raises(InvalidValue):
        relate(person, company, RelationType.WORKS_AT, job_title="a\x00b")
    assert not Relation.objects.exists()


def test_the_same_relation_cannot_hold_twice_at_a_time_and_may_come_again_later(
    person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    company = organisation("Siam Tea")
    relate(person, company, RelationType.WORKS_AT, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    with pytest.raises(AlreadyRelated):
        relate(person, company, RelationType.WORKS_AT, starts_on=date(2020, 12, 31))
    relate(person, company, RelationType.WORKS_AT, starts_on=date(2021, 1, 1))
    assert Relation.objects.count() == 2


def test_the_database_refuses_what_slips_past_the_operation(
    person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    company, other = organisation("Siam Tea"), organisation("Chiang Mai Tea")
    relate(person, company, RelationType.WORKS_AT, is_main=True)
    relate(company, other, RelationType.PART_OF)
    moment = timezone.now()
    for values in (
        {"type": "works_at", "source": person, "target": person},
        {"type": "works_at", "source": person, "target": company},
        {"type": "works_at", "source": person, "target": other, "is_main": True},
        {"type": "part_of", "source": company, "target": organisation("Third")},
        {"type": "part_of", "source": company, "target": other, "stake": "user"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(created_at=moment, **values)


def test_a_new_main_place_of_work_takes_over(
    person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    first = relate(person, organisation("Siam Tea"), RelationType.WORKS_AT, is_main=True)
    relate(person, organisation("Chiang Mai Tea"), RelationType.WORKS_AT, is_main=True)
    first.refresh_from_db()
    assert (first.is_main, first.version) == (False, 2)


def test_organisations_cannot_go_round(organisation: Callable[..., Customer], relate: Callable[..., Relation]) -> None:
    a, b, c = organisation("A"), organisation("B"), organisation("C")
    relate(a, b, RelationType.PART_OF)
    relate(b, c, RelationType.PART_OF)
    with pytest.raises(GoesRound, match="already"):
        relate(c, a, RelationType.PART_OF)
    with pytest.raises(AlreadyRelated):
        relate(a, c, RelationType.PART_OF)


def test_a_child_may_become_the_parent_once_the_old_order_has_ended(
    organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    a, b = organisation("A"), organisation("B")
    relate(a, b, RelationType.PART_OF, starts_on=date(2010, 1, 1), ends_on=date(2020, 1, 1))
    relate(b, a, RelationType.PART_OF, starts_on=date(2020, 1, 1))


def test_the_tree_has_ten_levels_at_most(
    cast: Cast, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    chain = [organisation(f"Level {number}") for number in range(11)]
    for lower, upper in zip(chain[1:6], chain[:5], strict=True):
        relate(lower, upper, RelationType.PART_OF)
    for lower, upper in zip(chain[7:], chain[6:10], strict=True):
        relate(lower, upper, RelationType.PART_OF)
    with pytest.raises(TooDeep, match="10"):
        relate(chain[6], chain[5], RelationType.PART_OF)
    relate(chain[6], chain[4], RelationType.PART_OF)
    tree = organisation_tree(cast.administrator, chain[3], today=today())
    assert [one.depth for one in tree.branches] == [0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9]


def test_a_customer_has_one_referrer_and_no_chain_of_referrals_closes(
    cast: Cast, make_customer: Callable[..., Customer], person: Customer, relate: Callable[..., Relation]
) -> None:
    other = make_customer(given_name="Boon", family_name="Dee", phone="0899999999")
    third = make_customer(given_name="Chai", family_name="Dee", phone="0899999998")
    relate(person, other, RelationType.REFERRED_BY, starts_on=date(2025, 3, 1))
    relate(other, third, RelationType.REFERRED_BY)
    with pytest.raises(AlreadyRelated):
        relate(person, third, RelationType.REFERRED_BY)
    with pytest.raises(GoesRound):
        relate(third, person, RelationType.REFERRED_BY)
    with pytest.raises(InvalidValue):
        end_relation(Relation.objects.get(source=person), on=today(), by=cast.administrator)


def test_who_changes_what_somebody_else_changed_meanwhile_is_told(
    cast: Cast, person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    works = relate(person, organisation("Siam Tea"), RelationType.WORKS_AT)
    change_relation(works, RelationFacts(job_title="Buyer"), version=1, by=cast.service)
    with pytest.raises(Outdated):
        change_relation(works, RelationFacts(job_title="Head buyer"), version=1, by=cast.manager)
    told = Event.objects.filter(verb="relation.changed", customer_id=person.pk).get()
    assert told.after == {"job_title": "Buyer"}


def test_each_act_can_be_taken_back_unless_the_relation_changed_since(
    cast: Cast, person: Customer, organisation: Callable[..., Customer], relate: Callable[..., Relation]
) -> None:
    by = cast.administrator
    works = relate(person, organisation("Siam Tea"), RelationType.WORKS_AT, job_title="Buyer")

    def latest() -> int:
        found = latest_event_id(by, "relation", works.pk)
        assert found is not None
        return found

    added = latest()
    end_relation(works, on=today(), by=by)
    with pytest.raises(ChangedSince), transaction.atomic():
        undo_event(added, by=by)
    undo_event(latest(), by=by)
    assert Relation.objects.get().ends_on is None
    remove_relation(works, by=by)
    undo_event(latest(), by=by)
    again = Relation.objects.get()
    assert (again.pk, again.job_title) == (works.pk, "Buyer")


def test_the_picture_goes_two_steps_and_says_what_it_leaves_out(
    cast: Cast,
    make_customer: Callable[..., Customer],
    person: Customer,
    organisation: Callable[..., Customer],
    relate: Callable[..., Relation],
) -> None:
    company = organisation("Siam Tea")
    relate(person, company, RelationType.WORKS_AT)
    colleagues = [
        make_customer(given_name=f"Chai{number}", family_name="Dee", phone=f"08{33000000 + number}")
        for number in range(4)
    ]
    for colleague in colleagues:
        relate(colleague, company, RelationType.WORKS_AT)
    friend = make_customer(given_name="Far", family_name="Away", phone="0855555555")
    relate(friend, colleagues[0], RelationType.REFERRED_BY)
    Customer.objects.filter(pk__in=[person.pk, company.pk, *[one.pk for one in colleagues[1:]]]).update(owner=None)
    Customer.objects.filter(pk=colleagues[0].pk).update(team=cast.service.team, owner=None)
    whole = relation_picture(cast.administrator, person, today=today())
    assert set(whole.customers) == {person.pk, company.pk, *(one.pk for one in colleagues)}
    assert (whole.left_out, whole.out_of_reach) == (False, 0)
    for_sales = relation_picture(cast.sales, person, today=today())
    assert colleagues[0].pk not in for_sales.customers
    assert for_sales.out_of_reach == 1
    cut = relation_picture(cast.administrator, person, today=today(), most=3)
    assert len(cut.customers) == 3
    assert cut.left_out
