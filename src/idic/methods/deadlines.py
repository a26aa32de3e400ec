"""Deadlines of privacy law: how long a request may wait, and when an authority must know of a breach.

Days are calendar days and the day of receipt is not counted. A month ends on the same day of the next month, or on its last
day where that month is shorter (Regulation (EEC, Euratom) 1182/71, Art. 3). Where the end falls on a day off, the same
regulation moves it to the next working day; the counted day stays what one aims at.
Sources: PDPA B.E. 2562 s.30, s.37(4); GDPR Art. 12(3), 33; PIPL Art. 50, 57.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True)
class Period:
    """`days` and `months` are added together; one of them is usually 0."""

    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Deadline:
    """`counted` is the day that the count gives, `practical` the first working day on or after it."""

    counted: date
    practical: date

    @property
    def aim(self) -> date:
        return min(self.counted, self.practical)


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the month's last where it has no such day: 31 January and 1 month give 29 February
    in a leap year."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def deadline(
    received: date, period: Period, *, paused_days: int = 0, is_working: Callable[[date], bool] | None = None
) -> Deadline:
    """`paused_days` is time in which the clock stood still; it is added in whole days. Without `is_working` every day
    is a working day."""
    if period.days < 0 or period.months < 0 or paused_days < 0:
        raise ValueError("a period is not negative")
    counted = months_later(received, period.months) + timedelta(days=period.days + paused_days)
    practical = counted
    while is_working is not None and not is_working(practical):
        practical += timedelta(days=1)
    return Deadline(counted, practical)


def hours_later(moment: datetime, hours: float) -> datetime:
    """Real time, through holidays and changes of the clock; the answer is in the zone of `moment`, which must have one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone names no point in time")
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)
