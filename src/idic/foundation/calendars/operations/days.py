"""Days on which the week does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.errors import DayUnknown, NothingListed
from idic.foundation.calendars.holiday_lists import LONGEST_NAME, WITH_MAKE_UP_DAYS, listed_days
from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.calendars.operations.saving import count_on, locked
from idic.foundation.calendars.queries.days import ruling, versions_of
from idic.foundation.calendars.validators import checked_windows
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line
from idic.methods.business_clock import usual_day, windows

MAKE_UP = "make-up"


@dataclass(frozen=True)
class HolidaysTaken:
    """`kept` days were said by a person before, and stay so. `awaits_make_up`: the country moves working days to weekends,
    and has not said which of that year."""

    added: int
    kept: int
    awaits_make_up: bool


@transaction.atomic
def add_exception(calendar: Calendar, day: date, windows: Sequence[str], *, name: str, by: User) -> Calendar:
    """No windows: closed. What was said of the day before is replaced; an archived calendar is not changed."""
    require(by, "calendar.manage")
    calendar = locked(calendar)
    said = {"windows": checked_windows(windows, field="windows"), "name": one_line(name, 120)}
    version = ruling(versions_of(calendar), day)
    before = version.days.get(day.isoformat())
    version.days[day.isoformat()] = said
    version.save(update_fields=["days"])
    count_on(calendar)
    append_event(
        NewEvent(
            "calendar.day_added", "calendar", calendar.pk, before=_told(day, before) if before else {},
            after=_told(day, said),
        ),
        by=by,
    )  # fmt: skip
    return calendar


@transaction.atomic
def remove_exception(calendar: Calendar, day: date, *, by: User) -> Calendar:
    """The week holds again on that day."""
    require(by, "calendar.manage")
    calendar = locked(calendar)
    version = ruling(versions_of(calendar), day)
    before = version.days.pop(day.isoformat(), None)
    if before is None:
        raise DayUnknown
    version.save(update_fields=["days"])
    count_on(calendar)
    append_event(NewEvent("calendar.day_removed", "calendar", calendar.pk, before=_told(day, before)), by=by)
    return calendar


@transaction.atomic
def take_holidays(calendar: Calendar, year: int, *, by: User) -> HolidaysTaken:
    """Stores the public holidays of a year, and working days moved to weekends with the usual hours. Taken again, the
    list replaces what it said before and leaves alone what a person said."""
    require(by, "calendar.manage")
    calendar = locked(calendar)
    versions = versions_of(calendar)
    taken = fill(versions, calendar.holiday_list, year)
    CalendarVersion.objects.bulk_update(versions, ["days"])
    count_on(calendar)
    after = {"list": calendar.holiday_list, "year": str(year), "count": taken.added, "kept": taken.kept}
    append_event(NewEvent("calendar.holidays_taken", "calendar", calendar.pk, after=after), by=by)
    return taken


def fill(versions: Sequence[CalendarVersion], holiday_list: str, year: int) -> HolidaysTaken:
    listed = listed_days(holiday_list, year, settings.LANGUAGE_CODE)
    if not listed:
        raise NothingListed(year)
    for version in versions:
        version.days = {
            day: said for day, said in version.days.items() if not (said.get("listed") and day.startswith(f"{year}-"))
        }
    added = 0
    for one in listed:
        version = ruling(versions, one.day)
        if one.day.isoformat() in version.days:
            continue
        usual = usual_day(tuple(windows(day) for day in version.week))
        version.days[one.day.isoformat()] = {
            "windows": [str(window) for window in usual] if one.is_working else [],
            "name": MAKE_UP if one.is_working else one.name[:LONGEST_NAME], "listed": True,
        }  # fmt: skip
        added += 1
    awaits = holiday_list in WITH_MAKE_UP_DAYS and not any(one.is_working for one in listed)
    return HolidaysTaken(added, len(listed) - added, awaits)


def _told(day: date, said: dict[str, Any]) -> dict[str, object]:
    return {"day": day.isoformat(), "name": said["name"], "windows": said["windows"]}
