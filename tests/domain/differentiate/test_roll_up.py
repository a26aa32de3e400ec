from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.queries.roll_up import household_roll_up, organisation_roll_up
from idic.domain.identify.enums import RelationType
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.households import MemberFacts, add_member, create_household, end_membership
from idic.domain.identify.operations.relations import RelationFacts, add_relation
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def worth(make_customer: Callable[..., Customer]) -> Callable[..., Customer]:
    """A customer of whom a refresh has said what they spent."""
    made: list[Customer] = []

    def make(spend: str, *, kind: str = "organisation", last_on: date = date(2026, 5, 1)) -> Customer:
        made.append(customer := make_customer(kind=kind, name=f"Customer {len(made)}"))
        CustomerScore.objects.create(
            customer=customer, monetary=Decimal(spend), lifetime_value=Decimal(spend) / 2, frequency=2, last_at=last_on
        )
        return customer

    return make


def test_an_organisation_is_worth_itself_those_below_and_their_people_each_once(
    cast: Cast, worth: Callable[..., Customer], django_assert_num_queries: Callable[..., object]
) -> None:
    top, left, right, below = (worth(spend) for spend in ("1000", "200", "30", "4"))
    clerk, past = worth("50000", kind="person", last_on=date(2026, 6, 1)), worth("9", kind="person")
    by = cast.administrator
    for lower, upper in ((left, top), (right, top), (below, left)):
        add_relation(lower, upper, type_=RelationType.PART_OF, facts=RelationFacts(), by=by)
    for place in (left, below):
        add_relation(clerk, place, type_=RelationType.WORKS_AT, facts=RelationFacts(), by=by)
    add_relation(past, top, type_=RelationType.WORKS_AT, facts=RelationFacts(ends_on=today()), by=by)
    with django_assert_num_queries(1):
        found = organisation_roll_up(by, top, today=today())
    assert [(line.part, line.customers, line.net_spend) for line in found.lines] == [
        ("own", 1, Decimal(1000)),
        ("subsidiaries", 3, Decimal(234)),
        ("people", 1, Decimal(50000)),
    ]
    total = found.total
    assert (total.customers, total.net_spend, total.lifetime_value, total.purchases, total.last_on) == (
        5, Decimal(51234), Decimal(25617), 10, date(2026, 6, 1),
    )  # fmt: skip
    without = organisation_roll_up(by, top, today=today(), with_people=False)
    assert without.total.net_spend == Decimal(1234)


def test_who_is_out_of_reach_is_counted_and_adds_nothing(cast: Cast, worth: Callable[..., Customer]) -> None:
    top, lower = worth("1000"), worth("200")
    add_relation(lower, top, type_=RelationType.PART_OF, facts=RelationFacts(), by=cast.administrator)
    Customer.objects.filter(pk=top.pk).update(owner=None)
    Customer.objects.filter(pk=lower.pk).update(team=cast.service.team, owner=None)
    (_own, below, _people) = organisation_roll_up(cast.sales, top, today=today()).lines
    assert (below.customers, below.hidden, below.scored, below.net_spend) == (1, 1, 0, None)


def test_a_household_is_worth_its_members_of_today(cast: Cast, worth: Callable[..., Customer]) -> None:
    head, child, gone = (worth(spend, kind="person") for spend in ("10", "20", "400"))
    family = create_household(head, "Jaidee family", by=cast.administrator)
    add_member(family, child, MemberFacts("child"), by=cast.administrator)
    left = add_member(family, gone, MemberFacts("child"), by=cast.administrator)
    end_membership(left, on=today(), by=cast.administrator)
    (line,) = household_roll_up(cast.administrator, family.pk, today=today()).lines
    assert (line.customers, line.net_spend, line.purchases) == (2, Decimal(30), 4)
