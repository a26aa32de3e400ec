"""Points that are redeemed, given, taken, and lapse: the worked example and the acceptance tests of the method."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from idic.domain.customize.loyalty.errors import NotAMember, PointsRefused, ProgrammeArchived, TooFewPoints
from idic.domain.customize.loyalty.models import Entry, Lot, Member, Programme
from idic.domain.customize.loyalty.operations.expiring import expire_all
from idic.domain.customize.loyalty.operations.members import join, leave
from idic.domain.customize.loyalty.operations.programmes import archive_programme
from idic.domain.customize.loyalty.operations.taking import adjust, redeem
from idic.domain.customize.loyalty.queries.balances import balance, standings
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models import ProcessingLock
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event
from tests.domain.customize.loyalty.conftest import at

pytestmark = pytest.mark.django_db


def give(customer: Customer, programme: Programme, points: int, day: str) -> None:
    adjust(customer, programme, points, reason="opening balance", by=None, at=at(day))


def lapse(day: str) -> int:
    return expire_all(at=at(day, 0, 10))


def left(programme: Programme) -> list[int]:
    sums: dict[int, int] = {}
    for lot, points in Entry.objects.filter(programme=programme).values_list("lot", "points"):
        sums[lot] = sums.get(lot, 0) + points
    return [sums[lot] for lot in sorted(sums)]


def test_the_worked_example_of_the_method(programme: Programme, member: Customer) -> None:
    give(member, programme, 100, "2025-01-15")
    give(member, programme, 50, "2025-06-20")
    assert list(Lot.objects.order_by("pk").values_list("expires_on", flat=True)) == [
        date(2026, 1, 31),
        date(2026, 6, 30),
    ]
    redeem(member, programme, 120, by=None, at=at("2025-09-01"))
    assert left(programme) == [0, 30]
    give(member, programme, 80, "2026-02-01")
    assert (lapse("2026-02-01"), balance(programme, member)) == (0, 110)
    assert (lapse("2026-07-01"), balance(programme, member)) == (30, 80)
    assert (lapse("2026-07-01"), lapse("2026-09-01")) == (0, 0)
    assert [(one.expires_on, one.earned_at) for one in Lot.objects.order_by("pk")][2] == (
        date(2027, 2, 28),
        at("2026-02-01"),
    )


def test_on_the_last_day_the_earlier_of_the_two_wins(programme: Programme, member: Customer) -> None:
    """Redeemed a minute before midnight they are redeemed, also where the till tells it after the night; a minute later
    there is nothing."""
    give(member, programme, 30, "2025-06-20")
    with pytest.raises(TooFewPoints):
        redeem(member, programme, 10, by=None, at=at("2026-07-01", 0, 1))
    assert lapse("2026-07-01") == 30
    assert redeem(member, programme, 10, by=None, at=at("2026-06-30", 23, 59)) == 0
    told = list(Entry.objects.order_by("pk").values_list("kind", "points", "at"))
    midnight = at("2026-07-01", 0)
    assert told[1:] == [("expire", -30, midnight), ("expire", 10, midnight), ("redeem", -10, at("2026-06-30", 23, 59))]
    with pytest.raises(TooFewPoints, match="only 20 points"):
        redeem(member, programme, 21, by=None, at=at("2026-06-30", 23, 58))
    assert redeem(member, programme, 20, by=None, at=at("2026-06-30", 8)) == 0


def test_29_february_is_a_whole_day(programme: Programme, member: Customer) -> None:
    """12 months from February of a year before a leap year end on the 29th, of a leap year itself on the 28th."""
    Member.objects.update(joined_at=at("2023-01-01"))
    give(member, programme, 10, "2023-02-10")
    assert (lapse("2024-02-29"), lapse("2024-03-01")) == (0, 10)
    give(member, programme, 10, "2024-02-29")
    assert (lapse("2025-02-28"), lapse("2025-03-01")) == (0, 10)


def test_never_below_zero_and_the_same_till_slip_once(programme: Programme, member: Customer, cast: Any) -> None:
    adjust(member, programme, 100, reason="Sorry", by=cast.manager, source="a")
    adjust(member, programme, 100, reason="Sorry", by=cast.manager, source="a")
    with pytest.raises(TooFewPoints):
        redeem(member, programme, 101, by=cast.service)
    assert redeem(member, programme, 60, by=cast.service, source="slip 1") == 40
    assert redeem(member, programme, 60, by=cast.service, source="slip 1") == 40
    with pytest.raises(TooFewPoints):
        adjust(member, programme, -41, reason="Mistake", by=cast.manager)
    assert adjust(member, programme, -40, reason="Mistake", by=cast.manager) == 0
    told = list(Event.objects.filter(subject_kind="loyalty_member").order_by("pk").values_list("verb", "customer_id"))
    verbs = ("joined", "adjusted", "redeemed", "adjusted")
    assert told == [(f"loyalty_member.{verb}", member.pk) for verb in verbs]


@pytest.mark.parametrize(
    ("points", "reason", "field"), [(0, "x", "points"), (5, "  ", "reason"), (2_000_000, "x", "points")]
)
def test_what_cannot_be_booked_is_told_at_its_field(
    programme: Programme, member: Customer, points: int, reason: str, field: str
) -> None:
    with pytest.raises(PointsRefused) as refused:
        adjust(member, programme, points, reason=reason, by=None)
    assert refused.value.field == field


def test_a_moment_to_come_is_refused(programme: Programme, member: Customer) -> None:
    for act in (lambda: redeem(member, programme, 1, by=None, at=at("2999-01-01")),
                lambda: join(member, programme, by=None, at=at("2999-01-01"))):  # fmt: skip
        with pytest.raises(PointsRefused):
            act()


def test_who_may_and_whom(programme: Programme, member: Customer, cast: Any, make_customer: Any) -> None:
    with pytest.raises(NotAllowed):
        adjust(member, programme, 5, reason="x", by=cast.service)
    with pytest.raises(NotAllowed):
        redeem(member, programme, 5, by=cast.analyst)
    stranger = make_customer(given_name="Anan", email="anan@example.com")
    with pytest.raises(NotAMember):
        redeem(stranger, programme, 5, by=cast.service)
    ProcessingLock.objects.create(customer=member, reason="disputed", set_by=cast.administrator)
    with pytest.raises(PointsRefused):
        redeem(member, programme, 5, by=cast.service)


def test_joining_leaving_and_coming_back(programme: Programme, member: Customer, cast: Any) -> None:
    give(member, programme, 10, "2026-02-01")
    assert join(member, programme, by=cast.service).joined_at == Member.objects.get().joined_at
    leave(member, programme, by=cast.service)
    (standing,) = standings(member)
    assert (standing.is_member, standing.points, standing.next) == (False, 10, standing.expiring[0])
    assert redeem(member, programme, 4, by=cast.service) == 6
    join(member, programme, by=cast.service)
    assert (Member.objects.get().left_at, standings(member)[0].points) == (None, 6)
    row = Programme.objects.get()
    archive_programme(row, version=row.version, by=cast.manager)
    with pytest.raises(ProgrammeArchived):
        join(member, row, by=cast.service)
    assert redeem(member, row, 6, by=cast.service) == 0


def test_no_line_of_the_ledger_is_changed_or_taken_away(programme: Programme, member: Customer) -> None:
    give(member, programme, 10, "2026-02-01")
    for change in (lambda: Entry.objects.update(points=11), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert Entry.objects.update(reason="") == 1
