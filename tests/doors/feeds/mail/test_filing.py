from __future__ import annotations

from base64 import encodebytes
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import OperationalError

from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.domain.interact.mail.operations import filing
from idic.domain.interact.mail.operations.taking import Fetched, take_mails
from idic.domain.interact.standards.models import StandardVersion
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.files.storage import local_path
from tests.doors.feeds.mail.letters import letter


@pytest.fixture
def taken(box: Mailbox) -> list[int]:
    Mailbox.objects.filter(pk=box.pk).update(uid_validity=1)
    return take_mails(box, 1, [Fetched(one, letter(f"Mail {one}.")) for one in range(1, 6)])


def test_one_that_breaks_holds_up_no_other(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried three times, then waits for a person; the mail itself stays on the disk."""
    bad = IncomingMail.objects.get(pk=taken[2])
    whole = filing.read_mail

    def breaks(data: bytes) -> object:
        if b"Mail 3." in data:
            raise ValueError("a secret of the customer")
        return whole(data)

    monkeypatch.setattr(filing, "read_mail", breaks)
    assert filing.file_mails(taken) == 4
    filing.file_waiting()
    filing.file_waiting()
    bad.refresh_from_db()
    assert (bad.state, bad.reason, bad.error, bad.attempts) == ("failed", "error", "ValueError", 3)
    assert b"Mail 3." in local_path(bad.raw_path).read_bytes()
    assert Message.objects.filter(text__startswith="Mail").count() == 4


def test_workers_that_wait_for_one_another(taken: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun together is undone and filed one by one: no mail becomes two messages."""
    whole = filing._file

    def torn(ids: Sequence[int]) -> int:
        done = whole(ids)
        if len(ids) > 1:
            raise OperationalError("deadlock detected")
        return done

    monkeypatch.setattr(filing, "_file", torn)
    assert filing.file_mails(taken) == 5
    assert Message.objects.filter(text__startswith="Mail").count() == 5


def take(box: Mailbox, *letters: bytes) -> list[int]:
    Mailbox.objects.filter(pk=box.pk).update(uid_validity=1)
    return take_mails(box, 1, [Fetched(number, data) for number, data in enumerate(letters, start=1)])


def test_mails_of_one_transaction_speak_of_one_another(box: Mailbox) -> None:
    first = letter("First.", message_id="<first@x.example>")
    ids = take(
        box, letter("Alone."), first, first, letter("Second.", message_id="<first@x.example>"),
        letter("Answer.", message_id="<answer@x.example>", more=("In-Reply-To: <first@x.example>",)),
        letter("Away.", more=("In-Reply-To: <answer@x.example>", "Auto-Submitted: auto-replied")),
        letter("Away from nobody.", more=("Auto-Submitted: auto-replied",)),
    )  # fmt: skip
    assert filing.file_mails(ids) == 7
    assert Case.objects.count() == 3
    thread = Case.objects.get(messages__external_id="first@x.example")
    assert list(thread.messages.exclude(kind="automatic", author=None, external_id="").values_list("text", flat=True)) == [
        "First.", "Answer.", "Away.",
    ]  # fmt: skip
    became = list(IncomingMail.objects.order_by("pk").values_list("state", "reason", "case_id"))
    assert [one[:2] for one in became] == [
        ("filed", ""), ("filed", ""), ("ignored", "twice"), ("filed", ""), ("filed", ""), ("filed", ""),
        ("ignored", "auto_reply"),
    ]  # fmt: skip
    assert became[2][2] == thread.pk


def test_receipts_to_one_address_are_counted_within_a_transaction_too(box: Mailbox) -> None:
    filing.file_mails(take(box, *(letter(f"Mail {number}.", sender="robot@loop.example") for number in range(5))))
    assert Case.objects.count() == 5
    assert OutgoingMail.objects.filter(is_receipt=True).count() == 3
    for case in Case.objects.filter(messages__outgoing__isnull=False):
        receipt = case.messages.get(outgoing__isnull=False)
        assert (receipt.text, receipt.kind) == (f"We have your mail: {case.number}.", "automatic")


def test_what_many_mails_cost_the_database(box: Mailbox, cast: Any, django_assert_max_num_queries: Any) -> None:
    """Nearly the same for one new mail and for twenty."""
    start_with_defaults(by=cast.quality)
    StandardVersion.objects.update(valid_from="2020-01-01T00:00Z")
    ids = take(box, *(letter(f"Mail {number}.", sender=f"c{number}@x.example") for number in range(21)))
    with django_assert_max_num_queries(34):
        filing.file_mails(ids[:1])
    with django_assert_max_num_queries(40):
        filing.file_mails(ids[1:])
    assert Message.objects.filter(source="mail").count() == 21
    assert CaseClock.objects.filter(measure="first_response", due_at__isnull=False).count() == 21


def test_a_mail_of_25_megabytes(box: Mailbox) -> None:
    data = bytes(range(256)) * (25 * 4096)
    head = "From: anan@customer.example\r\nSubject: Pictures\r\nMessage-ID: <large@customer.example>\r\nMIME-Version: 1.0\r\n"
    kind = 'Content-Type: image/tiff; name="kettle.tif"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    filing.file_mails(take(box, head.encode() + kind.encode() + encodebytes(data)))
    file = Message.objects.get(source="mail").files.get()
    assert (file.name, file.size) == ("kettle.tif", len(data))
    assert local_path(file.path).read_bytes() == data
