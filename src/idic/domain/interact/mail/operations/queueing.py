from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail, Recipient
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.methods.normalise.emails import parse_email

#: What comes by a form is answered by mail too, and a chat once its visitor has gone.
BY_MAIL = (AccessMode.EMAIL, AccessMode.WEB_FORM, AccessMode.CHAT)


@transaction.atomic
def queue_message(message: Message, *, mailbox: Mailbox | None = None, is_receipt: bool = False) -> OutgoingMail | None:
    """Once for each message, however often it is asked. Without a mailbox that sends it cannot go out, and says so. Who
    names the mailbox knows that a mail carries it, such as a fax to its gateway."""
    row = Message.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=message.pk)
    if row.delivery != DeliveryState.QUEUED or (row.mode not in BY_MAIL and mailbox is None):
        return None
    known = OutgoingMail.objects.filter(message=row).first()
    if known is not None:
        return known
    addresses = {one: False for one in row.to if parse_email(one).valid}
    addresses |= {one: True for one in row.cc if parse_email(one).valid and one not in addresses}
    box = mailbox or mailbox_for(row)
    if box is None or not addresses:
        Message.objects.filter(pk=row.pk).update(delivery=DeliveryState.FAILED)
        case = row.case
        append_event(
            NewEvent(
                "case.delivery_failed", "case", case.pk, customer_id=case.customer_id, before={"title": case.title},
                after={"message_id": row.pk, "state": DeliveryState.FAILED, "addresses": list(row.to)},
            ),
            by=None,
        )  # fmt: skip
        return None
    mail = _outgoing(row, box, is_receipt=is_receipt)
    mail.save()
    Recipient.objects.bulk_create(
        Recipient(mail=mail, address=address, is_copy=is_copy) for address, is_copy in addresses.items()
    )
    return mail


def queue_receipts(receipts: Iterable[tuple[Message, Mailbox]]) -> None:
    """Made in this very transaction, each for one address that is good: nobody else can have queued them."""
    made = [(_outgoing(message, box, is_receipt=True), message.to[0]) for message, box in receipts]
    OutgoingMail.objects.bulk_create(mail for mail, _address in made)
    Recipient.objects.bulk_create(Recipient(mail=mail, address=address) for mail, address in made)


def _outgoing(message: Message, box: Mailbox, *, is_receipt: bool = False) -> OutgoingMail:
    name = f"idic.{secrets.token_hex(16)}@{box.address.rpartition('@')[2]}"
    return OutgoingMail(message=message, mailbox=box, header_id=name, is_receipt=is_receipt, next_at=timezone.now())


def mailbox_for(message: Message) -> Mailbox | None:
    """The one that the case came to; else its team's; else the first that sends."""
    sending = Mailbox.objects.filter(is_active=True).exclude(smtp_host="")
    came_to = IncomingMail.objects.filter(message__case=message.case_id, mailbox__in=sending).order_by("-pk").first()
    if came_to is not None:
        return came_to.mailbox
    of_team = sending.filter(team_id=message.case.team_id).order_by("pk").first() if message.case.team_id else None
    return of_team or sending.order_by("pk").first()
