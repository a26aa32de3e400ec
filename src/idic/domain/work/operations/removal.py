from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.work.enums import Span
from idic.domain.work.models import Task
from idic.domain.work.operations.invitations import call_off, outside
from idic.domain.work.operations.rows import locked, record, set_reminder
from idic.domain.work.series import anchor_of, detach, end_before, require_occurrence
from idic.foundation.accounts.models import User


@transaction.atomic
def delete_task(task: Task, *, by: User, span: str = Span.ALL, occurrence_at: datetime | None = None) -> Task:
    """It is no longer shown anywhere and can be taken back; the history stays. Returns the row that changed."""
    head = locked(task, by=by, permission="task.delete")
    moment = occurrence_at or anchor_of(head)
    if head.rule and moment is not None and span == Span.THIS:
        return _skip(head, moment, by)
    if head.rule and moment is not None and span == Span.FOLLOWING and moment != anchor_of(head):
        before = {"rule": head.rule}
        end_before(head, moment)
        head.version, head.sequence = head.version + 1, head.sequence + 1
        set_reminder(head)
        head.save()
        record("task.deleted", head, by=by, before=before, after={"rule": head.rule, "span": Span.FOLLOWING})
        return head
    head.deleted_at = timezone.now()
    head.version, head.sequence, head.remind_at = head.version + 1, head.sequence + 1, None
    head.save()
    record("task.deleted", head, by=by, after={"span": Span.ALL})
    call_off(head, outside(head))
    return head


def _skip(head: Task, moment: datetime, by: User) -> Task:
    if moment == anchor_of(head):
        # The head itself stands on it: it steps out of the series, and goes.
        row = detach(head, moment)
        row.deleted_at = timezone.now()
        row.version += 1
        row.remind_at = None
        row.save()
        record("task.deleted", row, by=by, after={"span": Span.ALL})
        return row
    require_occurrence(head, moment)
    head.skipped = [*head.skipped, moment]
    head.version, head.sequence = head.version + 1, head.sequence + 1
    set_reminder(head)
    head.save()
    record("task.deleted", head, by=by, after={"span": Span.THIS, "skipped": moment})
    return head
