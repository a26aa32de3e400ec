from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import ENDED_STATES, CaseState, MessageKind, Verdict
from idic.domain.interact.cases.errors import AnsweredMeanwhile, TextMissing
from idic.domain.interact.cases.models import Case, Message, MessageFile, ReplyDraft
from idic.domain.interact.cases.operations.pausing import end_pause, leave_out
from idic.domain.interact.cases.operations.rows import (
    begin_work,
    checked_text,
    locked,
    record,
    require_open,
    save,
    set_search,
)
from idic.domain.interact.cases.operations.telling import tell_owner
from idic.foundation.accounts.models import User


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
    row = locked(surviving(case), by=by)
    at = min(draft.at or timezone.now(), timezone.now())
    message = _kept(row, draft, at=at, author=by)
    if message.kind != MessageKind.AUTOMATIC:
        _customer_spoke(row, at, by=by)
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
    case: Case, draft: MessageDraft, *, by: User, seen_message: int | None = None, has_read_others: bool = False
) -> Message:  # fmt: skip
    """The first answer by a person is the first response. Where somebody else answered after the last message that `by`
    had seen, nothing is kept or sent until they have read it and say so (`has_read_others`)."""
    row = locked(case, by=by)
    require_open(row)
    if not checked_text(draft.text):
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
    message = _kept(row, draft, at=at, author=by, kind=MessageKind.OUTBOUND)
    row.first_response_at = min(row.first_response_at or at, at)
    row.last_message_at, row.waits_for_us = max(row.last_message_at, at), False
    begin_work(row)
    if row.owner_id is None:
        row.owner, row.team = by, row.team or by.team
    ReplyDraft.objects.filter(case=row, user=by).delete()
    set_search(row)
    save(row)
    record("case.answered", row, by=by, at=at, after={"message_id": message.pk, "mode": message.mode})
    return message


@transaction.atomic
def acknowledge_case(case: Case, draft: MessageDraft) -> Message:
    """The automatic receipt: it tells the customer that we have it, and is no response."""
    row = locked(case, by=None)
    message = _kept(row, draft, at=draft.at or timezone.now(), author=None, kind=MessageKind.AUTOMATIC)
    save(row)
    record("case.acknowledged", row, by=None, after={"message_id": message.pk, "mode": message.mode})
    return message


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
    message = Message.objects.create(
        case=case, kind=kind or MessageKind(draft.kind), mode=case.mode, author=author,
        customer=draft.customer or (case.customer if not kind else None), sender_name=checked_text(draft.sender_name)[:300],
        sender_address=checked_text(draft.sender_address)[:254], to=list(draft.to), cc=list(draft.cc),
        subject=" ".join(draft.subject.replace("\x00", "").split())[:500], text=checked_text(draft.text),
        html=draft.html.replace("\x00", ""), source=draft.source, external_id=draft.external_id[:500],
        in_reply_to=draft.in_reply_to[:500], raw_path=draft.raw_path, delivery=draft.delivery, at=at,
    )  # fmt: skip
    MessageFile.objects.bulk_create(
        MessageFile(message=message, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest,
                    path=one.path, refused=one.refused)
        for one in draft.files
    )  # fmt: skip
    return message


def _customer_spoke(row: Case, at: datetime, *, by: User | None) -> None:
    row.waits_for_us = True
    row.snoozed_until = None
    if row.state == CaseState.WAITING:
        end_pause(row, at=at, by=by)
        row.state = CaseState.OPEN
    elif row.state in ENDED_STATES:
        before = row.state
        leave_out(row, since=row.resolved_at or at, until=at, by=by)
        row.state, row.resolved_at, row.closed_at = CaseState.OPEN, None, None
        row.reopened += 1
        row.verdict = Verdict.NOT_ASKED
        record("case.reopened", row, by=by, before={"state": before}, after={"state": row.state}, at=at)
