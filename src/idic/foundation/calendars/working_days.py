"""Days on which the business works. Only Saturdays and Sundays are off: public holidays are not known here."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY


def next_working_day(day: date) -> date:
    """The first working day after `day`, never `day` itself."""
    return add_working_days(day, 1)


def add_working_days(day: date, count: int) -> date:
    """`count` working days later; 0 gives `day` where the business works then, else the next day that it does."""
    if count == 0 and not is_working_day(day):
        count = 1
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
