from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from idic.warehouse.models import Report, Rhythm


def next_time(report: Report, *, after: datetime) -> datetime | None:
    """The first moment of the rhythm that lies after `after`, by the clock of the business."""
    if report.rhythm == Rhythm.NEVER:
        return None
    day = timezone.localdate(after)
    # a month and a day hold at least one moment of every rhythm
    for step in range(33):
        candidate = day + timedelta(days=step)
        if _fits(report, candidate):
            moment = timezone.make_aware(datetime.combine(candidate, clock_of(report.at)))
            if moment > after:
                return moment
    raise AssertionError("every rhythm comes round within 33 days")


def _fits(report: Report, day: date) -> bool:
    if report.rhythm == Rhythm.WEEKLY:
        return day.isoweekday() == report.weekday
    if report.rhythm == Rhythm.MONTHLY:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.day == min(report.month_day, last)
    return True


def clock_of(at: time | str) -> time:
    return time.fromisoformat(at) if isinstance(at, str) else at
