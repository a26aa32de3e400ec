"""The mail server of the installation, and how far a mail had come when its line went dead: until the text has gone with the
dot that ends it no server can have taken it, and from then on nobody knows."""

from __future__ import annotations

import re
import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

#: A server that has the mail is not waited for once more to take its leave.
_FAREWELL_SECONDS = 2


class NotHandedOver(OSError):
    """The line went dead before the server had the mail."""


class StepKnowing(smtplib.SMTP):
    """`has_text`: the whole of it was handed to the line."""

    has_text = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """As in `smtplib`, one text of bytes; an answer that cannot be read is none."""
        self.has_text = False
        code, said = self.docmd("data")
        if code != 354:
            raise smtplib.SMTPDataError(code, said)
        text = re.sub(rb"(?m)^\.", b"..", bytes(msg))
        self.send(text + (b"" if text.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        self.has_text = True
        code, said = self.getreply()
        if code == -1:
            raise smtplib.SMTPServerDisconnected("its answer cannot be read")
        return code, said


class StepKnowingTls(StepKnowing, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Raises NotHandedOver instead of what went wrong on the line, where that was in time."""

    @property
    def connection_class(self) -> type[StepKnowing]:
        return StepKnowingTls if self.use_ssl else StepKnowing

    def close(self) -> None:
        """What was said before stands, however the line ends."""
        for line in (self.connection, self._partial_connection):  # type: ignore[attr-defined]  # of Django's own
            if line is not None and line.sock is not None:
                line.sock.settimeout(_FAREWELL_SECONDS)
        with suppress(OSError):
            super().close()

    def _send(self, email_message: EmailMessage) -> bool:
        try:
            return bool(super()._send(email_message))  # type: ignore[misc]
        except (smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused):
            raise
        except OSError as error:
            if isinstance(self.connection, StepKnowing) and self.connection.has_text:
                raise smtplib.SMTPServerDisconnected from error
            if isinstance(error, smtplib.SMTPResponseException):
                raise
            raise NotHandedOver from error
