"""A year of a calendar, month by month."""

from __future__ import annotations

from calendar import Calendar as MonthCalendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import get_day_names
from django.utils.translation import gettext as _

from idic.doors.web.calendars.week_grid import windows_text
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.calendars.models import CalendarVersion
from idic.foundation.calendars.operations.days import MAKE_UP
from idic.foundation.calendars.queries.days import SaidDay, ruling
from idic.foundation.languages import formats

_TONES: dict[str, Tone] = {"holiday": "danger", "extra": "success", "special": "warning"}


@dataclass(frozen=True)
class Cell:
    """`kind` is open, closed, holiday, extra (work on a day that is off) or special (other hours); a cell without a day
    fills the row."""

    day: date | None = None
    kind: str = ""
    title: str = ""
    is_today: bool = False


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Cell]]


@dataclass(frozen=True)
class SaidRow:
    said: SaidDay
    weekday: str
    name: str
    kind: str
    tone: Tone
    hours: str


def months(versions: Sequence[CalendarVersion], said: Sequence[SaidDay], year: int, today: date) -> list[Month]:
    known = {one.day: one for one in said}
    rows = MonthCalendar()
    return [
        Month(
            date(year, month, 1),
            [
                [_cell(versions, known, day, today) if day.month == month else Cell() for day in week]
                for week in rows.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def short_weekdays() -> list[tuple[str, str]]:
    """(in one or two letters, in full), Monday first."""
    short, wide = (get_day_names(width, locale=formats.current_locale()) for width in ("short", "wide"))
    return [(str(short[day]), str(wide[day])) for day in range(7)]


def said_rows(said: Sequence[SaidDay]) -> list[SaidRow]:
    words = {"holiday": _("Not open"), "extra": _("Working day"), "special": _("Other hours")}
    return [
        SaidRow(one, formats.weekday(one.day), name_of(one), words[kind], _TONES[kind], windows_text(one.windows))
        for one in said
        for kind in [kind_of(one)]
    ]


def kind_of(one: SaidDay) -> str:
    return "holiday" if one.is_holiday else "extra" if one.is_extra else "special"


def name_of(one: SaidDay) -> str:
    return _("Make-up working day") if one.is_listed and one.name == MAKE_UP else one.name


def _cell(versions: Sequence[CalendarVersion], known: Mapping[date, SaidDay], day: date, today: date) -> Cell:
    said = known.get(day)
    if said is None:
        windows = ruling(versions, day).week[day.weekday()]
        return Cell(day, "open" if windows else "closed", windows_text(windows) or _("Not open"), day == today)
    title = ": ".join(part for part in (name_of(said), windows_text(said.windows) or _("Not open")) if part)
    return Cell(day, kind_of(said), title, day == today)
