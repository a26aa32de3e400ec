"""What a server or the way to it did wrong, as the few codes that people are told."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from idic.domain.interact.mail.errors import PeerFailed


@contextmanager
def faults_of_a_server() -> Iterator[None]:
    try:
        yield
    except PeerFailed:
        raise
    except Exception as error:
        found = _fault(error)
        if found is None:
            raise
        raise found from error


def _fault(error: Exception) -> PeerFailed | None:
    match error:
        case ssl.SSLCertVerificationError():
            return PeerFailed("certificate", error.verify_message)
        case ssl.SSLError():
            return PeerFailed("tls", error.reason or "")
        case socket.gaierror() | UnicodeError():
            return PeerFailed("name")
        case TimeoutError():
            return PeerFailed("timeout")
        case ConnectionRefusedError():
            return PeerFailed("refused")
        case smtplib.SMTPAuthenticationError():
            return PeerFailed("login", words(error.smtp_error))
        case smtplib.SMTPServerDisconnected() | imaplib.IMAP4.abort() | EOFError():
            return PeerFailed("timeout" if "timed out" in str(error) else "dropped")
        case smtplib.SMTPNotSupportedError():
            return PeerFailed("tls" if "STARTTLS" in str(error) else "protocol")
        case smtplib.SMTPResponseException():
            return PeerFailed("protocol", f"{error.smtp_code} {words(error.smtp_error)}")
        case smtplib.SMTPException() | imaplib.IMAP4.error():
            return PeerFailed("protocol", str(error))
        case OSError():
            return PeerFailed("dropped", error.strerror or "")
    return None


def words(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:300]
