"""Hours as typed on the command line: "mon-fri 08:30-12:00 13:00-16:30", "2026-12-31 08:30-12:00"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from idic.doors.cli.calculations.source import refuse
from idic.foundation.calendars.errors import NoSuchList
from idic.foundation.calendars.holiday_lists import listed_days
from idic.methods.business_clock import ROUND_THE_CLOCK, BusinessClock, ClockError, Hours, usual_day, week_of, windows

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clock_of(
    zone: str, hours: Iterable[str], days: Iterable[str], holidays: str | None, years: Iterable[int]
) -> BusinessClock:
    """Without hours it is open day and night. What is said of a day goes before the public holidays."""
    try:
        weekly: dict[int, list[str]] = {}
        for text in hours:
            named, *written = text.replace(",", " ").split() or [""]
            for weekday in _weekdays(named):
                weekly.setdefault(weekday, []).extend(written)
        week = week_of(weekly) if weekly else ROUND_THE_CLOCK
        said = {}
        for year in years if holidays else ():
            for one in listed_days(holidays or "", year, "en"):
                said[one.day] = usual_day(week) if one.is_working else ()
        for text in days:
            day, *written = text.replace(",", " ").split() or [""]
            said[_day(day)] = windows(written)
        return BusinessClock(zone, [Hours(date.min, week, said)])
    except ClockError as error:
        refuse(str(error))
    except NoSuchList:
        refuse(f"There is no list of public holidays for “{holidays}”.")


def _weekdays(text: str) -> list[int]:
    first, _dash, last = text.casefold().partition("-")
    if first not in _NAMES or (last or first) not in _NAMES:
        refuse(f"“{text}” names no days of the week: write them as mon, or mon-fri.")
    begin, end = _NAMES.index(first), _NAMES.index(last or first)
    return [day % 7 for day in range(begin, (end if begin <= end else end + 7) + 1)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"“{text}” is no day: write it as 2026-12-31.")
