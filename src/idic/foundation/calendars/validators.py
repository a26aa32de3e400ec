"""Hours as people typed them, in the form in which they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from idic.foundation.calendars.enums import HolidayList
from idic.foundation.calendars.errors import HoursRefused, NoSuchList, ZoneRefused
from idic.methods.business_clock import WindowsOverlap, WindowUnreadable, week_of, windows


def checked_week(week: Sequence[Sequence[str]]) -> list[list[str]]:
    """Seven lists of windows. One over midnight becomes two, the second on the next day."""
    for day, texts in enumerate(week):
        try:
            week_of({day: texts})
        except WindowUnreadable as refusal:
            raise HoursRefused("unreadable", detail=refusal.text, day=day) from None
        except WindowsOverlap as refusal:
            raise HoursRefused("overlap", detail=refusal.first, other=refusal.second, day=day) from None
    try:
        found = week_of(dict(enumerate(week)))
    except WindowsOverlap as refusal:
        raise HoursRefused("overlap", detail=refusal.first, other=refusal.second) from None
    if not any(found):
        raise HoursRefused("never_open")
    return [[str(one) for one in day] for day in found]


def checked_windows(texts: Sequence[str], *, field: str) -> list[str]:
    try:
        return [str(one) for one in windows(texts)]
    except WindowUnreadable as refusal:
        raise HoursRefused("unreadable", detail=refusal.text, field=field) from None
    except WindowsOverlap as refusal:
        raise HoursRefused("overlap", detail=refusal.first, other=refusal.second, field=field) from None


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def checked_zone(name: str) -> str:
    if name not in known_zones():
        raise ZoneRefused
    return name


def checked_list(code: str) -> str:
    if code not in HolidayList.values:
        raise NoSuchList
    return code
