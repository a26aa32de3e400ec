"""On what day a touch is due. A day on which nobody works is never due: after something it is the next working day, before
the end of a contract the one before."""

from __future__ import annotations

from datetime import date, timedelta

from idic.domain.interact.plans.enums import DayKind
from idic.domain.interact.plans.models import PlanVersion
from idic.foundation.calendars.queries.clocks import clock_of, default_clock
from idic.foundation.calendars.working_days import add_working_days, is_working_day
from idic.methods.business_clock import LOOKED_AT, BudgetNotReached, BusinessClock

Clock = BusinessClock | None


def clock_for(version: PlanVersion) -> Clock:
    return default_clock() if version.calendar_id is None else clock_of(version.calendar_id)


def days_after(day: date, count: int, day_kind: str, clock: Clock) -> date:
    if day_kind == DayKind.BUSINESS:
        return add_working_days(day, count, clock)
    return add_working_days(day + timedelta(days=count), 0, clock)


def days_before(day: date, count: int, day_kind: str, clock: Clock) -> date:
    if day_kind == DayKind.CALENDAR:
        day, count = day - timedelta(days=count), 0
    closed = 0
    while count > 0 or not is_working_day(day, clock):
        day -= timedelta(days=1)
        is_open = is_working_day(day, clock)
        closed = 0 if is_open else closed + 1
        count -= is_open
        if closed > LOOKED_AT:
            raise BudgetNotReached(LOOKED_AT)
    return day
