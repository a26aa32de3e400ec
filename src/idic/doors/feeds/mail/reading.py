"""One mailbox, read for as long as its lease is held."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

from idic.domain.interact.mail.enums import Part
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.filing import file_mails, file_waiting
from idic.domain.interact.mail.operations.leases import (
    drop_lease,
    note_error,
    note_fetched,
    reach,
    renew_lease,
    stands,
    take_lease,
)
from idic.domain.interact.mail.operations.taking import take_mails
from idic.doors.feeds.mail.imap import Imap

logger = logging.getLogger(__name__)

#: As long as one IDLE is left alone: the lease is renewed between two of them.
IDLE = 25.0
_PAUSES = (2.0, 5.0, 15.0, 60.0, 300.0)


class LeaseLost(Exception):
    """Somebody else reads it now, or it was changed or paused."""


def read_mailbox(mailbox_id: int, holder: str, stop: threading.Event) -> None:
    """Until it is told to stop, or the lease is gone. A server that fails is asked again, later and later."""
    failures = 0
    try:
        while not stop.is_set() and take_lease(mailbox_id, holder):
            began = time.monotonic()
            try:
                _session(Mailbox.objects.select_related("team", "topic").get(pk=mailbox_id), holder, stop)
            except PeerFailed as error:
                failures = 1 if time.monotonic() - began > _PAUSES[-1] else failures + 1
                logger.warning("mailbox %s: %s", mailbox_id, error.code)
                note_error(mailbox_id, Part.FETCH, error)
                connections.close_all()
                _pause(mailbox_id, holder, _PAUSES[min(failures, len(_PAUSES)) - 1], stop)
    except LeaseLost:
        return
    finally:
        drop_lease(mailbox_id, holder)
        connections.close_all()


def fetch_once(mailbox: Mailbox, holder: str, *, patience: float = 30.0) -> int:
    """Everything that is new, kept and filed, on a connection of its own. Returns how many mails came."""
    with Imap(mailbox, patience=patience) as imap:
        validity, _mails = imap.open_folder()
        return _fetch(mailbox, imap, validity, holder)


def _session(mailbox: Mailbox, holder: str, stop: threading.Event) -> None:
    with Imap(mailbox) as imap:
        validity, _mails = imap.open_folder()
        # before those that came after: an answer is only understood behind what it answers
        file_waiting(mailbox_id=mailbox.pk)
        while not stop.is_set():
            _renew(mailbox, holder)
            _fetch(mailbox, imap, validity, holder, beat=lambda: _renew(mailbox, holder))
            # a connection of the database is not held for the hours in which nobody writes
            connections.close_all()
            imap.wait(IDLE, stop)


def _fetch(
    mailbox: Mailbox, imap: Imap, validity: int, holder: str, *, beat: Callable[[], None] | None = None
) -> int:  # fmt: skip
    reach(mailbox.pk, holder, uid_validity=validity)
    kept_validity, last_uid = stands(mailbox.pk)
    if kept_validity != validity:
        raise LeaseLost
    came = 0
    for batch in imap.fetch_after(last_uid):
        if beat is not None:
            beat()
        try:
            ids = take_mails(mailbox, validity, batch)
        except OSError as error:
            raise PeerFailed("disk", error.strerror or "") from error
        came += len(ids)
        file_mails(ids)
    note_fetched(mailbox.pk)
    return came


def _renew(mailbox: Mailbox, holder: str) -> None:
    if not renew_lease(mailbox.pk, holder, version=mailbox.version):
        raise LeaseLost


def _pause(mailbox_id: int, holder: str, seconds: float, stop: threading.Event) -> None:
    """The lease is kept meanwhile, or another worker would knock at once; unless the mailbox was changed."""
    until = time.monotonic() + seconds
    version = Mailbox.objects.values_list("version", flat=True).get(pk=mailbox_id)
    while not stop.is_set() and time.monotonic() < until:
        stop.wait(min(20.0, until - time.monotonic()))
        if not renew_lease(mailbox_id, holder, version=version):
            raise LeaseLost
        connections.close_all()
