"""The mails of the house on their way. Each room says of its kinds what is in them."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from idic.foundation.house_mail.enums import MailState
from idic.foundation.house_mail.errors import TooLate
from idic.foundation.house_mail.kinds import kind_of
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.steps import SETTLED, Way


def send_now(mail_id: int) -> bool:
    return _WAY.send(mail_id)


def send_due(*, limit: int = 500) -> int:
    return _WAY.send_round(Q(next_at__lte=timezone.now()), limit=limit)


def _compose(row: HouseMail) -> EmailMessage | None:
    try:
        letter = kind_of(row).compose(row)
    except TooLate:
        _WAY.settle(row, MailState.FAILED, row.error or "TooLate")
        return None
    if letter is None:
        _WAY.settle(row, MailState.DROPPED, "")
        return None
    if not letter.recipients():
        _WAY.settle(row, MailState.FAILED, "NoAddress")
        return None
    letter.extra_headers["Message-ID"] = f"<{row.header_id}>"
    return letter


def _keep(row: HouseMail) -> None:
    """An address that stood here alone is needed no more."""
    if row.state in (MailState.SENT, MailState.DROPPED):
        row.arguments = {name: value for name, value in row.arguments.items() if name != "address"}
    row.save(update_fields=[*SETTLED, "arguments"])


_WAY = Way("mail %s of the house", HouseMail.objects.select_related("user"), _compose, _keep)
