"""The week as rows of windows: what is typed, and what is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from babel.dates import get_day_names

from idic.foundation.calendars.errors import HoursRefused
from idic.foundation.languages import formats
from idic.methods.business_clock.windows import minutes_of

SLOTS = 3
_MIDNIGHT = "00:00"


@dataclass(frozen=True)
class Slot:
    """One window of a day; both texts are as `<input type="time">` knows them."""

    name: str
    number: int
    opens: str = ""
    closes: str = ""


@dataclass(frozen=True)
class GridRow:
    weekday: int
    name: str
    slots: list[Slot]
    error: str = ""


@dataclass(frozen=True)
class Bar:
    """A window in minutes of the day, for a picture that is 1,440 wide."""

    start: int
    width: int


@dataclass(frozen=True)
class DayHours:
    name: str
    text: str
    bars: list[Bar] = field(default_factory=list)


def weekday_names() -> list[str]:
    names = get_day_names("wide", locale=formats.current_locale())
    return [str(names[day]) for day in range(7)]


def slots_of(name: str, windows: Sequence[str], least: int) -> list[Slot]:
    """Never fewer than there are windows."""
    ends = [window.split("-") for window in windows]
    shown = [Slot(f"{name}-{place}", place + 1, opens, _shown(closes)) for place, (opens, closes) in enumerate(ends)]
    return shown + [Slot(f"{name}-{place}", place + 1) for place in range(len(shown), least)]


def typed_slots(name: str, given: Mapping[str, str]) -> list[Slot]:
    places = range(max(SLOTS, sum(key.startswith(f"{name}-") for key in given)))
    found = [
        Slot(
            f"{name}-{place}",
            place + 1,
            given.get(f"{name}-{place}-opens", ""),
            given.get(f"{name}-{place}-closes", ""),
        )
        for place in places
    ]
    return [one for one in found if one.number <= SLOTS or one.opens or one.closes]


def windows_of(slots: Sequence[Slot], *, field: str = "week", day: int | None = None) -> list[str]:
    """Midnight as an end is the end of the day."""
    for one in slots:
        if bool(one.opens) != bool(one.closes):
            raise HoursRefused("half", field=field, day=day)
    return [f"{one.opens}-{'24:00' if one.closes == _MIDNIGHT else one.closes}" for one in slots if one.opens]


def grid(week: Sequence[Sequence[str]]) -> list[GridRow]:
    return [GridRow(day, name, slots_of(f"d{day}", week[day], SLOTS)) for day, name in enumerate(weekday_names())]


def typed_grid(given: Mapping[str, str], refusal: HoursRefused | None = None) -> list[GridRow]:
    return [
        GridRow(
            day, name, typed_slots(f"d{day}", given),
            str(refusal) if refusal is not None and refusal.field == "week" and refusal.day == day else "",
        )
        for day, name in enumerate(weekday_names())
    ]  # fmt: skip


def typed_week(given: Mapping[str, str]) -> list[list[str]]:
    return [windows_of(typed_slots(f"d{day}", given), day=day) for day in range(7)]


def hours_of(week: Sequence[Sequence[str]]) -> list[DayHours]:
    return [DayHours(name, windows_text(week[day]), bars(week[day])) for day, name in enumerate(weekday_names())]


def bars(windows: Sequence[str]) -> list[Bar]:
    return [Bar(opens, closes - opens) for opens, closes in map(minutes_of, windows)]


def windows_text(windows: Sequence[str]) -> str:
    return ", ".join(window.replace("-", "–") for window in windows)


def _shown(closes: str) -> str:
    return _MIDNIGHT if closes == "24:00" else closes
