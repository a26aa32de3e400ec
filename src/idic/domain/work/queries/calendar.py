"""What stands in a calendar between two moments, series worked out. Two queries, whatever is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from idic.domain.work.enums import CLOSED_STATES, OPEN_STATES, TaskState
from idic.domain.work.models import Participant, Task
from idic.domain.work.queries.tasks import with_names
from idic.domain.work.recurrence import occurrences, read_rule
from idic.domain.work.rules import own, visible_tasks
from idic.domain.work.times import Times, day_of, midnight, moved, times_of
from idic.foundation.accounts.models import User

#: More in one window is not read by anybody, and must not be drawn.
MOST = 1500


@dataclass(frozen=True)
class Entry:
    """One occurrence; `occurrence_at` is set where the row is a series, whose other occurrences are not rows."""

    task: Task
    times: Times
    occurrence_at: datetime | None = None

    @property
    def anchor(self) -> datetime:
        anchor = self.times.anchor
        assert anchor is not None
        return anchor

    @property
    def until(self) -> datetime:
        return self.times.ends_at or self.anchor

    @property
    def first_day(self) -> date:
        return day_of(self.anchor)

    @property
    def last_day(self) -> date:
        ends = self.times.ends_at
        return day_of(ends - timedelta(microseconds=1)) if ends and ends > self.anchor else self.first_day


@dataclass(frozen=True)
class Whose:
    """Nothing set: all that the user may see."""

    user_id: int | None = None
    team_id: int | None = None


def calendar_entries(
    user: User, *, since: datetime, before: datetime, whose: Whose | None = None, kinds: Sequence[str] = ()
) -> list[Entry]:
    tasks = with_names(visible_tasks(user)).exclude(state=TaskState.CANCELLED)
    whose = whose or Whose()
    if whose.user_id is not None:
        tasks = tasks.filter(of_person(whose.user_id, user))
    if whose.team_id is not None:
        tasks = tasks.filter(Q(team_id=whose.team_id) | Q(owner__team_id=whose.team_id))
    if kinds:
        tasks = tasks.filter(kind__in=kinds)
    return entries_between(tasks, since=since, before=before)


def of_person(user_id: int, reader: User | None = None) -> Q:
    """Owned by, or with, this person; for the reader also what colleagues who are away own."""
    owned = own(reader) if reader is not None and reader.pk == user_id else Q(owner_id=user_id)
    return owned | Q(pk__in=Participant.objects.filter(user_id=user_id).values("task_id"))


def entries_between(tasks: QuerySet[Task], *, since: datetime, before: datetime) -> list[Entry]:
    single = tasks.filter(rule="", sorted_at__lt=before).filter(Q(sorted_at__gte=since) | Q(ends_at__gt=since))
    found = [Entry(task, times_of(task)) for task in single.order_by("sorted_at", "pk")[:MOST]]
    for task in with_taken(tasks.exclude(rule="").filter(sorted_at__lt=before))[:MOST]:
        found += series_entries(task, since=since, before=before)
    return sorted(found, key=lambda one: (one.anchor, -(one.until - one.anchor), one.task.pk))[:MOST]


def with_taken(series: QuerySet[Task]) -> QuerySet[Task]:
    """Each head with the occurrences that are rows of their own, deleted ones too: `taken`."""
    rows = Task.objects.filter(uid=OuterRef("uid"), occurrence_at__isnull=False)
    return series.annotate(taken=ArraySubquery(rows.values("occurrence_at"))).order_by("sorted_at", "pk")


def series_entries(task: Task, *, since: datetime, before: datetime) -> list[Entry]:
    """`task` comes from `with_taken`."""
    times = times_of(task)
    anchor = times.anchor
    if anchor is None:
        return []
    gone = {*task.skipped, *getattr(task, "taken", [])}
    length = (times.ends_at - anchor) if times.ends_at else timedelta(0)
    found = []
    for moment in occurrences(read_rule(task.rule), anchor, since=max(since - length, anchor), before=before):
        at = moved(times, moment)
        if moment not in gone and (at.ends_at or moment + timedelta(seconds=1)) > since:
            found.append(Entry(task, at, moment))
    return found


@dataclass(frozen=True)
class Agenda:
    overdue: list[Entry]
    today: list[Entry]
    next: list[Entry]

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.today or self.next)


def own_agenda(user: User, *, now: datetime, days: int = 7, limit: int = 6) -> Agenda:
    """What waits for this user: missed, today, and the next days. Meetings that are over are not overdue."""
    today = day_of(now)
    mine = with_names(visible_tasks(user)).filter(of_person(user.pk, user), state__in=OPEN_STATES)
    end = midnight(today + timedelta(days=1 + days))
    waiting = Q(starts_at__isnull=True) | Q(ends_at__gt=midnight(today))
    single = mine.filter(waiting, rule="", sorted_at__lt=end).order_by("sorted_at", "pk")
    entries = [Entry(task, times_of(task)) for task in single[:MOST]]
    for task in with_taken(mine.exclude(rule="").filter(sorted_at__lt=end))[:MOST]:
        since = midnight(today) if task.is_timed else (times_of(task).anchor or now)
        entries += series_entries(task, since=since, before=end)[:7]
    entries.sort(key=lambda one: (one.anchor, one.task.pk))
    overdue = [one for one in entries if is_overdue(one, now=now)]
    late = {id(one) for one in overdue}
    rest = [one for one in entries if id(one) not in late and one.last_day >= today]
    return Agenda(
        overdue[:limit],
        [one for one in rest if one.first_day <= today][:limit],
        [one for one in rest if one.first_day > today][:limit],
    )


def is_overdue(entry: Entry, *, now: datetime) -> bool:
    if entry.task.state in CLOSED_STATES or entry.times.starts_at is not None:
        return False
    if entry.times.due_at is not None:
        return entry.times.due_at < now
    return entry.times.due_on is not None and entry.times.due_on < day_of(now)


def at_occurrence(task: Task, moment: datetime | None) -> Entry:
    """The one occurrence that a page speaks of; without a moment, the row as it stands."""
    entry = Entry(task, times_of(task))
    return replace(entry, times=moved(entry.times, moment), occurrence_at=moment) if moment and task.rule else entry
