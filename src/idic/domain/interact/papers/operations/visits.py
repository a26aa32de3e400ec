"""A visit that was made becomes a case, or stands in one with what was noted there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import locked_today, receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.papers.errors import AlreadyJoined
from idic.domain.work.models import Task
from idic.foundation.accounts.models import User

SOURCE = "visit"


def case_of_visit(task: Task) -> Case | None:
    said = Message.objects.select_related("case").filter(source=SOURCE, external_id=str(task.pk)).first()
    return said.case if said else None


@transaction.atomic
def open_case_of_visit(task: Task, *, purpose: str = Purpose.REQUEST_SERVICE, by: User) -> Case:
    """The first contact is when the visit began, or when it was closed where it had no hour."""
    _free(task)
    draft = CaseDraft(
        title=task.title,
        mode=AccessMode.VISIT,
        purpose=purpose,
        customer=task.customer,
        owner=by,
        received_at=_held(task),
    )
    return open_with_messages([Opening(draft, _said(task))], by=by)[0].case


@transaction.atomic
def join_case_of_visit(task: Task, case: Case, *, by: User) -> Case:
    locked_today(case, by=by)
    _free(task)
    receive_message(case, _said(task), by=by)
    return case


def _free(task: Task) -> None:
    """Locked, so that two who click at once make one case."""
    Task.objects.select_for_update().get(pk=task.pk)
    if case_of_visit(task) is not None:
        raise AlreadyJoined


def _held(task: Task) -> datetime | None:
    return task.starts_at or task.done_at


def _said(task: Task) -> MessageDraft:
    text = "\n\n".join(filter(None, (task.text, task.outcome))) or task.title
    return MessageDraft(text, at=_held(task), source=SOURCE, external_id=str(task.pk))
