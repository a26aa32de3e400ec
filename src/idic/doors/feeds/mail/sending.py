"""The mails of one mailbox that are due, one after the other over one connection."""

from __future__ import annotations

import logging
import threading

from django.db import InterfaceError, OperationalError

from idic.domain.interact.mail.composing import composed
from idic.domain.interact.mail.enums import Part, RecipientState
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.leases import note_error
from idic.domain.interact.mail.operations.sending import (
    Answers,
    accepted,
    broken,
    claim,
    hand_over,
    not_accepted,
    unanswered,
)
from idic.doors.feeds.mail.smtp import Smtp

logger = logging.getLogger(__name__)


def send_due(mailbox_id: int, stop: threading.Event) -> int:
    """How many were tried. A server that cannot be reached ends the round: the others would wait for it too."""
    tried, server = 0, None
    try:
        while not stop.is_set() and (mail := claim(mailbox_id)) is not None:
            tried += 1
            try:
                server = server or Smtp(Mailbox.objects.get(pk=mailbox_id))
                _send(mail, server)
            except NotGiven as error:
                _note(mail, mailbox_id, error.reason)
                not_accepted(mail, error.takers, error.reason, is_final=False)
                break
            except PeerFailed as error:
                _note(mail, mailbox_id, error)
                unanswered(mail, error)
                break
            except (OperationalError, InterfaceError):  # held until somebody finds it
                raise
            except Exception:  # what another try cannot mend, as far as anybody knows: a person says when
                logger.exception("mailbox %s, mail %s", mailbox_id, mail.pk)
                broken(mail, PeerFailed("unforeseen"))
                if server is not None:
                    server.close()
                    server = None
    finally:
        if server is not None:
            server.close()
    return tried


class NotGiven(Exception):
    """The line went dead before the server had the text: none of these has it, for certain."""

    def __init__(self, takers: tuple[str, ...], reason: PeerFailed) -> None:
        self.takers, self.reason = takers, reason
        super().__init__(reason.code)


def _note(mail: OutgoingMail, mailbox_id: int, error: PeerFailed) -> None:
    # what the server said may name people: it stands with the mail alone
    logger.warning("mailbox %s, mail %s: %s", mailbox_id, mail.pk, error.code)
    note_error(mailbox_id, Part.SEND, error)


def _send(mail: OutgoingMail, server: Smtp) -> None:
    try:
        data = composed(mail)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # a file that is gone, a text that cannot be put into a mail
        logger.exception("mail %s could not be put together", mail.pk)
        everybody = tuple(mail.recipients.values_list("address", flat=True))
        not_accepted(mail, everybody, PeerFailed("compose"), is_final=True)
        return
    waiting = mail.recipients.filter(state=RecipientState.WAITING).order_by("pk").values_list("address", flat=True)
    asked = server.ask(list(waiting), len(data))
    takers = tuple(asked.accepted)
    if not hand_over(mail, Answers(takers, asked.refused, asked.later)):
        return
    if not takers:
        said = next(iter([*asked.later.values(), *asked.refused.values()]), "")
        not_accepted(mail, (), PeerFailed("protocol", said), is_final=False)
        return
    try:
        code, said = server.give(data)
    except PeerFailed as error:
        if server.has_none:
            raise NotGiven(takers, error) from error
        raise
    if code == 250:
        accepted(mail, takers)
    else:
        not_accepted(mail, takers, PeerFailed("protocol", said), is_final=code >= 500)
