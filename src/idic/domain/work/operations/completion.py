from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.work.enums import OPEN_STATES, TaskState
from idic.domain.work.errors import TaskClosed, TaskOutdated
from idic.domain.work.models import Task
from idic.domain.work.operations.invitations import call_off, invite, outside
from idic.domain.work.operations.rows import locked, record, set_reminder
from idic.domain.work.series import anchor_of, detach, roll_on
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed

LONGEST_OUTCOME = 5000


@transaction.atomic
def complete_task(
    task: Task, *, outcome: str = "", by: User, occurrence_at: datetime | None = None, version: int | None = None
) -> Task:
    """Of a series the one occurrence is done, and the next stands open as a row of its own."""
    row, following = _closing(task, by=by, occurrence_at=occurrence_at, version=version)
    before = {"state": row.state}
    row.state, row.outcome = TaskState.DONE, trimmed(outcome, LONGEST_OUTCOME)
    _save_closed(row, by)
    after: dict[str, object] = {"outcome_text": row.outcome}
    if following is not None:
        after["next_id"] = following.pk
    record("task.completed", row, by=by, before=before, after=after)
    return row


@transaction.atomic
def cancel_task(
    task: Task, *, by: User, occurrence_at: datetime | None = None, version: int | None = None, whole: bool = False
) -> Task:
    """`whole` cancels a series; else only the one occurrence."""
    if whole:
        row, following = locked(task, by=by, version=version), None
        if row.state not in OPEN_STATES:
            raise TaskClosed
    else:
        row, following = _closing(task, by=by, occurrence_at=occurrence_at, version=version)
    before = {"state": row.state}
    row.state = TaskState.CANCELLED
    row.sequence += 1
    _save_closed(row, by)
    record("task.cancelled", row, by=by, before=before, after={"next_id": following.pk} if following else {})
    call_off(row, outside(row))
    return row


@transaction.atomic
def reopen_task(task: Task, *, by: User) -> Task:
    """The outcome stays in the events."""
    row = locked(task, by=by)
    if row.state in OPEN_STATES:
        return row
    was_cancelled = row.state == TaskState.CANCELLED
    before = {"state": row.state, "outcome_text": row.outcome}
    row.state, row.outcome, row.done_at, row.done_by = TaskState.OPEN, "", None, None
    row.version += 1
    set_reminder(row)
    row.save()
    record("task.reopened", row, by=by, before=before, after={"state": row.state})
    if was_cancelled:
        row.sequence += 1
        row.save(update_fields=["sequence"])
        invite(row)
    return row


def _closing(task: Task, *, by: User, occurrence_at: datetime | None, version: int | None) -> tuple[Task, Task | None]:
    head = locked(task, by=by)
    if head.state not in OPEN_STATES:
        raise TaskClosed
    if version is not None and head.version != version:
        raise TaskOutdated
    if not head.rule:
        return head, None
    if occurrence_at is not None and occurrence_at != anchor_of(head):
        return detach(head, occurrence_at), None
    following = roll_on(head)
    if following is not None:
        set_reminder(following)
        following.save(update_fields=["remind_at"])
    return head, following


def _save_closed(row: Task, by: User) -> None:
    row.done_at, row.done_by = timezone.now(), by
    row.version += 1
    row.remind_at = None
    row.save()
