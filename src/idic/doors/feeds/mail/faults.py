"""What a server or the way to it did wrong, as the few codes that people are told."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from idic.domain.interact.mail.errors import PeerFailed
from idic.foundation.texts import one_line

# What OpenSSL says of a certificate (X509_V_ERR_*) and of a line.
_CERTIFICATES = {
    7: "cert_issuer", 9: "cert_early", 10: "cert_expired", 18: "cert_issuer", 19: "cert_issuer", 20: "cert_issuer",
    21: "cert_issuer", 23: "cert_revoked", 62: "cert_name", 64: "cert_name",
}  # fmt: skip
_LINES = {
    "WRONG_VERSION_NUMBER": "tls_missing", "RECORD_LAYER_FAILURE": "tls_missing", "UNSUPPORTED_PROTOCOL": "tls_old",
    "TLSV1_ALERT_PROTOCOL_VERSION": "tls_old",
}  # fmt: skip


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
            code = _CERTIFICATES.get(error.verify_code)
            return PeerFailed(code) if code else PeerFailed("certificate", error.verify_message)
        case ssl.SSLError():
            code = _LINES.get(error.reason or "")
            return PeerFailed(code) if code else PeerFailed("tls", error.reason or "")
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
            return PeerFailed("tls_missing" if "STARTTLS" in str(error) else "protocol")
        case smtplib.SMTPResponseException():
            return PeerFailed("protocol", f"{error.smtp_code} {words(error.smtp_error)}")
        case smtplib.SMTPException() | imaplib.IMAP4.error():
            return PeerFailed("protocol", str(error))
        case OSError():
            return PeerFailed("dropped", error.strerror or "")
    return None


def words(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return one_line(text, 300)
