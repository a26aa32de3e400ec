"""When things happened that are told as if they had: in open hours, and never in the time to come; and in which language
the house is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

#: Begins the name of whatever came in by itself, so that it is found again when the sample goes.
MARK = "sample-"


def said(words: Mapping[str, str]) -> str:
    return words.get(settings.LANGUAGE_CODE.lower(), words["en"])


def later(moment: datetime, minutes: float) -> datetime:
    """The last stories happened this morning."""
    return min(moment + timedelta(minutes=minutes), timezone.now() - timedelta(minutes=1))


def working_moment(today: date, days: int, clock: time) -> datetime:
    """So many days ago, or on the working day before; today's not later than half an hour ago."""
    day = today - timedelta(days=days)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    at = datetime.combine(day, clock, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return min(at, timezone.now() - timedelta(minutes=30))
