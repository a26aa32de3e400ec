from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import ENDED_STATES, CaseState, MessageKind, Verdict
from idic.domain.interact.cases.errors import AnsweredMeanwhile, TextMissing
from idic.domain.interact.cases.models import Case, Message, MessageFile, ReplyDraft
from idic.domain.interact.cases.operations.draft_files import files_to_send
from idic.domain.interact.cases.operations.message_rows import files_of, message_of
from idic.domain.interact.cases.operations.pausing import end_pause, leave_out
from idic.domain.interact.cases.operations.rows import (
    begin_work,
    locked,
    record,
    require_open,
    save,
    set_search,
    take_if_nobodys,
)
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.foundation.accounts.models import User
from idic.foundation.texts import trimmed


@transaction.atomic
def receive_message(case: Case, draft: MessageDraft, *, by: User | None = None) -> Message:
    """What the customer said. The same message told again is the one that stands already.

    It ends the wait for the customer and opens what had ended; an automatic one does neither. What is said to a merged
    case goes to the one that it went into. `by` is whoever wrote down a call or a visit.
    """
    if draft.external_id:
        known = Message.objects.filter(source=draft.source, external_id=draft.external_id).first()
        if known is not None:
            return known
    row = locked_today(case, by=by)
    at = min(draft.at or timezone.now(), timezone.now())
    message = _kept(row, draft, at=at, author=by)
    if message.kind != MessageKind.AUTOMATIC:
        _customer_spoke(row, message, by=by)
    row.last_message_at = max(row.last_message_at, at)
    set_search(row)
    save(row)
    record(
        "case.message_received", row, by=by, at=at,
        after={"message_id": message.pk, "mode": message.mode, "kind": message.kind},
    )  # fmt: skip
    if message.kind != MessageKind.AUTOMATIC:
        tell_owner(row, "case.message_received", by=by)
    return message


@transaction.atomic
def answer_case(
    case: Case, draft: MessageDraft, *, by: User, seen_message: int | None = None, has_read_others: bool = False,
    draft_files: Sequence[int] | None = None,
) -> Message:  # fmt: skip
    """The first answer by a person is the first response. Where somebody else answered after the last message that `by`
    had seen, nothing is kept or sent until they have read it and say so (`has_read_others`). `draft_files` are those of
    their draft that `by` saw beside the text; an answer that comes from elsewhere leaves a draft with files alone."""
    row = locked(case, by=by)
    require_open(row)
    if not trimmed(draft.text):
        raise TextMissing
    if seen_message is not None and not has_read_others:
        other = (
            row.messages.filter(kind=MessageKind.OUTBOUND, pk__gt=seen_message)
            .exclude(author=by)
            .select_related("author")
            .order_by("pk")
            .last()
        )
        if other is not None:
            raise AnsweredMeanwhile(other.author.display_name if other.author else "")
    at = draft.at or timezone.now()
    if draft_files is not None:
        draft = replace(draft, files=(*draft.files, *files_to_send(row, draft_files, by=by)))
    message = _kept(row, draft, at=at, author=by, kind=MessageKind.OUTBOUND)
    row.first_response_at = min(row.first_response_at or at, at)
    row.last_message_at, row.waits_for_us = max(row.last_message_at, at), False
    begin_work(row)
    take_if_nobodys(row, by=by)
    drafts = ReplyDraft.objects.filter(case=row, user=by)
    (drafts if draft_files is not None else drafts.filter(files__isnull=True)).delete()
    set_search(row)
    save(row)
    record("case.answered", row, by=by, at=at, after={"message_id": message.pk, "mode": message.mode})
    return message


@transaction.atomic
def note_response(case: Case, *, by: User, at: datetime | None = None) -> Case:
    """A person told the customer where no message of ours stands: on the telephone, at the counter. What happened there
    is the caller's to record."""
    row = locked(case, by=by)
    moment = at or timezone.now()
    row.first_response_at = min(row.first_response_at or moment, moment)
    if row.is_open:
        row.waits_for_us = False
        begin_work(row)
        take_if_nobodys(row, by=by)
    save(row)
    return row


@transaction.atomic
def acknowledge_case(case: Case, draft: MessageDraft) -> Message:
    """The automatic receipt: it tells the customer that we have it, and is no response."""
    row = locked(case, by=None)
    message = _kept(row, draft, at=draft.at or timezone.now(), author=None, kind=MessageKind.AUTOMATIC)
    save(row)
    record("case.acknowledged", row, by=None, after={"message_id": message.pk, "mode": message.mode})
    return message


def locked_today(case: Case, *, by: User | None) -> Case:
    """The case under which it answers, locked: while it was waited for, it may have gone into another one."""
    row = locked(surviving(case), by=by)
    while row.merged_into_id is not None and (into := surviving(row)).pk != row.pk:
        row = locked(into, by=by)
    return row


def surviving(case: Case) -> Case:
    """The case under which it answers today, whatever it was when it was read."""
    seen: set[int] = set()
    into = _merged_into(case.pk)
    while into is not None and into not in seen:
        seen.add(into)
        case = Case.objects.get(pk=into)
        into = case.merged_into_id
    return case


def _merged_into(pk: int) -> int | None:
    return Case.objects.filter(pk=pk).values_list("merged_into_id", flat=True).first()


def _kept(case: Case, draft: MessageDraft, *, at: datetime, author: User | None, kind: str = "") -> Message:
    message = message_of(case, draft, at=at, author=author, kind=kind)
    message.save()
    MessageFile.objects.bulk_create(files_of(message, draft))
    return message


def _customer_spoke(row: Case, message: Message, *, by: User | None) -> None:
    at = message.at
    row.waits_for_us = True
    row.snoozed_until = None
    if row.state == CaseState.WAITING:
        end_pause(row, at=at, by=by)
        row.state = CaseState.OPEN
    elif row.state in ENDED_STATES:
        before = {"state": row.state, "outcome": row.outcome, "message_id": message.pk}
        leave_out(row, since=row.resolved_at or at, until=at, by=by)
        row.state, row.resolved_at, row.closed_at = CaseState.OPEN, None, None
        row.reopened += 1
        row.verdict, row.outcome, row.outcome_note = Verdict.NOT_ASKED, "", ""
        record("case.reopened", row, by=by, before=before, after={"state": row.state}, at=at)
