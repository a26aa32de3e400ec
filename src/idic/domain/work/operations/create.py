from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idic.domain.work.drafts import TaskDraft
from idic.domain.work.enums import Priority, TaskKind
from idic.domain.work.errors import TimesRefused
from idic.domain.work.models import Task
from idic.domain.work.operations.invitations import invite
from idic.domain.work.operations.rows import (
    checked_customer,
    checked_guests,
    checked_owner,
    checked_reminders,
    checked_title,
    put_guests,
    record,
    recorded,
    refuse_locked,
    set_reminder,
)
from idic.domain.work.operations.telling import tell_owner, tell_participants
from idic.domain.work.recurrence import first_of, read_rule
from idic.domain.work.times import checked, moved, put_times
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed


@transaction.atomic
def create_task(draft: TaskDraft, *, by: User) -> Task:
    """Of a series the first day is the first on which its rule falls."""
    require(by, "task.create")
    kind = TaskKind(draft.kind)
    owner = checked_owner(draft.owner or by, by=by)
    times = checked(kind, draft.times)
    if draft.subject_kind == "customer" and draft.subject_id is not None:
        refuse_locked([draft.subject_id])
    rule = read_rule(draft.rule) if draft.rule else None
    if rule is not None:
        first = first_of(rule, times.anchor) if times.anchor else None
        if first is None:
            raise TimesRefused("rule", _("A series needs a first day, and must come about at least once."))
        times = moved(times, first)
    task = Task(
        kind=kind, title=checked_title(draft.title), text=trimmed(draft.text),
        priority=Priority(draft.priority), place=trimmed(draft.place, 300), owner=owner,
        team=draft.team or owner.team, created_by=by, customer=checked_customer(draft.customer, by=by),
        subject_kind=draft.subject_kind, subject_id=draft.subject_id, reminders=checked_reminders(draft.reminders),
        rule=str(rule) if rule else "", attributes=draft.attributes,
    )  # fmt: skip
    put_times(task, times)
    set_reminder(task)
    task.save()
    put_guests(task, checked_guests(draft.guests, by=by))
    after = {name: value for name, value in recorded(task).items() if value not in ("", None, [], {}, False)}
    record("task.created", task, by=by, after=after)
    tell_owner(task, "task.assigned", by=by)
    tell_participants(task, "task.invited", by=by)
    invite(task)
    return task
