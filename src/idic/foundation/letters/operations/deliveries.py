from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.queueing import queue
from idic.foundation.letters.attached import NotReady, attach, checked_files
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.errors import NoAddress, NotForThisPurpose
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.markup import html_of
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery, LetterTemplate
from idic.foundation.letters.models.delivery import FILE
from idic.foundation.nouns.registry import access_record, noun_of

ATTEMPTS = 5
_PATIENCE_SECONDS = 30
_LOOK_AGAIN = timedelta(seconds=15)


@transaction.atomic
def send_mail(
    merged: Merged, *, template: LetterTemplate | None, noun: str, record: Any, to: str, language: str, by: User,
    cause_id: int | None = None, purpose: str | None = None, files: Sequence[int] = (),
) -> Delivery:  # fmt: skip
    """Queued with the act that wants it: rolled back with it, sent once it is committed.

    `purpose` stands in for the template's own; what is sent for one is refused where the person has not agreed to it.
    """
    access_record(by, noun, record.pk)
    to = to.strip()
    try:
        validate_email(to)
    except ValidationError as error:
        raise NoAddress from error
    kept = checked_files(noun, record.pk, files)
    delivery = Delivery(
        template=template, noun=noun, subject_id=record.pk, customer_id=noun_of(noun).customer_of(record),
        to_address=to, files=[one.pk for one in kept], language=language, body=merged.body,
        subject=" ".join(merged.subject.split())[:500], created_by=by,
        purpose=purpose if purpose is not None else template.purpose if template is not None else "",
    )  # fmt: skip
    answer = asked_gate(delivery)
    if answer.refusal:
        raise NotForThisPurpose(answer.refusal)
    delivery.save()
    customer_id = delivery.customer_id
    append_event(
        NewEvent(
            "letter.queued", noun, record.pk, customer_id=customer_id, cause_id=cause_id,
            after={"delivery_id": delivery.pk, "template_id": template.pk if template else None,
                   "subject": delivery.subject, **({"files": delivery.files} if kept else {})},
        ),
        by=by,
    )  # fmt: skip
    _defer(delivery)
    return delivery


def _defer(delivery: Delivery, *, until: datetime | None = None) -> None:
    from idic.foundation.letters.tasks import deliver  # the task module needs the app registry to be ready

    queue(deliver, at=until, delivery_id=delivery.pk)


def deliver_now(delivery_id: int) -> None:
    """Raises what the mail server raised: the queue tries again, and gives up after some attempts. What is sent for a
    purpose is asked about again now: a no that came meanwhile stops it, a quiet time makes it wait.

    The row is locked while the mail is handed over, so that two workers never send it twice; a crash between the
    server's yes and our commit may: at least once is what mail can promise.
    """
    failure: Exception | None = None
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True)
            .filter(pk=delivery_id, state=DeliveryState.WAITING)
            .first()
        )
        if delivery is None:
            return
        answer = asked_gate(delivery)
        if answer.refusal:
            _stop(delivery, answer.code)
            return
        if answer.wait_until is not None:
            _defer(delivery, until=answer.wait_until)
            return
        body = delivery.body + answer.footer
        mail = EmailMultiAlternatives(
            delivery.subject, body, to=[delivery.to_address], headers=dict(answer.headers),
            connection=get_connection(timeout=_PATIENCE_SECONDS),
        )  # fmt: skip
        mail.attach_alternative(html_of(body, language=delivery.language), "text/html")
        try:
            attach(mail, delivery)
        except NotReady as not_ready:
            if not_ready.is_final:
                _stop(delivery, FILE)
            else:
                _defer(delivery, until=timezone.now() + _LOOK_AGAIN)
            return
        delivery.attempts += 1
        try:
            mail.send()
        except (
            OSError,
            ValueError,
        ) as error:  # smtplib's errors are of the first kind, a text no mail can hold of the other
            failure = error
            delivery.error = type(error).__name__
            if delivery.attempts >= ATTEMPTS or _is_final(error):
                delivery.state = DeliveryState.FAILED
        else:
            delivery.state, delivery.sent_at, delivery.error = DeliveryState.SENT, timezone.now(), ""
        delivery.save(update_fields=["attempts", "state", "sent_at", "error"])
        if delivery.state != DeliveryState.WAITING:
            verb = "letter.sent" if delivery.state == DeliveryState.SENT else "letter.failed"
            append_event(
                NewEvent(
                    verb, delivery.noun, delivery.subject_id, customer_id=delivery.customer_id,
                    after={"delivery_id": delivery.pk, "subject": delivery.subject, "error": delivery.error},
                ),
                by=None,
            )  # fmt: skip
    if failure is not None and delivery.state == DeliveryState.WAITING:
        raise failure


def _stop(delivery: Delivery, code: str) -> None:
    delivery.state, delivery.error = DeliveryState.STOPPED, code
    delivery.save(update_fields=["state", "error"])
    append_event(
        NewEvent(
            "letter.stopped", delivery.noun, delivery.subject_id, customer_id=delivery.customer_id,
            after={"delivery_id": delivery.pk, "subject": delivery.subject, "purpose": delivery.purpose, "reason": code},
        ),
        by=None,
    )  # fmt: skip


def _is_final(error: Exception) -> bool:
    """A server that says no to the person or the text for good (5xx) is not asked again; what is wrong with our own
    sign-in can be mended meanwhile."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _told in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
