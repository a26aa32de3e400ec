"""The steps of one mail on its way, as decision 43 has them: an attempt counted, the mail put together, the line opened, the
handing over written down, then the mail given. Locked while the server has it, so that two workers never send it twice; one
that died in the middle leaves it perhaps sent, and a person alone sends it again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Generic, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.foundation.house_mail.handing_over import has_surely_not_left, is_final, is_of_our_making
from idic.foundation.house_mail.rows import COMPOSE, FAILED, SENT, UNSURE, WAITING, OnItsWay

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180))
#: What a settled row has to save of what every one keeps.
SETTLED = ("state", "error", "next_at", "handed_at", "sent_at")
#: Each answer of a server is waited for as long as this.
_PATIENCE_SECONDS = 30

Row = TypeVar("Row", bound=OnItsWay)


class _Outcome(Enum):
    SENT = "sent"
    NOT_SENT = "not sent"
    UNREACHED = "unreached"


@dataclass(frozen=True)
class _Attempt:
    pk: int
    number: int


def _reason(state: str, error: Exception | None) -> str:
    """Why it came to this state; without an error the worker ended."""
    if error is None:
        return "Interrupted"
    return COMPOSE if is_of_our_making(error) else type(error).__name__


@dataclass(frozen=True)
class Way(Generic[Row]):
    """`name`: of one in the log, with %s for its number. `rows`: with what `compose` needs of other tables. `compose`: None
    where it does not go now, which it has written down itself. `keep` saves SETTLED and what else the room has changed, and
    tells whom it concerns. Both with the row locked, in a transaction."""

    name: str
    rows: QuerySet[Row] = field(repr=False)
    compose: Callable[[Row], EmailMessage | None]
    keep: Callable[[Row], None]
    pauses: Sequence[timedelta] = PAUSES
    reason: Callable[[str, Exception | None], str] = _reason

    def send(self, pk: int) -> bool:
        """Whether it left. What fails is tried again by whoever looks every minute."""
        return self._attempt(pk, Q()) is _Outcome.SENT

    def send_round(self, due: Q, *, limit: int = 500) -> int:
        """What waits, and what a worker that died held; how many left. A server that cannot be reached ends the round: the
        others would wait for it too."""
        sent = 0
        waiting = self.rows.filter(due, state=WAITING).order_by("next_at", "pk")
        for pk in list(waiting.values_list("pk", flat=True)[:limit]):
            outcome = self._attempt(pk, due)
            if outcome is _Outcome.UNREACHED:
                break
            sent += outcome is _Outcome.SENT
        return sent

    def settle(self, row: Row, state: str, error: str) -> None:
        """Of a locked row, in its transaction."""
        row.state, row.error = state, error
        self.keep(row)

    def _attempt(self, pk: int, only: Q) -> _Outcome:
        attempt = self._claim(pk, only)
        if attempt is None:
            return _Outcome.NOT_SENT
        try:
            mail = self._put_together(attempt)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # what another try cannot mend, as far as anybody knows: a person says when
            logger.exception("%s could not be put together", self.name % pk)
            self._stop(attempt)
            return _Outcome.NOT_SENT
        if mail is None:
            return _Outcome.NOT_SENT
        server = mail.connection = get_connection(timeout=_PATIENCE_SECONDS)
        try:
            server.open()
        except Exception as error:
            self._failed(attempt, error)
            return _Outcome.UNREACHED
        try:
            return _Outcome.SENT if self._hand_over(attempt) and self._give(attempt, mail) else _Outcome.NOT_SENT
        except DatabaseTrouble:  # whoever looks next finds it handed over, or waiting
            raise
        except Exception as error:
            self._failed(attempt, error)
            return _Outcome.NOT_SENT
        finally:
            server.close()

    @transaction.atomic
    def _claim(self, pk: int, only: Q) -> _Attempt | None:
        """Counted before it is made: one that takes its worker down is not made for ever."""
        row = self._waiting(pk, only)
        if row is None:
            return None
        if row.handed_at is not None:
            self.settle(row, UNSURE, self.reason(UNSURE, None))
            return None
        if row.attempts > len(self.pauses):
            self.settle(row, FAILED, row.error or self.reason(FAILED, None))
            return None
        row.next_at = timezone.now() + self.pauses[min(row.attempts, len(self.pauses) - 1)]
        row.attempts += 1
        row.save(update_fields=["attempts", "next_at"])
        return _Attempt(pk, row.attempts)

    @transaction.atomic
    def _put_together(self, attempt: _Attempt) -> EmailMessage | None:
        row = self._waiting_for(attempt)
        return None if row is None else self.compose(row)

    @transaction.atomic
    def _hand_over(self, attempt: _Attempt) -> bool:
        """Not where another attempt has begun since: it may have written another text."""
        free = self.rows.filter(pk=attempt.pk, state=WAITING, attempts=attempt.number, handed_at__isnull=True)
        return bool(free.update(handed_at=timezone.now()))

    @transaction.atomic
    def _give(self, attempt: _Attempt, mail: EmailMessage) -> bool:
        """Nothing where somebody else has found it handed over and taken it for cut off: by then it is perhaps sent."""
        row = self._waiting_for(attempt)
        if row is None:
            return False
        mail.send()
        row.sent_at = timezone.now()
        self.settle(row, SENT, "")
        return True

    @transaction.atomic
    def _failed(self, attempt: _Attempt, error: Exception) -> None:
        row = self._waiting_for(attempt)
        if row is None:
            return
        told, is_ours = type(error).__name__, is_of_our_making(error)
        logger.warning("%s could not be sent: %s", self.name % row.pk, told, exc_info=is_ours)
        if row.handed_at is not None and not has_surely_not_left(error):
            self.settle(row, UNSURE, self.reason(UNSURE, error))
            return
        row.handed_at = None
        state = FAILED if is_final(error) or row.attempts > len(self.pauses) else WAITING
        if state == WAITING:
            row.next_at = timezone.now() + self.pauses[row.attempts - 1]
        self.settle(row, state, self.reason(state, error))

    @transaction.atomic
    def _stop(self, attempt: _Attempt) -> None:
        row = self._waiting_for(attempt)
        if row is not None:
            self.settle(row, FAILED, COMPOSE)

    def _waiting_for(self, attempt: _Attempt) -> Row | None:
        return self._waiting(attempt.pk, Q(attempts=attempt.number))

    def _waiting(self, pk: int, only: Q) -> Row | None:
        rows = self.rows.select_for_update(skip_locked=True, of=("self",))
        return rows.filter(only, pk=pk, state=WAITING).first()
