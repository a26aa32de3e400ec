"""How a live conversation ends, and what its visitor gets afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import acknowledge_case
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.cases.queries.joined import messages_of_joined
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.errors import AddressMissing, NoTranscript
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.operations.talking import checked_address
from idic.domain.interact.chat.queries.feed import Line, said_in
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.languages import formats

#: A page that has not asked for so long is closed; the visitor's device may only sleep, so the end comes later.
GONE = timedelta(seconds=60)
IDLE = timedelta(minutes=10)
SILENT = timedelta(minutes=60)
_LOOKED_BACK = timedelta(days=14)


@transaction.atomic
def end_talk(talk: ChatTalk, why: str, *, by: User | None = None) -> None:
    """The case goes on: what came of it is asked there."""
    if by is not None and not visible_cases(by, "case.change").filter(pk=talk.case_id).exists():
        raise NotVisible
    row = ChatTalk.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=talk.pk)
    if not row.is_live:
        return
    row.ended_at, row.ended_by, row.writes_until = timezone.now(), EndedBy(why), None
    row.save(update_fields=["ended_at", "ended_by", "writes_until"])
    _record("chat.ended", row.case, by=by, after={"ended_by": row.ended_by})


def end_idle() -> int:
    """Visitors who left without a word, and conversations in which nobody says anything any more."""
    now = timezone.now()
    over = Q(seen_at__lt=now - IDLE) | Q(case__last_message_at__lt=now - SILENT)
    found = list(ChatTalk.objects.filter(over, ended_at__isnull=True).order_by("pk")[:200])
    for talk in found:
        end_talk(talk, EndedBy.IDLE)
    return len(found)


def mail_what_is_unread() -> int:
    """Answers that came when the visitor had gone already."""
    now = timezone.now()
    unread = _unread(OuterRef("case"), OuterRef("read_id"))
    away = Q(seen_at__lt=now - GONE) | Q(ended_at__isnull=False)
    found = ChatTalk.objects.filter(away, Exists(unread), seen_at__gte=now - _LOOKED_BACK)
    return sum(mail_unread(one) for one in found.exclude(case__contact_address="").order_by("pk")[:200])


@transaction.atomic
def mail_unread(talk: ChatTalk) -> int:
    """What we said and the visitor has not seen goes to the address that was left; nothing while the page is open."""
    row = ChatTalk.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=talk.pk)
    address = row.case.contact_address
    is_here = row.is_live and timezone.now() - row.seen_at < GONE
    if is_here or "@" not in address:
        return 0
    unread = list(_unread(row.case_id, row.read_id).order_by("pk"))
    if not unread:
        return 0
    # what was answered in a chat that was joined with this one was said to somebody else
    joined = messages_of_joined(row.case)
    own = [message for message in unread if message.pk not in joined]
    for message in own:
        Message.objects.filter(pk=message.pk).update(to=[address], delivery=DeliveryState.QUEUED)
        queue_message(message)
    row.read_id = unread[-1].pk
    row.save(update_fields=["read_id"])
    return len(own)


@transaction.atomic
def send_transcript(talk: ChatTalk, *, address: str = "") -> None:
    """Once, and only of a conversation in which a person of ours took part: nobody else's mail is written by a stranger."""
    locked(talk.case, by=None)
    row = ChatTalk.objects.select_for_update(of=("self",), no_key=True).select_related("case", "site").get(pk=talk.pk)
    said = said_in(row)
    if row.transcript_at is not None or not any(not one.is_visitor for one in said):
        raise NoTranscript
    address = checked_address(address) if address.strip() else row.case.contact_address
    if not address:
        raise AddressMissing
    with override(row.case.language or None):
        lines = [_line(one) for one in said]
        text = "\n\n".join([_("This is what was said in the chat “%(title)s”.") % {"title": row.case.title}, *lines])
        subject = _("Your chat: %(title)s") % {"title": row.case.title}
    receipt = acknowledge_case(
        row.case, MessageDraft(text, subject=subject, to=(address,), delivery=DeliveryState.QUEUED)
    )
    queue_message(receipt, is_receipt=True)
    row.transcript_at = timezone.now()
    row.save(update_fields=["transcript_at"])


def _line(one: Line) -> str:
    """Files stay where they are: the transcript names them."""
    files = [f"[{file.name}]" for file in one.files]
    return "\n".join([f"{one.who or _('You')} · {formats.moment(one.at)}", *([one.text] if one.text else []), *files])


def _unread(case: Any, read_id: Any) -> QuerySet[Message]:
    return Message.objects.filter(
        case=case, pk__gt=read_id, kind=MessageKind.OUTBOUND, mode=AccessMode.CHAT, delivery=DeliveryState.NONE
    )


def _record(verb: str, case: Case, *, by: User | None, after: dict[str, object]) -> None:
    append_event(
        NewEvent(verb, "case", case.pk, customer_id=case.customer_id, before={"title": case.title}, after=after), by=by
    )
