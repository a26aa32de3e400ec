"""Working time of many cases at once. Open time is summed up once along the calendar, so that each case is two look-ups:
what lies between two moments is the difference of two sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.business_clock.calendar import FIRST_YEAR, LAST_YEAR, BusinessCalendar
from idic.methods.business_clock.clock import LOOKED_AT
from idic.methods.business_clock.errors import ClockError, EndBeforeStart, MomentOutOfRange
from idic.methods.business_clock.local_time import moment_of

Instants = NDArray[np.datetime64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_MINUTE = 60_000_000
_DAY = 24 * 60 * _MINUTE
_EARLIEST = np.datetime64(f"{FIRST_YEAR}-01-01", "us")
_LATEST = np.datetime64(f"{LAST_YEAR + 1}-01-01", "us")


@dataclass(frozen=True, slots=True)
class Pauses:
    """Flat: pause k stops the case at place `case[k]` from `begins[k]` to `ends[k]`, in UTC and in any order; NaT as an end
    goes on. Pauses of a case that overlap count once."""

    case: ArrayLike
    begins: ArrayLike
    ends: ArrayLike


def elapsed_minutes(
    calendar: BusinessCalendar, start: ArrayLike, end: ArrayLike, pauses: Pauses | None = None
) -> Floats:
    """Instants in UTC. A case without a start or an end (NaT) has no answer (NaN)."""
    begins, ends = _instants(start), _instants(end)
    if begins.shape != ends.shape:
        raise ClockError("Starts and ends must be two columns of the same length.")
    used = ~(np.isnat(begins) | np.isnat(ends))
    if (ends[used] < begins[used]).any():
        place = int(np.flatnonzero(used & (ends < begins))[0])
        raise EndBeforeStart(begins[place], ends[place])
    minutes = np.full(begins.size, np.nan)
    if not used.any():
        return minutes
    sums = _OpenTime(calendar, begins[used].min(), ends[used].max())
    first, last = sums.until(_ints(begins)), sums.until(_ints(ends))
    total = last - first
    if pauses is not None:
        paused = _Paused(pauses, used, first, last, sums)
        total -= paused.summed(paused.length, begins.size)
    minutes[used] = total[used] / _MINUTE
    return minutes


def due_instants(
    calendar: BusinessCalendar, start: ArrayLike, budget_minutes: ArrayLike, pauses: Pauses | None = None
) -> Instants:
    """In UTC; NaT where the budget is not reached within 400 days, a pause before it has no end, or something is unknown."""
    begins = _instants(start)
    budget = np.asarray(budget_minutes, dtype=np.float64)
    budget = np.broadcast_to(budget, begins.shape) if budget.ndim == 0 else budget
    if begins.shape != budget.shape:
        raise ClockError("Starts and budgets must be two columns of the same length.")
    used = ~np.isnat(begins) & np.isfinite(budget)
    if (budget[used] < 0).any():
        raise EndBeforeStart("0", f"{budget[used].min():g}")
    due = np.full(begins.size, np.datetime64("NaT"), dtype="datetime64[us]")
    if not used.any():
        return due
    at = _ints(begins)
    limit = at + LOOKED_AT * _DAY
    sums = _OpenTime(calendar, begins[used].min(), begins[used].max() + np.timedelta64(LOOKED_AT, "D"))
    wanted = np.zeros(begins.size, dtype=np.int64)
    wanted[used] = np.rint(budget[used] * _MINUTE)
    first = sums.until(at)
    target = first + wanted
    if pauses is not None:
        paused = _Paused(pauses, used, first, sums.until(limit), sums)
        # A budget used up at the very moment at which a pause begins is not held up by it.
        holds = target[paused.case] > paused.net_start
        target += paused.summed(np.where(holds, paused.length, 0), begins.size)
        used[paused.case[holds & paused.is_endless]] = False
    found, is_reached = sums.at(target)
    found = np.where(wanted == 0, at, found)
    reached = used & (is_reached | (wanted == 0)) & (found <= limit)
    due[reached] = found[reached].astype("datetime64[us]")
    return due


def limited_pauses(calendar: BusinessCalendar, start: ArrayLike, most_minutes: ArrayLike, pauses: Pauses) -> Pauses:
    """As far as they may count: once `most_minutes` of open time of a case were paused, its pauses stop nothing more. NaN:
    without a limit. A pause without an end gets one, unless 400 days do not hold so much. Cases without a start have none.
    """
    begins = _instants(start)
    most = np.asarray(most_minutes, dtype=np.float64)
    if begins.shape != most.shape:
        raise ClockError("Starts and limits must be two columns of the same length.")
    if (most < 0).any():
        raise EndBeforeStart("0", f"{np.nanmin(most):g}")
    used = ~np.isnat(begins)
    if not used.any():
        return Pauses([], np.array([], "datetime64[us]"), np.array([], "datetime64[us]"))
    at = _ints(begins)
    sums = _OpenTime(calendar, begins[used].min(), begins[used].max() + np.timedelta64(LOOKED_AT, "D"))
    paused = _Paused(pauses, used, sums.until(at), sums.until(at + LOOKED_AT * _DAY), sums)
    limit = np.where(np.isnan(most), np.inf, most * _MINUTE)[paused.case]
    before = _sum_before(paused.case, paused.length)
    allowed = np.clip(limit - before, 0, paused.length).astype(np.int64)
    end, _is_reached = sums.at(paused.net_start + before + allowed)
    is_cut = allowed < paused.length
    ends = np.where(is_cut, np.where(allowed > 0, end.astype("datetime64[us]"), paused.begins), paused.ends)
    # whatever began after it adds nothing, be it covered by the part that was cut off
    is_after = _sum_before(paused.case, is_cut.astype(np.int64)) > 0
    return Pauses(paused.case, paused.begins, np.where(is_after, paused.begins, ends))


class _OpenTime:
    """Open intervals in order, and how much is open before each."""

    def __init__(self, calendar: BusinessCalendar, first: np.datetime64, last: np.datetime64) -> None:
        begin, end = (moment_of(int(one.astype("int64"))) for one in (first, last))
        from_day = begin.astimezone(UTC).date() - timedelta(days=2)
        to_day = end.astimezone(UTC).date() + timedelta(days=2)
        found = [
            one for place in range((to_day - from_day).days + 1)
            for one in calendar.open_on(from_day + timedelta(days=place))
        ]  # fmt: skip
        ends = np.array(found, dtype=np.int64).reshape(-1, 2)
        self._opens, self._closes = ends[:, 0].copy(), ends[:, 1].copy()
        self._closed_at = np.cumsum(self._closes - self._opens)
        self._opened_at = self._closed_at - (self._closes - self._opens)

    def until(self, moments: Ints) -> Ints:
        """Open microseconds before each moment."""
        if not self._opens.size:
            return np.zeros(moments.shape, dtype=np.int64)
        place = np.maximum(np.searchsorted(self._opens, moments, side="right") - 1, 0)
        opens = self._opens[place]
        inside = np.clip(moments, opens, self._closes[place]) - opens
        found: Ints = self._opened_at[place] + inside
        return found

    def at(self, sums: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """The first moment by which so much was open, and whether there is one."""
        place = np.searchsorted(self._closed_at, sums, side="left")
        known = place < self._closed_at.size
        place = np.minimum(place, max(self._closed_at.size - 1, 0))
        if not self._closed_at.size:
            return np.zeros(sums.shape, dtype=np.int64), known
        return self._opens[place] + (sums - self._opened_at[place]), known


class _Paused:
    """Pauses sorted by case and beginning, in open time within [first, last] of their case, each less what those before it
    cover. `net_start` is where a pause begins on a clock that stands still during the earlier ones."""

    def __init__(self, given: Pauses, used: NDArray[np.bool_], first: Ints, last: Ints, sums: _OpenTime) -> None:
        case = np.asarray(given.case, dtype=np.int64)
        begins, ends = _instants(given.begins), _instants(given.ends)
        if not case.shape == begins.shape == ends.shape:
            raise ClockError("Cases, beginnings and ends of pauses must be three columns of the same length.")
        if case.size and not (case.min() >= 0 and case.max() < used.size):
            raise ClockError("A pause names a case that is not there.")
        wrong = np.isnat(begins) | (ends < begins)
        if wrong.any():
            place = int(np.flatnonzero(wrong)[0])
            raise EndBeforeStart(begins[place], ends[place])
        kept = used[case]
        case, begins, ends = case[kept], begins[kept], ends[kept]
        is_endless = np.isnat(ends)
        since = np.clip(sums.until(_ints(begins)), first[case], last[case])
        to = np.where(is_endless, last[case], np.clip(sums.until(_ints(ends)), first[case], last[case]))
        order = np.lexsort((begins, case))
        self.case, since, to = case[order], since[order], to[order]
        self.begins, self.ends = begins[order], ends[order]
        self.is_endless = is_endless[order]
        covered = _highest_before(self.case, to)
        since = np.maximum(since, covered)
        self.length: Ints = np.maximum(to - since, 0)
        self.net_start: Ints = since - _sum_before(self.case, self.length)

    def summed(self, lengths: Ints, cases: int) -> Ints:
        total = np.zeros(cases, dtype=np.int64)
        np.add.at(total, self.case, lengths)
        return total


def _highest_before(case: Ints, values: Ints) -> Ints:
    """The largest earlier value of the same case, and the lowest number where there is none. Ranks instead of the values
    keep one case from reaching into the next without leaving 64 bits."""
    distinct, rank = np.unique(values, return_inverse=True)
    highest = np.maximum.accumulate(case * distinct.size + rank)
    found = np.full(values.size, np.iinfo(np.int64).min)
    same = case[1:] == case[:-1]
    found[1:][same] = distinct[highest[:-1][same] - case[1:][same] * distinct.size]
    return found


def _sum_before(case: Ints, values: Ints) -> Ints:
    before = np.cumsum(values) - values
    is_first = np.append(True, case[1:] != case[:-1]) if case.size else np.zeros(0, dtype=np.bool_)
    starts = np.maximum.accumulate(np.where(is_first, np.arange(case.size), 0)) if case.size else case
    found: Ints = before - before[starts]
    return found


def _instants(given: ArrayLike) -> Instants:
    found = np.asarray(given, dtype="datetime64[us]")
    if found.ndim != 1:
        raise ClockError("Moments must be one column.")
    some = found[~np.isnat(found)]
    if some.size and (some.min() < _EARLIEST or some.max() >= _LATEST):
        raise MomentOutOfRange(some.min() if some.min() < _EARLIEST else some.max())
    return found


def _ints(moments: Instants) -> Ints:
    """NaT is the epoch, so that what is not used stays in range."""
    found: Ints = np.where(np.isnat(moments), np.datetime64(0, "us"), moments).astype(np.int64)
    return found
