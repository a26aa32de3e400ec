from __future__ import annotations

import ipaddress
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.mail.carriers import Trial, try_connection
from idic.domain.interact.mail.enums import Security
from idic.domain.interact.mail.errors import (
    AddressRefused,
    AddressTaken,
    CertificateRefused,
    HostMissing,
    MailboxOutdated,
    NameMissing,
    PasswordMissing,
    Unprotected,
)
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.secrets import hidden
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed
from idic.methods.normalise.emails import parse_email

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+?-----END CERTIFICATE-----")
_LONGEST_CERTIFICATES = 200_000
_TOLD = (
    "name", "address", "imap_host", "imap_port", "imap_security", "imap_user", "folder", "smtp_host", "smtp_port",
    "smtp_security", "smtp_user", "trusted", "team_id", "purpose", "topic_id", "sends_receipts", "is_active",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """`password` is None where the one that is kept shall stay."""

    host: str = ""
    port: int = 0
    security: str = Security.TLS
    user: str = ""
    password: str | None = None


@dataclass(frozen=True)
class MailboxDraft:
    name: str
    address: str
    imap: Server = Server(port=993)
    smtp: Server = Server(port=587, security=Security.STARTTLS)
    folder: str = "INBOX"
    trusted: str = ""
    team: Team | None = None
    purpose: str = Purpose.REQUEST_SERVICE
    topic: CaseTopic | None = None
    signatures: Mapping[str, str] = field(default_factory=dict)
    receipts: Mapping[str, str] = field(default_factory=dict)
    sends_receipts: bool = False


@transaction.atomic
def save_mailbox(mailbox: Mailbox | None, draft: MailboxDraft, *, by: User, version: int | None = None) -> Mailbox:
    """A new server or folder is read from its beginning; what was filed from there before is known by its digest."""
    require(by, "channel.manage")
    kept = Mailbox() if mailbox is None else Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if version is not None and mailbox is not None and kept.version != version:
        raise MailboxOutdated
    before = told(kept) if mailbox is not None else {}
    _fill(kept, draft)
    kept.error_part, kept.error_code, kept.error_said, kept.error_at = "", "", "", None
    # whoever reads it with the old values lets go at the next look
    kept.lease_by, kept.lease_until = "", None
    kept.version += 0 if mailbox is None else 1
    kept.save()
    verb = "mailbox.created" if mailbox is None else "mailbox.changed"
    after = {name: value for name, value in told(kept).items() if before.get(name) != value}
    _record(verb, kept, by=by, before={name: before[name] for name in after if name in before}, after=after)
    return kept


def try_draft(mailbox: Mailbox | None, draft: MailboxDraft, *, by: User) -> Trial:
    """Whether both servers let us in with what was typed; nothing is saved."""
    require(by, "channel.manage")
    candidate = Mailbox() if mailbox is None else Mailbox.objects.get(pk=mailbox.pk)
    _fill(candidate, draft)
    return try_connection(candidate)


@transaction.atomic
def pause_mailbox(mailbox: Mailbox, *, by: User) -> Mailbox:
    return _switch(mailbox, is_active=False, verb="mailbox.paused", by=by)


@transaction.atomic
def resume_mailbox(mailbox: Mailbox, *, by: User) -> Mailbox:
    return _switch(mailbox, is_active=True, verb="mailbox.resumed", by=by)


def told(mailbox: Mailbox) -> dict[str, object]:
    """What events keep of it: never a password."""
    return {name: getattr(mailbox, name) for name in _TOLD}


def _fill(kept: Mailbox, draft: MailboxDraft) -> None:
    kept.name, kept.address = _name(draft.name), _address(draft.address, kept)
    if not draft.imap.host.strip() and not draft.smtp.host.strip():
        raise HostMissing
    place = (kept.imap_host, kept.imap_port, kept.imap_user, kept.folder)
    _set(kept, "imap", draft.imap)
    _set(kept, "smtp", draft.smtp)
    kept.folder = _plain(draft.folder)[:200] or "INBOX"
    if place != (kept.imap_host, kept.imap_port, kept.imap_user, kept.folder):
        kept.uid_validity, kept.last_uid = 0, 0
    kept.trusted = _certificates(draft.trusted)
    kept.team, kept.purpose, kept.topic = draft.team, Purpose(draft.purpose), draft.topic
    kept.signatures, kept.receipts = _texts(draft.signatures), _texts(draft.receipts)
    kept.sends_receipts = draft.sends_receipts


def _switch(mailbox: Mailbox, *, is_active: bool, verb: str, by: User) -> Mailbox:
    require(by, "channel.manage")
    kept = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if kept.is_active == is_active:
        return kept
    kept.is_active, kept.version = is_active, kept.version + 1
    kept.error_part, kept.error_code, kept.error_said, kept.error_at = "", "", "", None
    kept.save()
    _record(verb, kept, by=by, before={}, after={"name": kept.name, "is_active": is_active})
    return kept


def _set(mailbox: Mailbox, which: str, server: Server) -> None:
    host, user = _plain(server.host).rstrip(".").lower()[:253], _plain(server.user)[:254]
    moved = (getattr(mailbox, f"{which}_host"), getattr(mailbox, f"{which}_user")) != (host, user)
    had = bool(getattr(mailbox, f"{which}_secret"))
    if server.password is not None:
        setattr(mailbox, f"{which}_secret", hidden(server.password))
    elif moved:
        setattr(mailbox, f"{which}_secret", "")
        if had and host and user:
            error = PasswordMissing()
            error.field = f"{which}_password"
            raise error
    security = Security(server.security)
    if host and user and security == Security.NONE and not _is_near(host):
        error_ = Unprotected()
        error_.field = f"{which}_security"
        raise error_
    for name, value in (("host", host), ("port", server.port), ("security", security), ("user", user)):
        setattr(mailbox, f"{which}_{name}", value)


def _is_near(host: str) -> bool:
    """On this machine, where nobody listens on the line, or where the operator says so."""
    if host == "localhost" or host in settings.CONFIGURATION.webhook_hosts:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(text: str) -> str:
    """Without what would end a line of what is said to the server."""
    return "".join(sign for sign in text if sign.isprintable()).strip()


def _name(text: str) -> str:
    found = one_line(text, 120)
    if not found:
        raise NameMissing
    return found


def _address(text: str, mailbox: Mailbox) -> str:
    parsed = parse_email(text)
    if not parsed.valid or not parsed.key or not parsed.key.isascii():
        raise AddressRefused
    if Mailbox.objects.filter(address__iexact=parsed.key).exclude(pk=mailbox.pk).exists():
        raise AddressTaken
    return parsed.key


def _certificates(text: str) -> str:
    """Only these: a private key that was pasted along is not kept."""
    if not text.strip():
        return ""
    found = "\n".join(_CERTIFICATE.findall(text[:_LONGEST_CERTIFICATES]))
    try:
        context = ssl.create_default_context(cadata=found or None)
    except (ssl.SSLError, ValueError) as error:
        raise CertificateRefused from error
    if not found or not context.cert_store_stats()["x509"]:
        raise CertificateRefused
    return found + "\n"


def _texts(given: Mapping[str, str]) -> dict[str, str]:
    known = {code for code, _label in settings.LANGUAGES}
    cleaned = {code: trimmed(text.replace("\r\n", "\n"), 5000) for code, text in given.items()}
    return {code: text for code, text in cleaned.items() if text and code in known}


def _record(
    verb: str, mailbox: Mailbox, *, by: User, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    append_event(NewEvent(verb, "mailbox", mailbox.pk, before={"name": mailbox.name, **before}, after=after), by=by)
