"""Points for purchases: each receipt once, what comes back takes its points along, and the rate is that of its moment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.models import Entry, Lot, Member, Programme
from idic.domain.customize.loyalty.operations.earning import earn_all
from idic.domain.customize.loyalty.operations.members import leave
from idic.domain.customize.loyalty.operations.programmes import change_programme, switch_programme
from idic.domain.customize.loyalty.operations.taking import redeem
from idic.domain.customize.loyalty.queries.balances import balance
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock
from idic.domain.sales.models import Purchase
from idic.foundation.events.models import Event
from idic.loop.points_after_sale import points_after_sale
from tests.domain.customize.loyalty.conftest import at, buy, make_programme

pytestmark = pytest.mark.django_db


def test_the_same_receipt_earns_once(programme: Programme, member: Customer) -> None:
    buy(member, "99.99", at("2026-03-01"))
    assert (earn_all(), earn_all(), balance(programme, member)) == (9, 0, 9)
    assert list(Lot.objects.values_list("source", "expires_on")) == [
        (f"purchase:{Purchase.objects.get().source_id}:R-1", at("2027-03-31").date())
    ]
    assert Event.objects.filter(verb="loyalty_programme.counted").count() == 1


def test_what_earns_nothing(programme: Programme, member: Customer, make_customer: Any, cast: Any) -> None:
    """Before joining, after leaving, while it was off, in other money, of nobody, too small, of nobody's member."""
    Member.objects.update(joined_at=at("2026-03-02", 18))
    buy(member, "100", at("2026-03-01", 23))
    buy(None, "100", at("2026-03-05"))
    buy(make_customer(given_name="Anan", email="anan@example.com"), "100", at("2026-03-05"))
    buy(member, "9.99", at("2026-03-05"))
    buy(member, "100", at("2026-03-05"), currency="XXX")
    buy(member, "100", at("2026-03-05"), kind="adjustment")
    assert earn_all() == 0
    buy(member, "100", at("2026-03-02", 0))  # the day of joining counts whole
    assert earn_all() == 10
    leave(member, programme, by=cast.service, at=at("2026-03-10"))
    buy(member, "70", at("2026-03-09"))
    buy(member, "100", at("2026-03-11"))
    assert earn_all() == 7
    row = Programme.objects.get()
    row = switch_programme(row, is_on=False, version=row.version, by=cast.manager)
    Member.objects.update(left_at=None)
    assert earn_all() == 0
    switch_programme(row, is_on=True, version=row.version, by=cast.manager, at=at("2026-03-20"))
    assert earn_all() == 0


def test_another_rate_holds_from_its_moment_on(programme: Programme, member: Customer, cast: Any) -> None:
    """In the middle of a day, and for what is corrected later by the rate with which it was counted first."""
    early, late = buy(member, "100", at("2026-03-05", 11, 59)), buy(member, "100", at("2026-03-05", 12))
    change_programme(
        programme, ProgrammeDraft("Tea club", "leaves", points=3, rounding="up", months=None), version=programme.version,
        by=cast.manager, at=at("2026-03-05", 12),
    )  # fmt: skip
    assert earn_all() == 10 + 30
    Purchase.objects.filter(pk__in=[early.pk, late.pk]).update(total=Decimal("101"))
    assert (earn_all(), balance(programme, member)) == (1, 41)
    assert sorted(Lot.objects.values_list("expires_on", flat=True), key=bool) == [None, at("2027-03-31").date()]


@pytest.mark.parametrize(("rounding", "points"), [("down", 9), ("nearest", 10), ("up", 10)])
def test_the_database_rounds_as_the_arithmetic_does(
    cast: Any, make_customer: Any, rounding: str, points: int, member: Customer
) -> None:
    Programme.objects.update(is_on=False)
    other = make_programme(cast.administrator, name="Second", rounding=rounding)
    Member.objects.create(programme=other, customer=member, joined_at=at("2026-01-01"))
    buy(member, "95", at("2026-03-05"))
    assert earn_all() == points


