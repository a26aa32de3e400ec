"""A series and its occurrences as rows: taking one out, ending the series, starting another from there.

Everything here works on a locked head of a series, inside the transaction of an operation.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from idic.domain.work.errors import OccurrenceUnknown
from idic.domain.work.models import Participant, Task
from idic.domain.work.recurrence import Rule, ends_before, next_after, occurrences, read_rule, rest_from
from idic.domain.work.times import distance, moved, put_times, shift_moment, times_of

_COPIED = (
    "kind", "title", "text", "state", "priority", "place", "owner_id", "team_id", "created_by_id", "customer_id",
    "subject_kind", "subject_id", "reminders", "sequence", "attributes",
)  # fmt: skip


def anchor_of(task: Task) -> datetime | None:
    return times_of(task).anchor


def rule_of(task: Task) -> Rule | None:
    return read_rule(task.rule) if task.rule else None


def left_out(task: Task) -> frozenset[datetime]:
    """Occurrences that are not the series' own any more: skipped, or rows of their own."""
    taken = Task.objects.filter(uid=task.uid, occurrence_at__isnull=False).values_list("occurrence_at", flat=True)
    return frozenset([*task.skipped, *(one for one in taken if one is not None)])


def next_occurrence(task: Task) -> datetime | None:
    rule, anchor = rule_of(task), anchor_of(task)
    if rule is None or anchor is None:
        return None
    return next_after(rule, anchor, skipping=left_out(task))


def require_occurrence(task: Task, moment: datetime) -> None:
    rule, anchor = rule_of(task), anchor_of(task)
    if rule is None or anchor is None or moment in left_out(task):
        raise OccurrenceUnknown
    if moment not in occurrences(rule, anchor, since=moment, before=moment + timedelta(seconds=1)):
        raise OccurrenceUnknown


def detach(task: Task, moment: datetime) -> Task:
    """The row of this one occurrence, apart from the series; the series goes on without it."""
    if moment == anchor_of(task):
        roll_on(task)
        return task
    require_occurrence(task, moment)
    single = _copy(task, moment)
    single.uid, single.occurrence_at = task.uid, moment
    _save_copy(single, task)
    return single


def roll_on(task: Task) -> Task | None:
    """The head steps out of its series; the next occurrence, a new row, is the head from now on. None at the end."""
    following, anchor, rule = next_occurrence(task), anchor_of(task), rule_of(task)
    if following is None or anchor is None or rule is None:
        task.rule, task.skipped = "", []
        task.save(update_fields=["rule", "skipped"])
        return None
    head = _copy(task, following)
    head.uid, head.rule = task.uid, str(rest_from(rule, anchor, following))
    head.skipped = [one for one in task.skipped if one > following]
    task.rule, task.skipped, task.occurrence_at = "", [], anchor
    task.save(update_fields=["rule", "skipped", "occurrence_at"])
    _save_copy(head, task)
    return head


def roll_back(task: Task, head: Task) -> None:
    """`head` had taken over by roll_on, and gives the series back."""
    rule, anchor, following = read_rule(head.rule), task.occurrence_at, anchor_of(head)
    assert anchor is not None
    if rule.count is not None and following is not None:
        counted = Rule(rule.frequency, rule.interval, rule.weekdays)
        rule = Rule(
            rule.frequency, rule.interval, rule.weekdays,
            rule.count + sum(1 for _one in occurrences(counted, anchor, since=anchor, before=following)),
        )  # fmt: skip
    skipped = head.skipped
    head.delete()
    task.rule, task.skipped, task.occurrence_at = str(rule), skipped, None
    task.save(update_fields=["rule", "skipped", "occurrence_at"])


def split(task: Task, moment: datetime) -> Task:
    """A series of its own from this occurrence on; the first one ends before it."""
    rule, anchor = rule_of(task), anchor_of(task)
    if moment == anchor:
        return task
    require_occurrence(task, moment)
    assert rule is not None
    assert anchor is not None
    kept = ends_before(rule, anchor, moment)
    following = _copy(task, moment)
    following.uid, following.rule = uuid.uuid4(), str(rest_from(rule, anchor, moment))
    following.skipped = [one for one in task.skipped if one > moment]
    task.rule = str(kept) if kept else ""
    task.skipped = [one for one in task.skipped if one < moment]
    task.version += 1
    task.save(update_fields=["rule", "skipped", "version", "updated_at"])
    _save_copy(following, task)
    Task.objects.filter(uid=task.uid, occurrence_at__gte=moment).update(uid=following.uid)
    return following


def end_before(task: Task, moment: datetime) -> None:
    """The occurrence and all after it are no more."""
    rule, anchor = rule_of(task), anchor_of(task)
    require_occurrence(task, moment)
    assert rule is not None
    assert anchor is not None
    kept = ends_before(rule, anchor, moment)
    task.rule = str(kept) if kept else ""


def move_exceptions(task: Task, *, earlier: datetime, later: datetime) -> None:
    """The series begins at another time of day: what was left out of it moves along."""
    by = distance(earlier, later)
    if not by:
        return
    task.skipped = [shift_moment(one, by) for one in task.skipped]
    rows = Task.objects.filter(uid=task.uid, occurrence_at__isnull=False).order_by("occurrence_at")
    for row in reversed(rows) if by > timedelta(0) else rows:
        assert row.occurrence_at is not None
        Task.objects.filter(pk=row.pk).update(occurrence_at=shift_moment(row.occurrence_at, by))


def _copy(task: Task, moment: datetime) -> Task:
    copy = Task(**{name: getattr(task, name) for name in _COPIED})
    put_times(copy, moved(times_of(task), moment))
    return copy


def _save_copy(copy: Task, task: Task) -> None:
    copy.save()
    Participant.objects.bulk_create(
        Participant(task=copy, user_id=one.user_id, customer_id=one.customer_id, name=one.name, email=one.email)
        for one in task.participants.all()
    )
