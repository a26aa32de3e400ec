"""The server that sends e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from idic.foundation.configuration.errors import ConfigurationError
from idic.foundation.configuration.reading import as_written
from idic.foundation.configuration.setting import Setting


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    implicit_tls: bool


def mail_server(text: str) -> MailServer:
    parts = urlsplit(text)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ports or not parts.hostname or (":" in parts.netloc.rpartition("@")[2] and port is None):
        raise ConfigurationError(
            "IDIC_EMAIL_URL cannot be used: give smtp://, smtp+starttls:// or smtps://, then user:password@host:port."
        )
    return MailServer(
        host=parts.hostname,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        implicit_tls=parts.scheme == "smtps",
    )


EMAIL_URL: Setting[MailServer | None] = Setting(
    "IDIC_EMAIL_URL",
    "smtp://user:password@host:port, or smtp+starttls://, or smtps://",
    mail_server,
    None,
    "no mail is sent; messages are written to IDIC_HOME/mail",
    "The server that sends e-mail.",
)
EMAIL_FROM = Setting(
    "IDIC_EMAIL_FROM",
    "an e-mail address",
    as_written,
    "idic@localhost",
    "idic@localhost",
    "The sender of e-mail.",
)
