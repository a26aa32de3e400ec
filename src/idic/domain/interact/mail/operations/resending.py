from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.mail.errors import AddressMissing, NoSender, NotRetryable
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.operations.queueing import mailbox_for, queue_message
from idic.domain.interact.mail.operations.sending import put_on_its_way
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def resend_answer(message: Message, *, by: User) -> OutgoingMail:
    """Of an answer that no server took, and which nobody can get twice, whoever works on the case says that it shall go."""
    case = locked(message.case, by=by)
    # what is on its way before its message, as whoever sends it locks them
    known = OutgoingMail.objects.select_for_update(of=("self",), no_key=True).filter(message=message.pk).first()
    row = Message.objects.select_for_update(of=("self",), no_key=True).get(pk=message.pk, case=case)
    if row.delivery != DeliveryState.FAILED:
        raise NotRetryable
    if known is not None:
        put_on_its_way(known, by=by)
        return known
    if mailbox_for(row) is None:
        raise NoSender
    Message.objects.filter(pk=row.pk).update(delivery=DeliveryState.QUEUED)
    mail = queue_message(row)
    if mail is None:
        raise AddressMissing
    append_event(NewEvent("mailbox.sent_again", "mailbox", mail.mailbox_id, after={"message_id": row.pk}), by=by)
    return mail
