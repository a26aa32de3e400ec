"""What comes from a messenger: a message in the case of its conversation, once, however often it is told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.enums import ENDED_STATES
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import locked_today, receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.hooks.enums import HookKind, Refusal
from idic.domain.interact.hooks.models import HookChannel, HookSeen, HookTalk
from idic.foundation.texts import one_line

#: How far the time of a request may be from ours, in either direction.
WINDOW = timedelta(minutes=5)
#: Whoever writes again so long after the end begins another case.
_ANOTHER_CASE_AFTER = timedelta(days=7)
_OF_STRANGERS = frozenset({Refusal.UNSIGNED, Refusal.SIGNATURE, Refusal.TOO_LARGE})
_LOCKS = 1_230_259_525
_MODES = {HookKind.WEBHOOK: AccessMode.MESSENGER, HookKind.LINE: AccessMode.LINE}


@dataclass(frozen=True)
class Incoming:
    """`external_id` and `conversation` are the other side's own names."""

    external_id: str
    conversation: str
    text: str
    name: str = ""
    at: datetime | None = None
    files: tuple[FileDraft, ...] = ()
    reply_token: str = ""
    reply_until: datetime | None = None


def remember(channel: HookChannel, signature: str) -> bool:
    """False where this very request was let in before. In the transaction of what it brings, so that one that failed may
    come again."""
    now = timezone.now()
    HookSeen.objects.filter(at__lt=now - 2 * WINDOW).delete()
    digest = hashlib.sha256(signature.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hooks_hookseen (channel_id, signature, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [channel.pk, digest, now],
        )
        return bool(cursor.rowcount)


@transaction.atomic
def receive(channel: HookChannel, incoming: Incoming) -> tuple[Message, bool]:
    """The message, and whether it is new."""
    source = source_of(channel)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCKS, source + incoming.conversation])
    known = Message.objects.filter(source=source, external_id=incoming.external_id).first()
    if known is not None:
        return known, False
    message = _said(channel, incoming, source)
    HookChannel.objects.filter(pk=channel.pk).update(received=F("received") + 1, last_received_at=timezone.now())
    return message, True


def source_of(channel: HookChannel) -> str:
    return f"hook:{channel.pk}"


@transaction.atomic
def note_left(channel: HookChannel, conversation: str, *, has_left: bool) -> None:
    """They block us, or take us back: nothing is sent to whoever does not want it."""
    HookTalk.objects.filter(channel=channel, external_id=conversation).update(
        left_at=timezone.now() if has_left else None
    )


def note_refused(channel: HookChannel, why: Refusal) -> None:
    """Of what anybody may send, once a minute: each would write the same row."""
    now = timezone.now()
    noted = HookChannel.objects.filter(pk=channel.pk)
    if why in _OF_STRANGERS:
        noted = noted.exclude(last_refused_at__gt=now - timedelta(minutes=1))
    noted.update(refused=F("refused") + 1, last_refused=why, last_refused_at=now)


def _said(channel: HookChannel, incoming: Incoming, source: str) -> Message:
    talk, case = _locked(channel, incoming.conversation)
    talk.name = clean_name(incoming.name) or talk.name
    talk.reply_token, talk.reply_until, talk.left_at = incoming.reply_token, incoming.reply_until, None
    # the customer is whom a person named in the case before, never a guess
    customer = case.customer if case else None
    draft = MessageDraft(
        incoming.text, at=incoming.at, sender_name=talk.name, customer=customer, source=source,
        external_id=incoming.external_id, files=incoming.files,
    )  # fmt: skip
    if case is None or _is_over(case):
        wanted = _case_draft(channel, incoming, customer=customer, name=talk.name)
        message = open_with_messages([Opening(wanted, draft)], by=None)[0].messages[0]
    else:
        message = receive_message(case, draft)
    talk.case_id = message.case_id
    talk.save()
    return message


def _locked(channel: HookChannel, conversation: str) -> tuple[HookTalk, Case | None]:
    """The case first, as whoever joins or erases cases locks them; the conversation may have been erased meanwhile."""
    talks = HookTalk.objects.filter(channel=channel, external_id=conversation)
    known = talks.select_related("case").first()
    case = locked_today(known.case, by=None) if known is not None else None
    talk = talks.select_for_update(of=("self",), no_key=True).first() if case is not None else None
    return (talk, case) if talk is not None else (HookTalk(channel=channel, external_id=conversation), None)


def _case_draft(channel: HookChannel, incoming: Incoming, *, customer: Customer | None, name: str) -> CaseDraft:
    title = one_line(incoming.text, 80) or _("Message without words")
    return CaseDraft(
        title=title, mode=_MODES[HookKind(channel.kind)], purpose=channel.purpose, text=incoming.text[:20_000],
        customer=customer, contact_name=name, topic=channel.topic, team=channel.team, received_at=incoming.at,
    )  # fmt: skip


def _is_over(case: Case) -> bool:
    if case.deleted_at is not None:
        return True
    ended = case.resolved_at if case.state in ENDED_STATES else None
    return ended is not None and timezone.now() - ended > _ANOTHER_CASE_AFTER


def clean_name(text: str) -> str:
    return one_line(text, 300)
