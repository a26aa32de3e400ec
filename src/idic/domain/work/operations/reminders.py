from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.work.enums import OPEN_STATES
from idic.domain.work.models import Task
from idic.domain.work.operations.rows import set_reminder
from idic.domain.work.operations.telling import remind

_STEP = 200


def send_due_reminders(*, now: datetime | None = None) -> int:
    """Each is sent once: the row is locked, told of, and moved on to its next reminder in one transaction."""
    moment, sent = now or timezone.now(), 0
    while True:
        with transaction.atomic():
            due = list(
                Task.objects.select_for_update(of=("self",), skip_locked=True)
                .select_related("owner")
                .filter(remind_at__lte=moment, state__in=OPEN_STATES, deleted_at__isnull=True)
                .order_by("remind_at")[:_STEP]
            )
            for task in due:
                remind(task)
                set_reminder(task, after=moment)
                Task.objects.filter(pk=task.pk).update(remind_at=task.remind_at)
        sent += len(due)
        if len(due) < _STEP:
            return sent