def test_a_return_takes_back_what_was_earned_and_no_more(programme: Programme, member: Customer) -> None:
    buy(member, "19", at("2026-03-01"))
    buy(member, "19", at("2026-03-02"))
    earn_all()
    buy(member, "-38", at("2026-03-03"), kind="return")
    assert (earn_all(), balance(programme, member), earn_all()) == (-2, 0, 0)
    buy(member, "-500", at("2026-03-04"), kind="cancellation")
    assert earn_all() == 0


def test_a_return_of_points_that_were_redeemed_is_owed_and_paid_by_the_next(
    programme: Programme, member: Customer, cast: Any
) -> None:
    buy(member, "100", at("2026-03-01"))
    earn_all()
    redeem(member, programme, 8, by=cast.service)
    back = buy(member, "-100", at("2026-03-03"), kind="return")
    assert (earn_all(), balance(programme, member)) == (-10, -8)
    buy(member, "50", at("2026-03-04"))
    assert (earn_all(), balance(programme, member)) == (5, -3)
    buy(member, "50", at("2026-03-05"))
    assert (earn_all(), balance(programme, member)) == (5, 2)
    assert sum(Entry.objects.filter(kind="transfer").values_list("points", flat=True)) == 0
    back.delete()
    assert (earn_all(), balance(programme, member), earn_all()) == (10, 12, 0)


def test_a_receipt_that_was_taken_back_or_went_to_somebody_else_loses_its_points(
    programme: Programme, member: Customer, new_member: Any
) -> None:
    other = new_member(1)
    gone, moved = buy(member, "100", at("2026-03-01")), buy(member, "200", at("2026-03-01"))
    earn_all()
    gone.delete()
    Purchase.objects.filter(pk=moved.pk).update(customer=other)
    earn_all()
    assert (balance(programme, member), balance(programme, other)) == (0, 20)
    buy(member, "100", at("2026-03-01"), key="R-1")
    earn_all()
    assert balance(programme, member) == 10


def test_a_restricted_customer_stands_still(programme: Programme, member: Customer, cast: Any) -> None:
    first = buy(member, "100", at("2026-03-01"))
    earn_all()
    lock = ProcessingLock.objects.create(customer=member, reason="disputed", set_by=cast.administrator)
    first.delete()
    buy(member, "50", at("2026-03-02"))
    buy(member, "-10", at("2026-03-03"), kind="return")
    assert earn_all() == 0
    lock.delete()
    assert (earn_all(), balance(programme, member)) == (-10 + 5 - 1, 4)


def test_of_joined_customers_a_receipt_earns_once_and_follows_its_owner(
    programme: Programme, member: Customer, new_member: Any, cast: Any
) -> None:
    other = new_member(1)
    buy(member, "100", at("2026-03-01"))
    buy(other, "200", at("2026-03-01"))
    earn_all()
    merge = merge_customers(member, other, by=cast.administrator)
    buy(member, "300", at("2026-03-02"))
    Purchase.objects.filter(key="R-3").update(record=Purchase.objects.get(key="R-2").record)
    assert (earn_all(), balance(programme, member)) == (30, 60)
    undo_merge(merge, by=cast.administrator)
    assert (balance(programme, member), balance(programme, other)) == (40, 20)
    earn_all()
    assert (balance(programme, member), balance(programme, other)) == (10, 50)


HEADER = "invoice,customer id,date,product code,quantity,unit price\n"


@pytest.fixture
def import_kind() -> str:
    return "purchases"


def test_an_import_brings_points_at_once(programme: Programme, take: Any, cast: Any) -> None:
    take(HEADER + "A1,C1,2026-03-01,P1,2,10.50\n")
    customer = Customer.objects.get(name="C1")
    Member.objects.create(programme=programme, customer=customer, joined_at=at("2026-01-01"))
    take(HEADER + "A1,C1,2026-03-01,P1,2,10.50\nA2,C1,2026-03-02,P1,3,10\n")
    for event in Event.objects.filter(verb="import.purchases").order_by("pk"):
        points_after_sale(event)
        points_after_sale(event)
    assert balance(programme, customer) == 5
    counted = Event.objects.filter(verb="loyalty_programme.counted").order_by("pk")
    assert [one.after["came"] for one in counted] in ([5], [2, 3], [3, 2])
