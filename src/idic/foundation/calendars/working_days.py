"""Days on which the business works. Without a calendar only Saturdays and Sundays are off."""

from __future__ import annotations

from datetime import date, timedelta

from idic.methods.business_clock import LOOKED_AT, BudgetNotReached, BusinessClock

_SATURDAY = 5


def is_working_day(day: date, clock: BusinessClock | None = None) -> bool:
    return day.weekday() < _SATURDAY if clock is None else clock.is_working_day(day)


def next_working_day(day: date, clock: BusinessClock | None = None) -> date:
    """The first working day after `day`, never `day` itself."""
    return add_working_days(day, 1, clock)


def add_working_days(day: date, count: int, clock: BusinessClock | None = None) -> date:
    """`count` working days later; 0 gives `day` where the business works then, else the next day that it does."""
    if count == 0 and not is_working_day(day, clock):
        count = 1
    closed = 0
    while count > 0:
        day += timedelta(days=1)
        closed = 0 if is_working_day(day, clock) else closed + 1
        count -= closed == 0
        if closed > LOOKED_AT:
            raise BudgetNotReached(LOOKED_AT)
    return day
