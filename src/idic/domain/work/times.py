"""When a task is: what may stand in its time columns, and how a whole set of them is moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.work.enums import TIMED_KINDS, TaskKind
from idic.domain.work.errors import TimesRefused
from idic.domain.work.models import Task
from idic.domain.work.models.task import NEVER
from idic.domain.work.recurrence import zone

FIRST_DAY = date(2000, 1, 1)
_FURTHEST_YEARS = 20
_LONGEST = timedelta(days=366)
_USUAL = {TaskKind.CALL: timedelta(minutes=30)}
_USUAL_ELSE = timedelta(hours=1)


@dataclass(frozen=True)
class Times:
    """`ends_at` is not part of it any more: a whole day ends at the midnight after it."""

    due_on: date | None = None
    due_at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_all_day: bool = False

    @property
    def anchor(self) -> datetime | None:
        """What a series counts from, and what lists are ordered by."""
        return self.starts_at or self.due_at or (midnight(self.due_on) if self.due_on else None)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone())


def day_of(moment: datetime) -> date:
    return moment.astimezone(zone()).date()


def times_of(task: Task) -> Times:
    return Times(task.due_on, task.due_at, task.starts_at, task.ends_at, task.is_all_day)


def put_times(task: Task, times: Times) -> None:
    task.due_on, task.due_at, task.is_all_day = times.due_on, times.due_at, times.is_all_day
    task.starts_at, task.ends_at = times.starts_at, times.ends_at
    task.sorted_at = times.anchor or NEVER


def checked(kind: str, times: Times) -> Times:
    """Complete and possible, or TimesRefused."""
    for moment in (times.due_at, times.starts_at, times.ends_at, times.due_on):
        if moment is not None:
            require_near(moment)
    if kind not in TIMED_KINDS:
        day = day_of(times.due_at) if times.due_at else times.due_on
        return Times(due_on=day, due_at=times.due_at)
    if times.starts_at is None:
        raise TimesRefused("starts_at", _("Say when it begins."))
    starts, ends = times.starts_at, times.ends_at
    if times.is_all_day:
        starts = midnight(day_of(starts))
        last = day_of(ends - timedelta(microseconds=1)) if ends is not None else day_of(starts)
        ends = midnight(last + timedelta(days=1))
    elif ends is None:
        ends = starts + _USUAL.get(TaskKind(kind), _USUAL_ELSE)
    if ends <= starts:
        raise TimesRefused("ends_at", _("The end must lie after the start."))
    if ends - starts > _LONGEST:
        raise TimesRefused("ends_at", _("This takes longer than a year. Check the day of the end."))
    return Times(due_on=day_of(starts), starts_at=starts, ends_at=ends, is_all_day=times.is_all_day)


def moved(times: Times, to: datetime) -> Times:
    """The whole set moved so that its anchor is `to`; on the wall clock, so that an hour stays an hour."""
    anchor = times.anchor
    if anchor is None:
        return times
    return shifted(times, by=_naive(to) - _naive(anchor))


def shifted(times: Times, *, by: timedelta) -> Times:
    def later(moment: datetime | None) -> datetime | None:
        return shift_moment(moment, by) if moment is not None else None

    found = replace(times, due_at=later(times.due_at), starts_at=later(times.starts_at), ends_at=later(times.ends_at))
    if found.starts_at or found.due_at:
        due = found.starts_at or found.due_at
        assert due is not None
        return replace(found, due_on=day_of(due))
    return replace(found, due_on=times.due_on + by if times.due_on else None)


def shift_moment(moment: datetime, by: timedelta) -> datetime:
    return (_naive(moment) + by).replace(tzinfo=zone())


def distance(earlier: datetime, later: datetime) -> timedelta:
    """On the wall clock."""
    return _naive(later) - _naive(earlier)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(zone()).replace(tzinfo=None)


def require_near(day: date | datetime) -> None:
    """By its year, before anything is reckoned with it: at the ends of time even a time zone is too much."""
    if not FIRST_DAY.year <= day.year <= timezone.localdate().year + _FURTHEST_YEARS:
        raise TimesRefused(
            "due_on", _("This day lies far away. Check the year: here it is the year of the common era, as in 2026.")
        )
