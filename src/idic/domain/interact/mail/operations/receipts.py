from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import acknowledge_case
from idic.domain.interact.cases.routing import was_unwanted
from idic.domain.interact.mail.models import Mailbox, Recipient
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.domain.interact.mail.parsing import ParsedMail

#: To one address within an hour: two machines that answer one another end here.
MOST_RECEIPTS = 3


def acknowledge(mailbox: Mailbox, message: Message, mail: ParsedMail) -> None:
    """The automatic receipt of a new case; never to a machine, a list or whoever had enough of them."""
    address = mail.sender.address
    if not mailbox.sends_receipts or not mailbox.smtp_host or mail.automatic or mail.is_forged or not address:
        return
    text = _text(mailbox, mail.language)
    if not text or was_unwanted(address) or _had_enough(address):
        return
    case = message.case
    number = text.replace("{{case.number}}", case.number).replace("{{ case.number }}", case.number)
    receipt = acknowledge_case(
        case,
        MessageDraft(
            number, subject=case.title, sender_address=mailbox.address, to=(address,), in_reply_to=mail.message_id,
            delivery=DeliveryState.QUEUED,
        ),
    )  # fmt: skip
    queue_message(receipt, mailbox=mailbox, is_receipt=True)


def _had_enough(address: str) -> bool:
    since = timezone.now() - timedelta(hours=1)
    sent = Recipient.objects.filter(address=address, mail__is_receipt=True, mail__created_at__gte=since)
    return sent.count() >= MOST_RECEIPTS


def _text(mailbox: Mailbox, language: str) -> str:
    texts: dict[str, str] = mailbox.receipts
    return texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), "")
