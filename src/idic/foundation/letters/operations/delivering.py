"""The steps of one letter on its way, as decision 43 has them: written down before it is handed over, and locked meanwhile,
so that two workers never send it twice. One that died in the middle leaves it perhaps sent, and a person alone sends it again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from enum import Enum

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from idic.foundation.house_mail.handing_over import has_surely_not_left, is_final, is_of_our_making
from idic.foundation.house_mail.operations.sending import PAUSES
from idic.foundation.letters.attached import NotReady, attach
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.markup import html_of
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.models.delivery import COMPOSE, FILE
from idic.foundation.letters.operations.telling import tell_state, tell_stopped

logger = logging.getLogger(__name__)

ATTEMPTS = len(PAUSES) + 1
_PATIENCE_SECONDS = 30
_LOOK_AGAIN = timedelta(seconds=15)


class _Outcome(Enum):
    SENT = "sent"
    NOT_SENT = "not sent"
    UNREACHED = "unreached"


def deliver_now(delivery_id: int) -> bool:
    """Whether it left. What fails is tried again by whoever looks every minute. What is sent for a purpose is asked about
    again now: a no that came meanwhile stops it, a quiet time makes it wait."""
    return _attempt(delivery_id, Q()) is _Outcome.SENT


def deliver_due(*, limit: int = 500) -> int:
    """How many left. A server that cannot be reached ends the round: the others would wait for it too."""
    sent = 0
    due = Q(next_at__lte=timezone.now())
    waiting = Delivery.objects.filter(due, state=DeliveryState.WAITING).order_by("next_at", "pk")
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        outcome = _attempt(pk, due)
        if outcome is _Outcome.UNREACHED:
            break
        sent += outcome is _Outcome.SENT
    return sent


def _attempt(delivery_id: int, only: Q) -> _Outcome:
    delivery = _claim(delivery_id, only)
    if delivery is None:
        return _Outcome.NOT_SENT
    try:
        mail = _put_together(delivery)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # what another try cannot mend, as far as anybody knows: a person says when
        logger.exception("letter %s could not be put together", delivery_id)
        _stop(delivery, COMPOSE)
        return _Outcome.NOT_SENT
    if mail is None:
        return _Outcome.NOT_SENT
    server = mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
    try:
        server.open()
    except Exception as error:
        _failed(delivery, error)
        return _Outcome.UNREACHED
    try:
        return _Outcome.SENT if _hand_over(delivery) and _give(delivery, mail) else _Outcome.NOT_SENT
    except DatabaseTrouble:  # whoever looks next finds it handed over, or waiting
        raise
    except Exception as error:
        _failed(delivery, error)
        return _Outcome.NOT_SENT
    finally:
        server.close()


@transaction.atomic
def _claim(delivery_id: int, only: Q) -> Delivery | None:
    """An attempt is counted before it is made: one that takes its worker down is not made for ever."""
    row = _waiting(delivery_id, only)
    if row is None:
        return None
    if row.handed_at is not None:
        _settle(row, DeliveryState.UNSURE, "Interrupted")
        return None
    if row.attempts >= ATTEMPTS:
        _settle(row, DeliveryState.FAILED, row.error or "Interrupted")
        return None
    row.next_at = timezone.now() + PAUSES[min(row.attempts, len(PAUSES) - 1)]
    row.attempts += 1
    row.save(update_fields=["attempts", "next_at"])
    return row


@transaction.atomic
def _put_together(delivery: Delivery) -> EmailMultiAlternatives | None:
    row = _waiting(delivery.pk, Q(attempts=delivery.attempts))
    if row is None:
        return None
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


@transaction.atomic
def _hand_over(delivery: Delivery) -> bool:
    """Not where another attempt has begun since."""
    free = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.WAITING, attempts=delivery.attempts, handed_at__isnull=True
    )
    return bool(free.update(handed_at=timezone.now()))


@transaction.atomic
def _give(delivery: Delivery, mail: EmailMultiAlternatives) -> bool:
    """Nothing where somebody else has found it handed over and taken it for cut off: by then it is perhaps sent."""
    row = _waiting(delivery.pk, Q(attempts=delivery.attempts))
    if row is None:
        return False
    mail.send()
    row.sent_at = timezone.now()
    _settle(row, DeliveryState.SENT, "")
    return True


@transaction.atomic
def _failed(delivery: Delivery, error: Exception) -> None:
    row = _waiting(delivery.pk, Q(attempts=delivery.attempts))
    if row is None:
        return
    logger.warning("letter %s could not be sent: %s", row.pk, type(error).__name__, exc_info=is_of_our_making(error))
    if row.handed_at is not None and not has_surely_not_left(error):
        _settle(row, DeliveryState.UNSURE, type(error).__name__)
        return
    row.handed_at = None
    is_over = is_final(error) or row.attempts >= ATTEMPTS
    if not is_over:
        row.next_at = timezone.now() + PAUSES[row.attempts - 1]
    code = COMPOSE if is_of_our_making(error) else type(error).__name__
    _settle(row, DeliveryState.FAILED if is_over else DeliveryState.WAITING, code)


@transaction.atomic
def _stop(delivery: Delivery, error: str) -> None:
    row = _waiting(delivery.pk, Q(attempts=delivery.attempts))
    if row is not None:
        _settle(row, DeliveryState.FAILED, error)


def _waiting(delivery_id: int, only: Q) -> Delivery | None:
    rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.filter(only, pk=delivery_id, state=DeliveryState.WAITING).first()


def _settle(row: Delivery, state: DeliveryState, error: str) -> None:
    row.state, row.error = state, error
    row.save(update_fields=["state", "error", "next_at", "handed_at", "sent_at"])
    tell_state(row)
