"""Calendars that would count holidays as working days before long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from idic.foundation.calendars.models import Calendar, CalendarVersion

_NOVEMBER = 11


@dataclass(frozen=True)
class MissingHolidays:
    calendar_id: int
    name: str
    year: int


def years_needed(today: date) -> list[int]:
    """From November on next year's too."""
    return [today.year, today.year + 1] if today.month >= _NOVEMBER else [today.year]


def holidays_missing(today: date) -> list[MissingHolidays]:
    """Of living calendars with a list of holidays: the years of which no day is said."""
    known: dict[int, set[str]] = {}
    calendars = list(Calendar.objects.filter(is_archived=False).exclude(holiday_list="").order_by("name", "pk"))
    for calendar_id, days in CalendarVersion.objects.filter(calendar__in=calendars).values_list("calendar_id", "days"):
        known.setdefault(calendar_id, set()).update(day[:4] for day in days)
    return [
        MissingHolidays(one.pk, one.name, year)
        for one in calendars
        for year in years_needed(today)
        if str(year) not in known.get(one.pk, set())
    ]
