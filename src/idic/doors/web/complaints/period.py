"""The time of which figures are told: whole months back from now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

PERIODS = {"90": gettext_lazy("3 months"), "365": gettext_lazy("12 months"), "730": gettext_lazy("24 months")}
_USUAL = "365"


@dataclass(frozen=True)
class FiguresPeriod:
    code: str
    since: datetime
    until: datetime

    @property
    def first_day(self) -> date:
        return timezone.localtime(self.since).date()


def period_of(query: QueryDict) -> FiguresPeriod:
    code, now = query.get("period", ""), timezone.now()
    code = code if code in PERIODS else _USUAL
    since = timezone.localtime(now - timedelta(days=int(code)))
    # whole months: the rate of half a month stands on half a month's sales
    since = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return FiguresPeriod(code, since, now + timedelta(seconds=1))
