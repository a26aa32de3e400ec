from __future__ import annotations

import logging
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.errors import NotRepeatable
from idic.domain.interact.fax.models import FaxSending
from idic.domain.interact.fax.numbers import address_for
from idic.domain.interact.fax.queries.gateways import fax_number, gateway_for
from idic.domain.interact.mail.enums import RecipientState, SendingState
from idic.domain.interact.mail.models import OutgoingMail, Recipient
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.domain.interact.papers.composing import language_of
from idic.domain.interact.papers.operations.making import keep_paper
from idic.domain.interact.papers.queries.papers import file_of
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.events.operations.append import NewEvent, append_event

logger = logging.getLogger(__name__)
#: So long after the answer its paper is made by whoever looks first.
_LEFT_AFTER = timedelta(minutes=2)


@transaction.atomic
def begin_fax(message: Message) -> FaxSending | None:
    """An answer in a case that came by fax, once for each message however often it is asked."""
    row = Message.objects.select_for_update(of=("self",)).select_related("case").get(pk=message.pk)
    if row.mode != AccessMode.FAX or row.kind != MessageKind.OUTBOUND or row.delivery != DeliveryState.QUEUED:
        return None
    known = FaxSending.objects.filter(message=row).first()
    if known is not None:
        return known
    gateway, number = gateway_for(row.case), fax_number(row.case)
    if gateway is None or not number:
        _tell_not_sent(row, list(row.to))
        return None
    return FaxSending.objects.create(message=row, gateway=gateway, number=number)


def prepare_fax(sending_id: int) -> bool:
    """The answer on paper, and the mail with it. Done twice, or at once by two, it is one mail."""
    try:
        with transaction.atomic():
            return _prepared(sending_id)
    except Exception:  # a face that is missing, a text that cannot be set
        logger.exception("fax %s could not be put on paper", sending_id)
        with transaction.atomic():
            row = FaxSending.objects.select_for_update().select_related("message__case").get(pk=sending_id)
            if not OutgoingMail.objects.filter(message=row.message_id).exists():
                _tell_not_sent(row.message, [row.number])
        return False


def prepare_left() -> int:
    """Of workers that ended in between."""
    left = FaxSending.objects.filter(
        message__delivery=DeliveryState.QUEUED,
        message__outgoing__isnull=True,
        created_at__lt=timezone.now() - _LEFT_AFTER,
    )
    return sum(prepare_fax(pk) for pk in left.order_by("pk").values_list("pk", flat=True)[:50])


@transaction.atomic
def fax_again(case: Case, message: Message, *, by: User) -> FaxSending:
    """One that was not delivered goes out once more, under a new name: its gateway would know the old one."""
    row = locked(case, by=by)
    found = FaxSending.objects.select_for_update(of=("self",)).select_related("message", "gateway__mailbox")
    sending = found.filter(message=message, message__case=row).first()
    if sending is None or sending.message.delivery not in (DeliveryState.FAILED, DeliveryState.BOUNCED):
        raise NotRepeatable
    sending.state, sending.said, sending.reported_at, sending.created_at = FaxState.WAITING, "", None, timezone.now()
    sending.save()
    # what is on its way before its message, as whoever sends it locks them
    mail = OutgoingMail.objects.select_for_update(no_key=True).filter(message=message).first()
    if mail is not None:
        _renew(mail, sending)
    Message.objects.filter(pk=message.pk).update(delivery=DeliveryState.QUEUED)
    append_event(
        NewEvent(
            "case.fax_again", "case", row.pk, customer_id=row.customer_id, before={"title": row.title},
            after={"message_id": message.pk},
        ),
        by=by,
    )  # fmt: skip
    return sending


def _prepared(sending_id: int) -> bool:
    rows = FaxSending.objects.select_for_update(of=("self",), skip_locked=True)
    sending = (
        rows.select_related("message__case__customer", "message__author", "gateway__mailbox")
        .filter(pk=sending_id)
        .first()
    )
    if sending is None or OutgoingMail.objects.filter(message=sending.message_id).exists():
        return False
    message = sending.message
    if message.delivery != DeliveryState.QUEUED or message.author is None:
        return False
    if file_of(message) is None:
        language = language_of(message.case, message.author.language, answer=message.text)
        keep_paper(message, template=None, language=language, by=message.author, address=_lines(sending))
    return queue_message(message, mailbox=sending.gateway.mailbox) is not None


def _lines(sending: FaxSending) -> list[str]:
    """To whom, as it stands on the paper: the number in place of a street."""
    case = sending.message.case
    name = case.customer.name if case.customer is not None else case.contact_name
    return [one for one in (name, sending.number) if one]


def _renew(mail: OutgoingMail, sending: FaxSending) -> None:
    box = sending.gateway.mailbox
    mail.mailbox, mail.header_id = box, f"idic.{secrets.token_hex(16)}@{box.address.rpartition('@')[2]}"
    mail.state, mail.attempts, mail.next_at = SendingState.WAITING, 0, timezone.now()
    mail.handed_at, mail.sent_at, mail.error_code, mail.error_said = None, None, "", ""
    mail.save()
    mail.recipients.all().delete()
    address = address_for(sending.gateway, sending.number)
    Recipient.objects.create(mail=mail, address=address, state=RecipientState.WAITING)


def _tell_not_sent(message: Message, addresses: list[str]) -> None:
    Message.objects.filter(pk=message.pk).update(delivery=DeliveryState.FAILED)
    case = message.case
    event = append_event(
        NewEvent(
            "case.delivery_failed", "case", case.pk, customer_id=case.customer_id, before={"title": case.title},
            after={"message_id": message.pk, "state": str(DeliveryState.FAILED), "addresses": addresses},
        ),
        by=None,
    )  # fmt: skip
    people = sorted({one for one in (case.owner_id, message.author_id) if one is not None})
    data: dict[str, object] = {"verb": "case.delivery_failed", "title": case.title}
    notify(people, NotificationKind.CHANGE, noun="case", subject_id=case.pk, data=data, event_id=event)
