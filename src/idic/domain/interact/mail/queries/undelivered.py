"""Why an answer has not reached the customer by mail, and whether it may go out again without a doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from idic.domain.interact.mail.models import Mailbox, OutgoingMail


@dataclass(frozen=True)
class Undelivered:
    """`code` and `said` as `wording.fault` tells them. A mail that never left has no mailbox."""

    message_id: int
    code: str
    said: str = ""
    mailbox_id: int | None = None


def undelivered(messages: Collection[int]) -> dict[int, Undelivered]:
    """Of messages that are known not to have arrived."""
    if not messages:
        return {}
    mails = OutgoingMail.objects.filter(message__in=messages).prefetch_related("recipients")
    found = {mail.message_id: _of_mail(mail) for mail in mails}
    left = [one for one in messages if one not in found]
    if left:
        code = "unaddressed" if sends_mail() else "no_sender"
        found |= {one: Undelivered(one, code) for one in left}
    return found


def sends_mail() -> bool:
    return sending_mailboxes().exists()


def sending_mailboxes() -> QuerySet[Mailbox]:
    return Mailbox.objects.filter(is_active=True).exclude(smtp_host="")


def _of_mail(mail: OutgoingMail) -> Undelivered:
    if mail.error_code:
        return Undelivered(mail.message_id, mail.error_code, mail.error_said, mail.mailbox_id)
    said = next((one.said for one in mail.recipients.all() if one.said), "")
    return Undelivered(mail.message_id, "recipient", said, mail.mailbox_id)
