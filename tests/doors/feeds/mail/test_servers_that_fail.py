from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.carriers import try_connection
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.leases import renew_lease, take_lease
from idic.domain.interact.mail.operations.mailboxes import pause_mailbox
from idic.doors.feeds.mail.imap import Imap
from idic.doors.feeds.mail.reading import fetch_once, read_mailbox
from idic.doors.feeds.mail.smtp import Smtp
from tests.doors.feeds.mail.letters import letter
from tests.doors.feeds.mail.lines import failing_line
from tests.doors.feeds.mail.peers import ImapPeer, silent_server
from tests.ports import free_port


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(PeerFailed) as found:
        work()
    return found.value.code


def test_servers_that_hang_drop_or_are_not_there(box: Mailbox) -> None:
    with silent_server() as port:
        box.imap_port = box.smtp_port = port
        assert code_of(lambda: Imap(box, patience=0.3)) == "timeout"
        assert code_of(lambda: Smtp(box, patience=0.3)) == "timeout"
    with silent_server(b"* OK hello\r\n") as port:
        box.imap_port = port
        assert code_of(lambda: Imap(box, patience=0.3)) == "timeout"
    with silent_server(drop=True) as port:
        box.imap_port = box.smtp_port = port
        assert code_of(lambda: Imap(box, patience=60)) == "dropped"
        assert code_of(lambda: Smtp(box, patience=60)) == "dropped"
    box.imap_port = free_port()
    assert code_of(lambda: Imap(box, patience=60)) == "refused"
    box.imap_host = "no-such-host.invalid"
    assert code_of(lambda: Imap(box, patience=60)) == "name"


def test_what_a_connection_is_told_to_be(box: Mailbox, imap: ImapPeer) -> None:
    imap.put(box.folder, letter())
    good = try_connection(box)
    assert (good.fetch_fault, good.send_fault, good.folder_mails) == ("", "", 1)
    box.folder = "nowhere"
    assert try_connection(box).fetch_fault == "folder"
    box.imap_user = "somebody"
    assert try_connection(box).fetch_fault == "login"
    box.smtp_security = "starttls"
    assert try_connection(box).send_fault == "tls_missing"


def test_a_mail_that_is_too_large_is_kept_by_its_beginning(
    box: Mailbox, imap: ImapPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idic.doors.feeds.mail.imap.LARGEST", 3000)
    imap.put(box.folder, letter("Small."), letter("Large. " + "x" * 5000), letter("Last."))
    with Imap(box) as client:
        client.open_folder()
        found = [one for batch in client.fetch_after(0) for one in batch]
        assert [one.is_cut for one in found] == [False, True, False]
        assert [batch[0].uid for batch in client.fetch_after(found[1].uid)] == [found[2].uid]
        assert list(client.fetch_after(found[2].uid)) == []


def test_one_worker_reads_a_mailbox(box: Mailbox, cast: Any) -> None:
    assert take_lease(box.pk, "one")
    assert not take_lease(box.pk, "two")
    assert renew_lease(box.pk, "one", version=box.version)
    assert not renew_lease(box.pk, "two", version=box.version)
    Mailbox.objects.filter(pk=box.pk).update(lease_until="2020-01-01T00:00Z")
    assert take_lease(box.pk, "two")
    pause_mailbox(box, by=cast.administrator)
    assert not renew_lease(box.pk, "two", version=box.version)


@pytest.mark.parametrize(("hangs", "code"), [(False, "dropped"), (True, "timeout")])
def test_a_server_that_fails_in_the_middle_of_its_mails(box: Mailbox, imap: ImapPeer, hangs: bool, code: str) -> None:
    """What came whole is kept or fetched again; in the end each mail stands once."""
    imap.put(box.folder, *(letter(f"Mail {number}. " + "x" * 3000) for number in range(8)))
    Mailbox.objects.filter(pk=box.pk).update(lease_by="test")
    with failing_line(imap.port, after=9000, hangs=hangs) as port:
        Mailbox.objects.filter(pk=box.pk).update(imap_port=port)
        # the true server behind the line may be slow, too
        patience = 2 if hangs else 60
        assert code_of(lambda: fetch_once(Mailbox.objects.get(pk=box.pk), "test", patience=patience)) == code
    Mailbox.objects.filter(pk=box.pk).update(imap_port=imap.port)
    fetch_once(Mailbox.objects.get(pk=box.pk), "test")
    said = Message.objects.filter(source="mail").order_by("pk").values_list("text", flat=True)
    assert [text.split(".")[0] for text in said] == [f"Mail {number}" for number in range(8)]


@pytest.mark.django_db(transaction=True)
def test_the_reader_hears_of_a_new_mail(box: Mailbox, imap: ImapPeer) -> None:
    stop = threading.Event()

    def read() -> None:
        try:
            read_mailbox(box.pk, "reader", stop)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        wait_for(lambda: Mailbox.objects.get(pk=box.pk).last_fetch_at is not None)
        imap.put(box.folder, letter("Heard by IDLE."))
        wait_for(lambda: Message.objects.filter(text="Heard by IDLE.").exists())
    finally:
        stop.set()
        reader.join(300)
    assert not reader.is_alive()
    assert Mailbox.objects.get(pk=box.pk).lease_until is None


def wait_for(condition: Callable[[], bool], seconds: float = 300.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)
