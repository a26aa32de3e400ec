"""What a purchase earns, until when it is good, and from which lots points are taken. In whole numbers throughout."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from idic.domain.customize.loyalty.enums import Rounding


@dataclass(frozen=True)
class Held:
    """A lot with what it holds: less than nothing where more was taken back than was left."""

    lot_id: int
    member_id: int
    points: int
    earned_at: datetime
    expires_on: date | None


def points_for(amount: Decimal, *, points: int, per: Decimal, rounding: str) -> int:
    """`points` for each `per` of money, rounded once for the whole amount; nothing for no money."""
    if amount <= 0:
        return 0
    earned, cost = amount * points, per
    if rounding == Rounding.NEAREST:
        return int((2 * earned + cost) // (2 * cost))
    whole = int(earned // cost)
    return whole + (1 if rounding == Rounding.UP and earned % cost else 0)


def last_day(earned_on: date, months: int | None) -> date | None:
    """The last day of the month that lies so many months after the one in which they were earned: 29 February is such a
    last day in leap years, 28 February in the others. None: they stay good."""
    if months is None:
        return None
    place = earned_on.year * 12 + earned_on.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def taken_from(lots: Iterable[Held], points: int) -> list[tuple[Held, int]]:
    """Those that expire first, then those earned first; less than asked for where the lots hold less."""
    found, left = [], points
    for lot in in_order(lots):
        part = min(lot.points, left)
        if part > 0:
            found.append((lot, part))
            left -= part
    return found


def in_order(lots: Iterable[Held]) -> list[Held]:
    return sorted(lots, key=lambda one: (one.expires_on or date.max, one.earned_at, one.lot_id))


def settled(lots: Sequence[Held]) -> list[tuple[int, int]]:
    """(lot, change): what lots hold is set against what others owe, the oldest debt first. The changes sum to zero."""
    changes: dict[int, int] = {}
    given = [[lot.lot_id, lot.points] for lot in in_order(lots) if lot.points > 0]
    for debt in sorted((one for one in lots if one.points < 0), key=lambda one: (one.earned_at, one.lot_id)):
        owed = -debt.points
        for giver in given:
            part = min(giver[1], owed)
            if part:
                giver[1] -= part
                owed -= part
                changes[giver[0]] = changes.get(giver[0], 0) - part
                changes[debt.lot_id] = changes.get(debt.lot_id, 0) + part
    return sorted(changes.items())
