"""What is said of single days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from idic.foundation.calendars.holiday_lists import name_for
from idic.foundation.calendars.models import Calendar, CalendarVersion


@dataclass(frozen=True)
class SaidDay:
    """`usual` is what the week says of the day; no `windows`: closed."""

    day: date
    name: str
    windows: tuple[str, ...]
    usual: tuple[str, ...]
    is_listed: bool

    @property
    def is_holiday(self) -> bool:
        return not self.windows

    @property
    def is_extra(self) -> bool:
        return bool(self.windows) and not self.usual


def versions_of(calendar: Calendar) -> list[CalendarVersion]:
    return list(CalendarVersion.objects.filter(calendar=calendar).order_by("valid_from"))


def weeks_of(calendars: Iterable[Calendar]) -> dict[int, list[CalendarVersion]]:
    """The versions of each in one query, without the single days."""
    found: dict[int, list[CalendarVersion]] = {}
    asked = [one.pk for one in calendars]
    for row in CalendarVersion.objects.filter(calendar__in=asked).order_by("valid_from").defer("days"):
        found.setdefault(row.calendar_id, []).append(row)
    return found


def ruling(versions: Sequence[CalendarVersion], day: date) -> CalendarVersion:
    """The first version rules the days before it, too."""
    return next((one for one in reversed(versions) if one.valid_from <= day), versions[0])


def said_days(
    versions: Sequence[CalendarVersion], years: Iterable[int], *, holiday_list: str = "", language: str = ""
) -> list[SaidDay]:
    """With a list and a language, its days are called as they are in that language."""
    wanted = frozenset(years)
    found = []
    for version in versions:
        for text, said in version.days.items():
            day = date.fromisoformat(text)
            if day.year in wanted and ruling(versions, day) is version:
                is_listed = bool(said.get("listed"))
                name = name_for(language, holiday_list, day, said["name"]) if is_listed else said["name"]
                found.append(
                    SaidDay(
                        day, name, tuple(said["windows"]), tuple(version.week[day.weekday()]), is_listed,
                    )
                )  # fmt: skip
    return sorted(found, key=lambda one: one.day)
