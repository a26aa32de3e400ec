"""Public holidays of a year, from the `holidays` package. Reads no database and no settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from idic.foundation.calendars.enums import HolidayList
from idic.foundation.calendars.errors import NoSuchList

#: As the package names them, the nearest first.
_LANGUAGES = {"en": (), "th": ("th",), "zh-hans": ("zh_CN",), "zh-hant": ("zh_TW", "zh_HK", "zh_MO", "zh_CN")}
#: Their governments move working days to weekends, and say so only some weeks before the year.
WITH_MAKE_UP_DAYS = frozenset({HolidayList.CHINA})

LONGEST_NAME = 120


@dataclass(frozen=True)
class ListedDay:
    """A holiday, or with `is_working` a day of the weekend on which work that was moved is made up."""

    day: date
    name: str
    is_working: bool = False


def listed_days(code: str, year: int, language: str) -> list[ListedDay]:
    """In their order; names in the language where the list has it, else in its own."""
    if not code or code not in HolidayList.values:
        raise NoSuchList
    from holidays import country_holidays

    country, _hyphen, kind = code.partition("-")
    offered = country_holidays(country).supported_languages
    wanted = next((one for one in (*_LANGUAGES.get(language, ()), "en_US") if one in offered), None)
    categories = ("public", kind) if kind else None
    found = country_holidays(country, years=year, language=wanted, categories=categories)
    free = [ListedDay(day, name) for day, name in found.items() if day.year == year]
    made_up = [ListedDay(day, "", True) for day in getattr(found, "weekend_workdays", ()) if day.year == year]
    return sorted(free + made_up, key=lambda one: one.day)


def name_for(language: str, code: str, day: date, name: str) -> str:
    """What the list calls a day in this language; any other name than the list's own stays as somebody said it."""
    if code not in HolidayList.values or not code:
        return name
    known = _names(code, day.year).get(day, {})
    return known.get(language, name) if name in known.values() else name


@lru_cache(maxsize=32)
def _names(code: str, year: int) -> Mapping[date, Mapping[str, str]]:
    found: defaultdict[date, dict[str, str]] = defaultdict(dict)
    for language in _LANGUAGES:
        for one in listed_days(code, year, language):
            found[one.day][language] = one.name[:LONGEST_NAME]
    return dict(found)
