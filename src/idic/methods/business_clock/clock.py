"""Working time of one case, day by day in UTC: wall-clock times are never subtracted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from idic.methods.business_clock.calendar import BusinessCalendar, Interval, known
from idic.methods.business_clock.errors import BudgetNotReached, EndBeforeStart, StillPaused
from idic.methods.business_clock.local_time import MICROSECOND, microseconds, moment_of
from idic.methods.business_clock.pauses import ENDLESS, Pause, covered, united, without

LOOKED_AT = 400
_DAY = 24 * 60 * 60 * 1_000_000


class BusinessClock(BusinessCalendar):
    """elapsed(a, b) = the open part of [a, b) less what the pauses cover of it; due(start, budget) = the first moment at
    which elapsed is the budget. Answers in UTC."""

    def elapsed(self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
        first, last = microseconds(known(start)), microseconds(known(end))
        if last < first:
            raise EndBeforeStart(start.isoformat(), end.isoformat())
        stops = united(pauses)
        total = 0
        for opens, closes in self._open_from(first, start):
            if opens >= last:
                break
            total += sum(to - since for since, to in without((opens, min(closes, last)), stops))
        return timedelta(microseconds=total)

    def due(self, start: datetime, budget: timedelta, pauses: Iterable[Pause] = ()) -> datetime:
        """A budget of nothing is due at once, also outside the open hours."""
        left = budget // MICROSECOND
        if left < 0:
            raise EndBeforeStart("0", str(budget))
        first = microseconds(known(start))
        if left == 0:
            return moment_of(first)
        stops = united(pauses)
        limit = first + LOOKED_AT * _DAY
        for opens, closes in self._open_from(first, start):
            if opens >= limit:
                break
            for since, to in without((opens, closes), stops):
                if since + left <= min(to, limit):
                    return moment_of(since + left)
                left -= to - since
        if stops and stops[-1][1] == ENDLESS:
            raise StillPaused
        raise BudgetNotReached(LOOKED_AT)

    def limited(self, start: datetime, pauses: Iterable[Pause], most: timedelta) -> list[Pause]:
        """The pauses as far as they may count: once `most` of open time since `start` was paused, they stop nothing more. A
        pause without an end gets one, unless 400 days do not hold so much."""
        first, left, stops = microseconds(known(start)), most // MICROSECOND, united(pauses)
        if left < 0:
            raise EndBeforeStart("0", str(most))
        used_up = first
        for opens, closes in self._open_from(first, start):
            if opens >= first + LOOKED_AT * _DAY or not stops or opens >= stops[-1][1]:
                break
            for since, to in covered((opens, closes), stops):
                if to - since <= left:
                    left, used_up = left - (to - since), to
                    continue
                return [_plain(one) for one in _cut(stops, since, since + left if left else used_up)]
        return [_plain(one) for one in stops]

    def open_between(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open stretches of [start, end), in order."""
        first, last = microseconds(known(start)), microseconds(known(end))
        found = []
        for opens, closes in self._open_from(first, start):
            if opens >= last:
                break
            found.append((moment_of(opens), moment_of(min(closes, last))))
        return found

    def is_open(self, at: datetime) -> bool:
        moment = microseconds(known(at))
        return any(opens <= moment < closes for opens, closes in self.open_on(self.day_of(at)))

    def next_open(self, at: datetime) -> datetime:
        """`at` itself where the business is open then."""
        first = microseconds(known(at))
        for opens, _closes in self._open_from(first, at):
            if opens >= first + LOOKED_AT * _DAY:
                break
            return moment_of(opens)
        raise BudgetNotReached(LOOKED_AT)

    def is_working_day(self, day: date) -> bool:
        return bool(self.windows_on(day))

    def _open_from(self, first: int, start: datetime) -> Iterator[Interval]:
        """Open intervals in order, the one that holds `first` cut at it."""
        for day in self.days_from(self.day_of(start)):
            for opens, closes in self.open_on(day):
                if closes > first:
                    yield max(opens, first), closes


def _cut(stops: Iterable[Interval], part: int, end: int) -> Iterator[Interval]:
    """Those before `part` whole, the one that holds it until `end`, none after it."""
    for begins, ends in stops:
        if ends <= part:
            yield begins, ends
        elif begins < end:
            yield begins, end


def _plain(one: Interval) -> Pause:
    begins, ends = one
    return moment_of(begins), None if ends == ENDLESS else moment_of(ends)
