from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from idic.domain.identify.errors import InAnotherHousehold, InvalidValue, WrongKind
from idic.domain.identify.models import Customer, Household, HouseholdMember
from idic.domain.identify.operations.households import (
    MemberFacts,
    add_member,
    change_member,
    create_household,
    end_membership,
    remove_member,
    rename_household,
)
from idic.domain.identify.queries.households import access_household, household_of
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import latest_event_id, undo_event
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def people(make_customer: Callable[..., Customer]) -> list[Customer]:
    return [make_customer(given_name=name, family_name="Jaidee", phone=f"081234567{n}") for n, name in enumerate("ABC")]


@pytest.fixture
def family(cast: Cast, people: list[Customer]) -> Household:
    return create_household(people[0], "Jaidee family", by=cast.administrator)


def test_a_person_is_of_one_household_at_a_time(cast: Cast, people: list[Customer], family: Household) -> None:
    other = create_household(people[1], "Other family", starts_on=date(2020, 1, 1), by=cast.administrator)
    with pytest.raises(InAnotherHousehold):
        add_member(family, people[1], MemberFacts("child"), by=cast.administrator)
    end_membership(HouseholdMember.objects.get(household=other), on=today(), by=cast.administrator)
    add_member(family, people[1], MemberFacts("child", starts_on=today()), by=cast.administrator)
    shown = household_of(cast.administrator, people[1], today=today())
    assert shown is not None
    assert [(one.customer, one.membership.role) for one in shown.current] == [(people[0], "head"), (people[1], "child")]
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdMember.objects.create(household=other, customer=people[1], role="other")


def test_a_new_head_takes_over_from_the_old(cast: Cast, people: list[Customer], family: Household) -> None:
    member = add_member(family, people[1], MemberFacts("spouse"), by=cast.administrator)
    change_member(member, MemberFacts("head"), version=1, by=cast.administrator)
    roles = dict(HouseholdMember.objects.filter(household=family).values_list("customer_id", "role"))
    assert roles == {people[0].pk: "relative", people[1].pk: "head"}


def test_only_persons_under_a_name(cast: Cast, family: Household, make_customer: Callable[..., Customer]) -> None:
    company = make_customer(kind="organisation", name="Siam Tea")
    with pytest.raises(WrongKind):
        add_member(family, company, MemberFacts(), by=cast.administrator)
    with pytest.raises(InvalidValue):
        rename_household(family, " \u200b ", version=1, by=cast.administrator)
    assert rename_household(family, "New name", version=1, by=cast.service).name == "New name"


def test_a_household_is_reached_through_its_members(cast: Cast, people: list[Customer], family: Household) -> None:
    Customer.objects.filter(pk=people[0].pk).update(team=cast.service.team, owner=None)
    Customer.objects.filter(pk=people[1].pk).update(owner=None)
    with pytest.raises(NotVisible):
        access_household(cast.sales, family.pk)
    with pytest.raises(NotVisible):
        add_member(family, people[1], MemberFacts("child"), by=cast.sales)
    assert access_household(cast.service, family.pk) == family


def test_the_last_member_takes_the_household_along_and_comes_back_with_it(
    cast: Cast, people: list[Customer], family: Household
) -> None:
    member = HouseholdMember.objects.get()
    remove_member(member, by=cast.administrator)
    assert not Household.objects.exists()
    event = latest_event_id(cast.administrator, "household_member", member.pk)
    assert event is not None
    undo_event(event, by=cast.administrator)
    assert HouseholdMember.objects.get().household.name == "Jaidee family"


def test_leaving_can_be_taken_back_and_is_told_to_the_head(
    cast: Cast, people: list[Customer], family: Household
) -> None:
    member = add_member(family, people[1], MemberFacts("child"), by=cast.administrator)
    end_membership(member, on=today() - timedelta(days=1), by=cast.administrator)
    told = Event.objects.filter(verb="household.left").values_list("customer_id", flat=True)
    assert list(told.order_by("id")) == [people[1].pk, people[0].pk]
    event = latest_event_id(cast.administrator, "household_member", member.pk)
    assert event is not None
    undo_event(event, by=cast.administrator)
    member.refresh_from_db()
    assert member.ends_on is None
