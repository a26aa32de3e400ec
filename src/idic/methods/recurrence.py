"""Does the same complaint come again: same category and product within 90 days, by the same customer and by anybody?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.proportion import Difference, Proportion, difference, wilson

WITHIN_DAYS = 90

NO_CUSTOMER = "no_customer"
NOTHING_BEFORE = "nothing_before"
NOTHING_AFTER = "nothing_after"
NO_WINDOW_OVER = "no_window_over"

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class RecurrenceError(ValueError):
    """Recurrence cannot be counted; the message says what to change."""


class UnequalColumns(RecurrenceError):
    pass


class DayUnusable(RecurrenceError):
    pass


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One entry per complaint. `times`: complaints of the same category and product in the days up to and including
    its own, itself included; `times_customer`: those of the same customer, 0 where the customer is unknown.
    `again`, `again_customer`: another followed on a later day within the time. `over`: that time is over.

    `overall`, `by_customer`: the share of complaints that came again, among those whose time is over (and whose
    customer is known); None with the reason where there is none.
    """

    times: Ints
    times_customer: Ints
    again: Bools
    again_customer: Bools
    over: Bools
    overall: Proportion | None
    by_customer: Proportion | None
    reason: str
    reason_customer: str


def recurrence(
    category: ArrayLike, product: ArrayLike, customer: ArrayLike, day: ArrayLike, *, as_of: date,
    within_days: int = WITHIN_DAYS,
) -> Recurrence:  # fmt: skip
    """Days in the zone of the business; a customer None or "" is unknown. Complaints of one day are one occurrence:
    none of them is "again". No day may lie after `as_of`.
    """
    kind, who, days = _read(category, product, customer, day)
    today = int(np.datetime64(as_of, "D").astype(np.int64))
    if within_days < 1 or (days > today).any():
        raise DayUnusable("The time is at least a day, and no complaint lies after the day of the figures.")
    known = who >= 0
    times, again = _counted(kind, days, within_days)
    times_customer, again_customer = np.zeros_like(times), np.zeros_like(again)
    both = kind[known] * (int(who.max(initial=0)) + 1) + who[known]
    times_customer[known], again_customer[known] = _counted(both, days[known], within_days)
    over = days + within_days <= today
    return Recurrence(
        times=times,
        times_customer=times_customer,
        again=again,
        again_customer=again_customer,
        over=over,
        overall=_share(again, over),
        by_customer=_share(again_customer, over & known),
        reason="" if over.any() else NO_WINDOW_OVER,
        reason_customer="" if (over & known).any() else NO_WINDOW_OVER if known.any() else NO_CUSTOMER,
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """`before`, `after`: the shares that came again; None where there is nothing, with the reason. `difference`: after
    minus before, below 0 is better. `straddling`: complaints before the action whose time runs into it; `waiting`:
    after it, time not yet over. Neither counts.
    """

    before: Proportion | None
    after: Proportion | None
    n_before: int
    n_after: int
    straddling: int
    waiting: int
    difference: Difference | None
    reason: str


def effect_of_action(
    category: ArrayLike, product: ArrayLike, customer: ArrayLike, day: ArrayLike, *, action: date, as_of: date,
    within_days: int = WITHIN_DAYS, same_customer: bool = False,
) -> Effect:  # fmt: skip
    """Complaints whose whole time lies before the day of the action, against those of that day and later."""
    found = recurrence(category, product, customer, day, as_of=as_of, within_days=within_days)
    days = np.asarray(day, dtype="datetime64[D]").astype(np.int64)
    acted = int(np.datetime64(action, "D").astype(np.int64))
    usable = found.times_customer > 0 if same_customer else np.ones(days.size, dtype=np.bool_)
    again = found.again_customer if same_customer else found.again
    earlier, later = usable & (days + within_days < acted), usable & (days >= acted)
    before, after = _share(again, earlier), _share(again, later & found.over)
    return Effect(
        before=before,
        after=after,
        n_before=int(earlier.sum()),
        n_after=int((later & found.over).sum()),
        straddling=int((usable & (days < acted) & ~earlier).sum()),
        waiting=int((later & ~found.over).sum()),
        difference=None if before is None or after is None else difference(before, after),
        reason=NOTHING_BEFORE if before is None else NOTHING_AFTER if after is None else "",
    )


def _read(category: ArrayLike, product: ArrayLike, customer: ArrayLike, day: ArrayLike) -> tuple[Ints, Ints, Ints]:
    what, which, who = (np.asarray(one, dtype=object) for one in (category, product, customer))
    days = np.asarray(day, dtype="datetime64[D]")
    if days.ndim != 1 or any(one.shape != days.shape for one in (what, which, who)):
        raise UnequalColumns("Every complaint needs its category, product, customer (or none) and day.")
    if np.isnat(days).any():
        raise DayUnusable("Every complaint needs its day.")
    kinds: dict[tuple[object, object], int] = {}
    people: dict[object, int] = {}
    kind = [kinds.setdefault(pair, len(kinds)) for pair in zip(what.tolist(), which.tolist(), strict=True)]
    number = [people.setdefault(one, len(people)) if one is not None and one != "" else -1 for one in who.tolist()]
    return np.array(kind, dtype=np.int64), np.array(number, dtype=np.int64), days.astype(np.int64)


def _counted(group: Ints, days: Ints, within: int) -> tuple[Ints, Bools]:
    """Per entry: entries of its group within the days up to its own; and whether one follows on a later day."""
    if not days.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_)
    # One line for all groups, set so far apart that no reach leads from one into the next.
    place = group * (int(days.max() - days.min()) + 2 * within + 2) + (days - days.min())
    ordered = np.sort(place)
    end = np.searchsorted(ordered, place, side="right")
    times = end - np.searchsorted(ordered, place - within, side="left")
    again = np.searchsorted(ordered, place + within, side="right") > end
    return times.astype(np.int64), again


def _share(again: Bools, among: Bools) -> Proportion | None:
    n = int(among.sum())
    return wilson(int((again & among).sum()), n) if n else None
