"""Lines that are protected, and every way in which their protection can be wrong, with certificates made here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server, save_mailbox
from idic.domain.interact.mail.secrets import hidden
from idic.domain.interact.mail.wording import fault
from idic.doors.feeds.mail.imap import Imap
from idic.doors.feeds.mail.smtp import Smtp
from tests.doors.feeds.mail.certificates import Certificate, authority, issued
from tests.doors.feeds.mail.letters import letter
from tests.doors.feeds.mail.peers import (
    PASSWORD,
    USER,
    ImapPeer,
    imap_server,
    smtp_server,
    tls_in_front,
)

HOST = "127.0.0.1"
OURS = authority()
GOOD = issued(OURS, HOST)


def box_of(kind: str, security: str, port: int, *, trusted: str = OURS.pem, host: str = HOST) -> Mailbox:
    """On no database: the lines ask for nothing else."""
    named = {f"{kind}_host": host, f"{kind}_port": port, f"{kind}_security": security}
    if kind == "imap":
        named |= {"imap_user": USER, "imap_secret": hidden(PASSWORD)}
    return Mailbox(name="Desk", address="desk@example.org", folder="INBOX", trusted=trusted, **named)


def connect(box: Mailbox) -> None:
    if box.imap_host:
        with Imap(box, patience=5) as imap:
            imap.open_folder()
    else:
        smtp = Smtp(box, patience=5)
        assert smtp.ask(["anan@customer.example"], 100).accepted
        assert smtp.give(letter())[0] == 250
        smtp.close()


def fault_of(box: Mailbox) -> str:
    with pytest.raises(PeerFailed) as found:
        connect(box)
    assert found.value.code not in ("protocol", "dropped", "timeout", "login")
    return fault(found.value.code, found.value.said)


Serve = Callable[[str, str, Certificate], AbstractContextManager[Any]]


@pytest.fixture
def serve(imap: ImapPeer, tmp_path: Path) -> Serve:
    def serving(kind: str, security: str, certificate: Certificate) -> AbstractContextManager[Any]:
        context = certificate.context(tmp_path)
        if kind == "imap" and security == "tls":
            return tls_in_front(imap.port, context)
        if kind == "imap":
            return imap_server(certificate=certificate.files(tmp_path))
        return smtp_server(**{"tls": {"ssl_context": context}, "starttls": {"tls_context": context}}[security])

    return serving


def port_of(peer: Any) -> int:
    return peer if isinstance(peer, int) else peer.port


@pytest.mark.parametrize("kind", ["imap", "smtp"])
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_protected_line_with_a_certificate_of_our_own(serve: Serve, kind: str, security: str) -> None:
    with serve(kind, security, GOOD) as peer:
        connect(box_of(kind, security, port_of(peer)))
        # without it nobody is let in, and no password is sent
        assert "Nobody whom IDIC trusts" in fault_of(box_of(kind, security, port_of(peer), trusted=""))
        assert "Nobody whom IDIC trusts" in fault_of(box_of(kind, security, port_of(peer), trusted=authority().pem))


@pytest.mark.parametrize(
    ("certificate", "trusted", "words"),
    [
        (issued(OURS, HOST, days=-3), OURS.pem, "has run out"),
        (issued(OURS, HOST, days=70), OURS.pem, "is not valid yet"),
        (issued(OURS, "mail.example.org"), OURS.pem, "is for another name"),
        (issued(None, HOST), OURS.pem, "Nobody whom IDIC trusts"),
    ],
    ids=["run out", "not yet valid", "other name", "unknown"],
)
@pytest.mark.parametrize(("kind", "security"), [("imap", "tls"), ("smtp", "starttls")])
def test_what_is_wrong_with_a_certificate_is_said(
    serve: Serve, certificate: Certificate, trusted: str, words: str, kind: str, security: str
) -> None:
    with serve(kind, security, certificate) as peer:
        assert words in fault_of(box_of(kind, security, port_of(peer), trusted=trusted))


@pytest.mark.parametrize(
    "certificate", [issued(None, HOST), issued(authority("Somebody"), HOST)], ids=["its own", "of somebody"]
)
def test_a_server_is_trusted_by_its_own_certificate_alone(serve: Serve, certificate: Certificate) -> None:
    with serve("smtp", "tls", certificate) as peer:
        connect(box_of("smtp", "tls", peer.port, trusted=certificate.pem))
        assert "Nobody whom IDIC trusts" in fault_of(box_of("smtp", "tls", peer.port, trusted=GOOD.pem))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_without_protection_is_sent_no_password(imap: ImapPeer, security: str) -> None:
    assert "does not offer the protection" in fault_of(box_of("imap", security, imap.port))
    with smtp_server() as peer:
        assert "does not offer the protection" in fault_of(box_of("smtp", security, peer.port))


@pytest.fixture
def draft() -> Callable[[str], MailboxDraft]:
    server = Server("imap.example.org", 993, "tls", USER, PASSWORD)
    return lambda text: MailboxDraft("Desk", "desk@example.org", server, trusted=text)


def test_only_certificates_are_kept(cast: Any, draft: Callable[[str], MailboxDraft]) -> None:
    box = save_mailbox(None, draft(f"My own:\n{GOOD.key_pem}\n{OURS.pem}\n{GOOD.pem}"), by=cast.administrator)
    assert (box.trusted.count("BEGIN"), "PRIVATE" in box.trusted) == (2, False)
    for bad in ("nothing", GOOD.key_pem, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"):
        with pytest.raises(Exception, match="no certificate that can be read"):
            save_mailbox(box, draft(bad), by=cast.administrator)
