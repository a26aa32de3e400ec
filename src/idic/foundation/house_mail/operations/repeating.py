from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.enums import TROUBLE, MailState
from idic.foundation.house_mail.errors import NotRepeatable
from idic.foundation.house_mail.kinds import kind_or_none
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import OWN_JOB, send_soon
from idic.foundation.house_mail.queries.mails import access_mail

#: How long the trace is kept.
KEPT = timedelta(days=90)


@transaction.atomic
def repeat_mail(mail: HouseMail, *, by: User) -> HouseMail:
    """Somebody says that it shall go out, again or after all."""
    require(by, "channel.manage")
    row = HouseMail.objects.select_for_update(of=("self",)).get(pk=access_mail(by, mail.pk).pk)
    if not may_repeat(row):
        raise NotRepeatable
    row.state = MailState.WAITING
    row.error = ""
    row.attempts = 0
    row.handed_at = None
    row.next_at = timezone.now() + OWN_JOB
    row.save()
    append_event(NewEvent("house_mail.sent_again", "house_mail", row.pk, after={"kind": row.kind}), by=by)
    send_soon(row)
    return row


def may_repeat(mail: HouseMail) -> bool:
    """A kind that no room declares any more has nobody who could put it together."""
    kind = kind_or_none(mail)
    return mail.state in TROUBLE and kind is not None and kind.is_repeatable


def forget_old() -> int:
    """What waits is not old, however long it waits. Of what nobody needed there is no trace to keep."""
    now = timezone.now()
    dropped = Q(state=MailState.DROPPED, created_at__lt=now - timedelta(days=1))
    old = HouseMail.objects.filter(Q(created_at__lt=now - KEPT) | dropped).exclude(state=MailState.WAITING)
    return old.delete()[0]
