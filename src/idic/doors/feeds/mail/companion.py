"""Keeps a thread on every mailbox that is to be read and every one that has mail to send.

The embedded database has one worker, so what another holder left there is left by the dead and taken up at once.
"""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from idic.domain.interact.mail.enums import SendingState
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.leases import drop_others
from idic.domain.interact.mail.operations.sending import take_up_left
from idic.foundation.configuration import load_configuration
from idic.foundation.jobs.companions import beside_the_worker

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0
_READERS_EVERY = 5
_MOST_SENDERS = 8
# Of the process: whoever was cut off from the database comes back as the same.
_HOLDER = uuid.uuid4().hex
_readers: dict[int, threading.Thread] = {}
_senders: dict[int, threading.Thread] = {}


@beside_the_worker("mail")
def keep_mail_going(stop: threading.Event) -> None:
    # late: the web processes load this too, and speak with no server
    from idic.doors.feeds.mail.reading import read_mailbox
    from idic.doors.feeds.mail.sending import send_due

    is_alone = load_configuration(os.environ).database.embedded
    if is_alone:
        drop_others(_HOLDER)
    turn = 0
    while not stop.is_set():
        if turn % _READERS_EVERY == 0:
            for pk in Mailbox.objects.filter(is_active=True).exclude(imap_host="").values_list("pk", flat=True):
                _keep(_readers, pk, lambda pk=pk: read_mailbox(pk, _HOLDER, stop))  # type: ignore[misc]
            if is_alone:
                _take_up_cut_off()
        if sum(one.is_alive() for one in _senders.values()) < _MOST_SENDERS:
            due = OutgoingMail.objects.filter(
                state=SendingState.WAITING, next_at__lte=timezone.now(), mailbox__is_active=True
            )
            for pk in due.values_list("mailbox_id", flat=True).distinct()[:_MOST_SENDERS]:
                _keep(_senders, pk, lambda pk=pk: send_due(pk, stop))  # type: ignore[misc]
        turn += 1
        stop.wait(_LOOK_EVERY)
    for thread in [*_readers.values(), *_senders.values()]:
        thread.join(8)
    connections.close_all()


def _take_up_cut_off() -> None:
    held = OutgoingMail.objects.filter(state=SendingState.SENDING).values_list("mailbox_id", flat=True).distinct()
    for pk in held:
        if (sender := _senders.get(pk)) is None or not sender.is_alive():
            take_up_left(mailbox_id=pk, held=timedelta(0))


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
