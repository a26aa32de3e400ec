"""The steps of one mail on its way, as decision 43 has them: written down before it is handed over, and locked while the
server has it, so that two workers never send it twice. One that died in the middle leaves it perhaps sent."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import Enum

from django.core.mail import EmailMessage, get_connection
from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from idic.foundation.house_mail.enums import MailState
from idic.foundation.house_mail.errors import TooLate
from idic.foundation.house_mail.handing_over import has_surely_not_left, is_final, is_of_our_making
from idic.foundation.house_mail.kinds import kind_of
from idic.foundation.house_mail.models import HouseMail

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180))
#: The reason of what could not be put together.
COMPOSE = "compose"
#: Each answer of a server is waited for as long as this.
_PATIENCE_SECONDS = 30


class _Outcome(Enum):
    SENT = "sent"
    NOT_SENT = "not sent"
    UNREACHED = "unreached"


def send_now(mail_id: int) -> bool:
    """Whether it left. What fails is tried again by whoever looks every minute."""
    return _attempt(mail_id, Q()) is _Outcome.SENT


def send_due(*, limit: int = 500) -> int:
    """What waits, and what a worker that died held; how many left. A server that cannot be reached ends the round: the
    others would wait for it too."""
    sent = 0
    due = Q(next_at__lte=timezone.now())
    waiting = HouseMail.objects.filter(due, state=MailState.WAITING).order_by("next_at", "pk")
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        outcome = _attempt(pk, due)
        if outcome is _Outcome.UNREACHED:
            break
        sent += outcome is _Outcome.SENT
    return sent


def _attempt(mail_id: int, only: Q) -> _Outcome:
    mail = _claim(mail_id, only)
    if mail is None:
        return _Outcome.NOT_SENT
    try:
        letter = _put_together(mail)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # what its room could not put together another time neither
        logger.exception("mail %s of the house could not be put together", mail_id)
        _stop(mail)
        return _Outcome.NOT_SENT
    if letter is None:
        return _Outcome.NOT_SENT
    server = letter.connection = get_connection(timeout=_PATIENCE_SECONDS)
    try:
        server.open()
    except Exception as error:
        _failed(mail, error)
        return _Outcome.UNREACHED
    try:
        return _Outcome.SENT if _hand_over(mail) and _give(mail, letter) else _Outcome.NOT_SENT
    except DatabaseTrouble:  # whoever looks next finds it handed over, or waiting
        raise
    except Exception as error:
        _failed(mail, error)
        return _Outcome.NOT_SENT
    finally:
        server.close()


@transaction.atomic
def _claim(mail_id: int, only: Q) -> HouseMail | None:
    """An attempt is counted before it is made: one that takes its worker down is not made for ever."""
    mail = _waiting(mail_id, only)
    if mail is None:
        return None
    if mail.handed_at is not None:
        _settle(mail, MailState.UNSURE, "Interrupted")
        return None
    if mail.attempts > len(PAUSES):
        _settle(mail, MailState.FAILED, mail.error or "Interrupted")
        return None
    mail.next_at = timezone.now() + PAUSES[min(mail.attempts, len(PAUSES) - 1)]
    mail.attempts += 1
    mail.save(update_fields=["attempts", "next_at"])
    return mail


@transaction.atomic
def _put_together(mail: HouseMail) -> EmailMessage | None:
    row = _waiting(mail.pk, Q(attempts=mail.attempts))
    if row is None:
        return None
    try:
        letter = kind_of(row).compose(row)
    except TooLate:
        _settle(row, MailState.FAILED, row.error or "TooLate")
        return None
    if letter is None:
        _settle(row, MailState.DROPPED, "")
        return None
    if not letter.recipients():
        _settle(row, MailState.FAILED, "NoAddress")
        return None
    letter.extra_headers["Message-ID"] = f"<{row.header_id}>"
    return letter


@transaction.atomic
def _hand_over(mail: HouseMail) -> bool:
    """Not where another attempt has begun since: it may have written another text."""
    free = HouseMail.objects.filter(pk=mail.pk, state=MailState.WAITING, attempts=mail.attempts, handed_at__isnull=True)
    return bool(free.update(handed_at=timezone.now()))


@transaction.atomic
def _give(mail: HouseMail, letter: EmailMessage) -> bool:
    """Nothing where somebody else has found it handed over and taken it for cut off: by then it is perhaps sent."""
    row = _waiting(mail.pk, Q(attempts=mail.attempts))
    if row is None:
        return False
    letter.send()
    row.sent_at = timezone.now()
    _settle(row, MailState.SENT, "")
    return True


@transaction.atomic
def _failed(mail: HouseMail, error: Exception) -> None:
    row = _waiting(mail.pk, Q(attempts=mail.attempts))
    if row is None:
        return
    logger.warning(
        "mail %s of the house could not be sent: %s", row.pk, type(error).__name__, exc_info=is_of_our_making(error)
    )
    if row.handed_at is not None and not has_surely_not_left(error):
        state = MailState.UNSURE
    elif is_final(error) or row.attempts > len(PAUSES):
        state = MailState.FAILED
    else:
        state, row.next_at = MailState.WAITING, timezone.now() + PAUSES[row.attempts - 1]
    if state != MailState.UNSURE:
        row.handed_at = None
    _settle(row, state, COMPOSE if is_of_our_making(error) else type(error).__name__)


@transaction.atomic
def _stop(mail: HouseMail) -> None:
    row = _waiting(mail.pk, Q(attempts=mail.attempts))
    if row is not None:
        _settle(row, MailState.FAILED, COMPOSE)


def _waiting(mail_id: int, only: Q) -> HouseMail | None:
    rows = HouseMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    return rows.filter(only, pk=mail_id, state=MailState.WAITING).first()


def _settle(row: HouseMail, state: MailState, error: str) -> None:
    row.state, row.error = state, error
    if state in (MailState.SENT, MailState.DROPPED):
        row.arguments = {name: value for name, value in row.arguments.items() if name != "address"}
    row.save(update_fields=["state", "error", "arguments", "next_at", "handed_at", "sent_at"])
