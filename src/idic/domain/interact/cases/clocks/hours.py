"""The open hours by which a promise is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.queries.clocks import clock_of
from idic.foundation.stamps.kept import kept
from idic.methods.business_clock import ROUND_THE_CLOCK, BusinessClock, Hours


@dataclass(frozen=True)
class MeasuredHours:
    """`calendar_id` None: nobody has a calendar, the clock runs day and night."""

    clock: BusinessClock
    calendar_id: int | None
    version: int | None


def hours_of(calendar_id: int | None) -> MeasuredHours:
    """Without a calendar of its own a standard is measured by the default one."""
    row = kept(("measured hours", calendar_id), lambda: _row(calendar_id))
    if row is None:
        return MeasuredHours(_round_the_clock(), None, None)
    pk, version = row
    return MeasuredHours(clock_of(pk), pk, version)


def _row(calendar_id: int | None) -> tuple[int, int] | None:
    asked = {"is_default": True} if calendar_id is None else {"pk": calendar_id}
    return Calendar.objects.filter(**asked).values_list("pk", "version").first()


@lru_cache(maxsize=1)
def _round_the_clock() -> BusinessClock:
    return BusinessClock("UTC", [Hours(date(1970, 1, 1), ROUND_THE_CLOCK)])
