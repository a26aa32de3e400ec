"""The steps of one mail on its way, as decision 43 has them: written down before it is handed over, and locked meanwhile,
so that two workers never send it twice. One that died in the middle leaves it perhaps sent, and nobody sends it again."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.handing_over import has_surely_not_left, is_final
from idic.foundation.letters.attached import NotReady, attach
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.markup import html_of
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.models.delivery import FILE
from idic.foundation.letters.operations.deliveries import ATTEMPTS, queue_delivery

_PATIENCE_SECONDS = 30
_LOOK_AGAIN = timedelta(seconds=15)
_VERBS = {
    DeliveryState.SENT: "letter.sent", DeliveryState.FAILED: "letter.failed", DeliveryState.UNSURE: "letter.unsure",
}  # fmt: skip


def deliver_now(delivery_id: int) -> None:
    """Raises what the mail server raised: the queue tries again, and gives up after some attempts. What is sent for a
    purpose is asked about again now: a no that came meanwhile stops it, a quiet time makes it wait."""
    mail = _put_together(delivery_id)
    if mail is None:
        return
    server = mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
    try:
        server.open()
        if _hand_over(delivery_id):
            _send(delivery_id, mail)
    except (
        OSError,
        ValueError,
    ) as error:  # smtplib's errors are of the first kind, a text no mail can hold of the other
        if _failed(delivery_id, error):
            raise
    finally:
        server.close()


@transaction.atomic
def _put_together(delivery_id: int) -> EmailMultiAlternatives | None:
    delivery = _waiting(delivery_id)
    if delivery is None:
        return None
    if delivery.handed_at is not None:
        delivery.error = "Interrupted"
        _settle(delivery, DeliveryState.UNSURE)
        return None
    answer = asked_gate(delivery)
    if answer.refusal:
        _stop(delivery, answer.code)
        return None
    if answer.wait_until is not None:
        queue_delivery(delivery, until=answer.wait_until)
        return None
    body = delivery.body + answer.footer
    headers = {**answer.headers, **({"Message-ID": f"<{delivery.header_id}>"} if delivery.header_id else {})}
    mail = EmailMultiAlternatives(delivery.subject, body, to=[delivery.to_address], headers=headers)
    mail.attach_alternative(html_of(body, language=delivery.language), "text/html")
    try:
        attach(mail, delivery)
    except NotReady as not_ready:
        if not_ready.is_final:
            _stop(delivery, FILE)
        else:
            queue_delivery(delivery, until=timezone.now() + _LOOK_AGAIN)
        return None
    return mail


@transaction.atomic
def _hand_over(delivery_id: int) -> bool:
    return bool(
        Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING, handed_at__isnull=True).update(
            handed_at=timezone.now()
        )
    )  # fmt: skip


@transaction.atomic
def _send(delivery_id: int, mail: EmailMultiAlternatives) -> None:
    """Nothing where somebody else has found it handed over and taken it for cut off: by then it is perhaps sent."""
    delivery = _waiting(delivery_id)
    if delivery is None:
        return
    mail.send()
    delivery.attempts, delivery.sent_at, delivery.error = delivery.attempts + 1, timezone.now(), ""
    _settle(delivery, DeliveryState.SENT)


@transaction.atomic
def _failed(delivery_id: int, error: Exception) -> bool:
    """Whether it is to be tried again."""
    delivery = _waiting(delivery_id)
    if delivery is None:
        return False
    delivery.attempts, delivery.error = delivery.attempts + 1, type(error).__name__
    if delivery.handed_at is not None and not has_surely_not_left(error):
        _settle(delivery, DeliveryState.UNSURE)
        return False
    delivery.handed_at = None
    is_over = delivery.attempts >= ATTEMPTS or is_final(error)
    _settle(delivery, DeliveryState.FAILED if is_over else DeliveryState.WAITING)
    return not is_over


def _waiting(delivery_id: int) -> Delivery | None:
    rows = Delivery.objects.select_for_update(skip_locked=True)
    return rows.filter(pk=delivery_id, state=DeliveryState.WAITING).first()


def _settle(delivery: Delivery, state: DeliveryState) -> None:
    delivery.state = state
    delivery.save(update_fields=["attempts", "state", "sent_at", "handed_at", "error"])
    if state in _VERBS:
        after = {"delivery_id": delivery.pk, "subject": delivery.subject, "error": delivery.error}
        _tell(_VERBS[state], delivery, after)


def _stop(delivery: Delivery, code: str) -> None:
    delivery.state, delivery.error = DeliveryState.STOPPED, code
    delivery.save(update_fields=["state", "error"])
    after = {"delivery_id": delivery.pk, "subject": delivery.subject, "purpose": delivery.purpose, "reason": code}
    _tell("letter.stopped", delivery, after)


def _tell(verb: str, delivery: Delivery, after: dict[str, object]) -> None:
    told = NewEvent(verb, delivery.noun, delivery.subject_id, customer_id=delivery.customer_id, after=after)
    append_event(told, by=None)
