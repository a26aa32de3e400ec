"""A mail server that goes away when it is told to."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Killed(BaseException):
    """Nobody catches it: as far as we go, the worker is dead."""


class Server(BaseEmailBackend):
    """What it does when it is called, and what when it is given a mail: an error, or nothing."""

    called: BaseException | None = None
    given: BaseException | None = None
    got = 0

    def open(self) -> bool:
        if Server.called is not None:
            raise Server.called
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        Server.got += len(messages)
        if Server.given is not None:
            raise Server.given
        return len(messages)
