"""Times that move with the calendar, and what they are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Text
from idic.warehouse.questions.errors import PeriodMalformed, UnknownPart

#: unit -> months; weeks and days are counted in days
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
UNITS = ("day", "week", "month", "quarter", "year")

PRESETS: dict[str, Text] = {
    "all": _("the whole time"),
    "this_week": _("this week"),
    "last_week": _("last week"),
    "this_month": _("this month"),
    "last_month": _("last month"),
    "this_quarter": _("this quarter"),
    "last_quarter": _("last quarter"),
    "this_year": _("this year"),
    "last_year": _("last year"),
    "last_30_days": _("the last 30 days"),
    "last_90_days": _("the last 90 days"),
    "last_12_months": _("the last 12 months"),
    "last_24_months": _("the last 24 months"),
    "between": _("between two days"),
}
COMPARISONS: dict[str, Text] = {
    "": _("with nothing"),
    "before": _("with the time before"),
    "year": _("with the same time a year before"),
}


@dataclass(frozen=True)
class Span:
    """Both days belong to it. `months` is its length in whole months, 0 where it is counted in days."""

    first: date
    last: date
    months: int = 0

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Compared:
    """The span looked back to; a day there plus `months` and `days` falls on its partner in the span asked for."""

    span: Span
    months: int
    days: int


@dataclass(frozen=True)
class Period:
    preset: str = "all"
    first: date | None = None
    last: date | None = None

    def stored(self) -> dict[str, Any]:
        if self.preset != "between":
            return {"preset": self.preset}
        return {"preset": "between", "from": _iso(self.first), "to": _iso(self.last)}

    def span(self, today: date) -> Span | None:
        """None is the whole time. What has not come yet is left out, so that times are compared fairly."""
        if self.preset == "all":
            return None
        if self.preset == "between":
            return Span(self.first or date.min, self.last or date.max)
        which, _mark, unit = self.preset.partition("_")
        if unit in UNITS:
            return _calendar(which, unit, today)
        number, _mark, counted = unit.partition("_")
        if counted == "days":
            return Span(today - timedelta(days=int(number) - 1), today)
        # whole months, of which the running one is the last
        months = int(number)
        start = shifted(today.replace(day=1), -(months - 1))
        return Span(start, today, months)


def read_period(stored: Mapping[str, Any]) -> Period:
    preset = str(stored.get("preset", "all"))
    if preset not in PRESETS:
        raise UnknownPart("time", preset)
    if preset != "between":
        return Period(preset)
    try:
        first, last = date.fromisoformat(str(stored["from"])), date.fromisoformat(str(stored["to"]))
    except (KeyError, ValueError):
        raise PeriodMalformed from None
    if last < first or first.year < 1900 or last.year > 2200:
        raise PeriodMalformed
    return Period("between", first, last)


def compared_with(span: Span, comparison: str) -> Compared:
    """The same stretch a year, or one length of the span, before."""
    if comparison == "year":
        return Compared(Span(shifted(span.first, -12), shifted(span.last, -12), span.months), 12, 0)
    if span.months:
        first = shifted(span.first, -span.months)
        # As many days into the earlier time as have gone by of this one, and never out of it.
        end = shifted(span.first, 0) - timedelta(days=1)
        whole = span.last == shifted(span.first, span.months) - timedelta(days=1)
        last = end if whole else min(first + timedelta(days=span.days - 1), end)
        return Compared(Span(first, last, span.months), span.months, 0)
    return Compared(Span(span.first - timedelta(days=span.days), span.first - timedelta(days=1)), 0, span.days)


def shifted(day: date, months: int) -> date:
    """The 31st becomes the last day where the month is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _calendar(which: str, unit: str, today: date) -> Span:
    if unit == "week":
        start = today - timedelta(days=today.weekday())
        if which == "last":
            return Span(start - timedelta(days=7), start - timedelta(days=1))
        return Span(start, today)
    months = _MONTHS[unit]
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    if which == "last":
        return Span(shifted(start, -months), start - timedelta(days=1), months)
    return Span(start, today, months)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
