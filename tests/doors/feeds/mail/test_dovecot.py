"""Against the IMAP server that most mailboxes stand on. Skipped, and told so, where it is not installed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.mail.carriers import try_connection
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import IncomingMail, Mailbox
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server, save_mailbox
from idic.doors.feeds.mail.imap import Imap
from idic.doors.feeds.mail.reading import read_mailbox
from tests.doors.feeds.mail.certificates import authority, issued
from tests.doors.feeds.mail.dovecot import Dovecot, dovecot, why_missing
from tests.doors.feeds.mail.letters import THAI, THAI_SUBJECT, letter
from tests.doors.feeds.mail.peers import PASSWORD, USER
from tests.doors.feeds.mail.test_round_trip import fetch
from tests.doors.feeds.mail.test_servers_that_fail import wait_for

pytestmark = pytest.mark.skipif(bool(why_missing()), reason=why_missing())

OURS = authority()
Make = Callable[..., Mailbox]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot(issued(OURS, "127.0.0.1")) as running:
        yield running


@pytest.fixture
def make_box(cast: Any, server: Dovecot) -> Make:
    def make(security: str = "tls", **named: Any) -> Mailbox:
        port = server.tls_port if security == "tls" else server.port
        imap = Server("127.0.0.1", port, security, USER, PASSWORD)
        named = {"trusted": OURS.pem, **named}
        return save_mailbox(None, MailboxDraft("Desk", "desk@example.org", imap, **named), by=cast.administrator)

    return make


def test_mails_come_over_a_protected_line_once_each_whatever_the_server_numbers(
    server: Dovecot, make_box: Make
) -> None:
    box = make_box()
    large = letter("Large. " + "x" * 2_000_000, message_id="<large@customer.example>")
    server.deliver(letter(THAI, subject=THAI_SUBJECT, charset="tis-620", message_id="<thai@customer.example>"), large)
    assert fetch(box) == 2
    assert Case.objects.filter(title=THAI_SUBJECT).exists()
    assert Message.objects.filter(text__startswith="Large. x").get().text.endswith("x")
    before = Mailbox.objects.get(pk=box.pk).uid_validity
    server.number_anew()
    server.deliver(letter("One more.", message_id="<more@customer.example>"))
    fetch(box)
    assert Mailbox.objects.get(pk=box.pk).uid_validity != before
    assert Message.objects.filter(kind="inbound").count() == 3
    assert set(IncomingMail.objects.exclude(state="filed").values_list("reason", flat=True)) == {"twice"}
    # nothing was changed on the server: every mail is unseen still
    client = server.client()
    client.select("INBOX", readonly=True)
    assert len(client.search(None, "UNSEEN")[1][0].split()) == 3


def test_what_a_connection_is_told_to_be(server: Dovecot, make_box: Make) -> None:
    box = make_box("starttls", folder="งานบริการ")
    assert try_connection(box).fetch_fault == "folder"
    client = server.client()
    client.create('"&DgcOMg4ZDhoOIw40DgEOMg4j-"')
    client.logout()
    assert try_connection(box).fetch_fault == ""
    box.imap_secret = ""
    assert try_connection(box).fetch_fault == "login"
    box.trusted = ""
    assert try_connection(box).fetch_fault == "cert_issuer"


def test_a_server_that_hangs_in_the_middle_and_goes_on(server: Dovecot, make_box: Make) -> None:
    box = make_box()
    with Imap(box, patience=8) as imap:
        imap.open_folder()
        with server.hanging():
            with pytest.raises(PeerFailed) as found:
                imap.knock()
            assert found.value.code == "timeout"
            assert try_slowly(box) == "timeout"
    with Imap(box, patience=60) as imap:
        assert imap.open_folder()[0]


def try_slowly(box: Mailbox) -> str:
    with pytest.raises(PeerFailed) as found:
        Imap(box, patience=1)
    return found.value.code


@pytest.mark.django_db(transaction=True)
def test_the_reader_hears_of_each_mail_and_outlives_the_server(
    server: Dovecot, make_box: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idic.doors.feeds.mail.reading._PAUSES", (0.3,))
    box, stop = make_box("starttls"), threading.Event()

    def read() -> None:
        try:
            read_mailbox(box.pk, "reader", stop)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        wait_for(lambda: Mailbox.objects.get(pk=box.pk).last_fetch_at is not None)
        server.deliver(letter("Heard by IDLE."))
        wait_for(lambda: Message.objects.filter(text="Heard by IDLE.").exists())
        server.stop()
        wait_for(lambda: Mailbox.objects.get(pk=box.pk).error_code in ("dropped", "refused"))
        server.deliver(letter("Came while nobody listened."))
        server.start()
        wait_for(lambda: Message.objects.filter(text="Came while nobody listened.").exists())
    finally:
        stop.set()
        reader.join(300)
    assert not reader.is_alive()
    assert Message.objects.filter(text="Heard by IDLE.").count() == 1
    assert Mailbox.objects.get(pk=box.pk).error_code == ""
