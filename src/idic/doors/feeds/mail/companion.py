"""Keeps a thread on every mailbox that is to be read and every one that has mail to send."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from idic.domain.interact.mail.enums import SendingState
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.foundation.jobs.companions import beside_the_worker

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0
_READERS_EVERY = 5
_MOST_SENDERS = 8


@beside_the_worker("mail")
def keep_mail_going(stop: threading.Event) -> None:
    # late: the web processes load this too, and speak with no server
    from idic.doors.feeds.mail.reading import read_mailbox
    from idic.doors.feeds.mail.sending import send_due

    holder = uuid.uuid4().hex
    readers: dict[int, threading.Thread] = {}
    senders: dict[int, threading.Thread] = {}
    turn = 0
    while not stop.is_set():
        if turn % _READERS_EVERY == 0:
            for pk in Mailbox.objects.filter(is_active=True).exclude(imap_host="").values_list("pk", flat=True):
                _keep(readers, pk, lambda pk=pk: read_mailbox(pk, holder, stop))  # type: ignore[misc]
        if sum(one.is_alive() for one in senders.values()) < _MOST_SENDERS:
            due = OutgoingMail.objects.filter(
                state=SendingState.WAITING, next_at__lte=timezone.now(), mailbox__is_active=True
            )
            for pk in due.values_list("mailbox_id", flat=True).distinct()[:_MOST_SENDERS]:
                _keep(senders, pk, lambda pk=pk: send_due(pk, stop))  # type: ignore[misc]
        turn += 1
        stop.wait(_LOOK_EVERY)
    for thread in [*readers.values(), *senders.values()]:
        thread.join(8)
    connections.close_all()


def _keep(threads: dict[int, threading.Thread], pk: int, work: Callable[[], object]) -> None:
    known = threads.get(pk)
    if known is None or not known.is_alive():
        threads[pk] = threading.Thread(target=_watched, args=(pk, work), name=f"mailbox-{pk}", daemon=True)
        threads[pk].start()


def _watched(pk: int, work: Callable[[], object]) -> None:
    """One mailbox that breaks leaves the others alone; it is tried again at the next look."""
    try:
        work()
    except Exception:
        logger.exception("mailbox %s ended with an error", pk)
    finally:
        connections.close_all()
