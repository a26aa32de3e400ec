"""The letters on their way. What is sent for a purpose is asked about again now: a no that came meanwhile stops it, a quiet
time makes it wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import timezone

from idic.foundation.house_mail.steps import SETTLED, Way
from idic.foundation.letters.attached import NotReady, attach
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.markup import html_of
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.models.delivery import FILE
from idic.foundation.letters.operations.telling import tell_state, tell_stopped

_LOOK_AGAIN = timedelta(seconds=15)


def deliver_now(delivery_id: int) -> bool:
    return _WAY.send(delivery_id)


def deliver_due(*, limit: int = 500) -> int:
    return _WAY.send_round(Q(next_at__lte=timezone.now()), limit=limit)


def _compose(row: Delivery) -> EmailMultiAlternatives | None:
    answer = asked_gate(row)
    if answer.refusal:
        tell_stopped(row, answer.code)
        return None
    if answer.wait_until is not None:
        _wait(row, answer.wait_until)
        return None
    body = row.body + answer.footer
    headers = {**answer.headers, **({"Message-ID": f"<{row.header_id}>"} if row.header_id else {})}
    mail = EmailMultiAlternatives(row.subject, body, to=[row.to_address], headers=headers)
    mail.attach_alternative(html_of(body, language=row.language), "text/html")
    try:
        attach(mail, row)
    except NotReady as not_ready:
        if not_ready.is_final:
            tell_stopped(row, FILE)
        else:
            _wait(row, timezone.now() + _LOOK_AGAIN)
        return None
    return mail


def _wait(row: Delivery, until: datetime) -> None:
    """That it is not its hour is no attempt that failed."""
    row.attempts, row.next_at = row.attempts - 1, until
    row.save(update_fields=["attempts", "next_at"])


def _keep(row: Delivery) -> None:
    row.save(update_fields=SETTLED)
    tell_state(row)


_WAY = Way("letter %s", Delivery.objects.all(), _compose, _keep)
