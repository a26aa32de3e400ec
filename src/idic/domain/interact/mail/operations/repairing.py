from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.errors import NotRetryable
from idic.domain.interact.mail.models import IncomingMail, Mailbox
from idic.domain.interact.mail.operations.filing import file_mail
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


def file_again(mail: IncomingMail, *, by: User) -> IncomingMail:
    """A mail that could not be filed is tried once more, now."""
    with transaction.atomic():
        require(by, "channel.manage")
        row = IncomingMail.objects.select_for_update().get(pk=mail.pk)
        if row.state not in (IncomingState.FAILED, IncomingState.TAKEN):
            raise NotRetryable
        row.state, row.reason, row.attempts = IncomingState.TAKEN, "", 2
        row.save(update_fields=["state", "reason", "attempts"])
        append_event(NewEvent("mailbox.filed_again", "mailbox", row.mailbox_id, after={"mail_id": row.pk}), by=by)
    file_mail(row.pk)
    row.refresh_from_db()
    return row


@transaction.atomic
def fetch_from_beginning(mailbox: Mailbox, *, by: User) -> None:
    """Everything that the server still has is looked at again; what is known stays what it is."""
    require(by, "channel.manage")
    Mailbox.objects.filter(pk=mailbox.pk).update(uid_validity=0, last_uid=0)
    now = timezone.now().isoformat()
    append_event(NewEvent("mailbox.read_anew", "mailbox", mailbox.pk, after={"name": mailbox.name, "at": now}), by=by)
