"""Which days a calendar shows: a day, a week from the day on which weeks begin here, or a month of whole weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from babel import Locale
from django.utils.translation import gettext as _

from idic.domain.work.times import FIRST_DAY
from idic.foundation.languages import formats

Look = Literal["day", "week", "month"]

# Where a language is read decides on which day its weeks begin.
_TERRITORIES = {"en": "en_GB", "th": "th_TH", "zh-hans": "zh_Hans_CN", "zh-hant": "zh_Hant_TW"}
_LAST_DAY = date(2150, 1, 1)


@dataclass(frozen=True)
class Period:
    look: Look
    day: date
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def previous(self) -> date:
        if self.look == "month":
            return (self.day.replace(day=1) - timedelta(days=1)).replace(day=1)
        return self.day - timedelta(days=7 if self.look == "week" else 1)

    @property
    def next(self) -> date:
        if self.look == "month":
            return (self.day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return self.day + timedelta(days=7 if self.look == "week" else 1)

    @property
    def title(self) -> str:
        if self.look == "day":
            return formats.day(self.day, "full")
        if self.look == "month":
            return formats.month(self.day)
        values = {"first": formats.day(self.first), "last": formats.day(self.last)}
        return _("%(first)s – %(last)s") % values


def period_of(look: str, day: date) -> Period:
    kind: Look = next((one for one in get_args(Look) if one == look), "week")
    match kind:
        case "day":
            return Period(kind, day, day, day)
        case "week":
            first = week_start(day)
            return Period(kind, day, first, first + timedelta(days=6))
    first = week_start(day.replace(day=1))
    return Period(kind, day, first, first + timedelta(days=41))


def read_day(text: str, *, today: date) -> date:
    """An old or mistyped link shows today."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if FIRST_DAY <= found <= _LAST_DAY else today


def week_start(day: date) -> date:
    begins = Locale.parse(_TERRITORIES[formats.current_language()]).first_week_day
    return day - timedelta(days=(day.weekday() - begins) % 7)
