from __future__ import annotations

from base64 import encodebytes
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.cases.operations.ending import resolve_case
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
    said = thread.messages.exclude(kind="automatic", author=None, external_id="").order_by("pk")
    assert list(said.values_list("text", flat=True)) == ["First.", "Answer.", "Away."]
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


def test_a_receipt_speaks_the_language_of_the_mail_also_where_nobody_wrote_one(box: Mailbox) -> None:
    Mailbox.objects.update(receipts={"th": "ได้รับ {{case.number}}"})
    mails = {
        "thai@x.example": "สวัสดีครับ ของยังไม่มาถึงเลย", "han@x.example": "你好，訂單還沒有到，請問怎麼辦？",
        "plain@x.example": "Where is my parcel, please?",
    }  # fmt: skip
    filing.file_mails(take(box, *(letter(text, sender=sender) for sender, text in mails.items())))
    cases = {one.contact_address: one for one in Case.objects.all()}
    told = {address: one.messages.get(outgoing__isnull=False).text for address, one in cases.items()}
    assert told["thai@x.example"] == f"ได้รับ {cases['thai@x.example'].number}"
    # delivered words, in a language that the mailbox has none of its own for
    assert "ได้รับ" not in told["han@x.example"]
    assert cases["han@x.example"].number in told["han@x.example"]
    assert f"Its number is {cases['plain@x.example'].number}." in told["plain@x.example"]


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


def test_who_only_says_that_they_are_somebody_opens_a_case_of_their_own(box: Mailbox) -> None:
    """Whoever opened a case is let into it by who wrote the mail, and not by whom it is to be answered to or sent for."""
    filing.file_mails(take(box, letter("First.", message_id="<first@x.example>")))
    case = Case.objects.get()
    me, thread = "Anan <anan@customer.example>", "In-Reply-To: <first@x.example>"
    heads = [
        ("Eve <eve@evil.example>", (f"Reply-To: {me}",)), ("", (f"Reply-To: {me}",)), ("", (f"Sender: {me}",)),
        (f"{me}, eve@evil.example", ()), (me, ("From: eve@evil.example",)), ('"anan@customer.example" <eve@evil.example>', ()),
    ]  # fmt: skip
    letters = [letter("Let me in.", sender=sender, more=(thread, *more)) for sender, more in heads]
    ids = take_mails(box, 1, [Fetched(number, data) for number, data in enumerate(letters, start=10)])
    assert filing.file_mails(ids) == len(heads)
    assert not case.messages.filter(text="Let me in.").exists()
    assert Case.objects.filter(origin__case=case).count() == len(heads)


def test_our_own_mailboxes_do_not_answer_one_another(box: Mailbox, make_mailbox: Any) -> None:
    """Nor a list, nor whoever says that they are a machine; what these wrote is read by a person all the same."""
    other = make_mailbox("second@example.org", receipts={"en": "We have it."}, sends_receipts=True)
    own = [
        letter("We have it.", sender=other.address),
        letter("Away.", sender=other.address, more=("X-Autoreply: yes",)),
    ]
    machines = [
        letter(f"Machine {number}.", sender=f"m{number}@x.example", more=(head,))
        for number, head in enumerate(("List-Id: <x.y>", "Precedence: bulk", "Auto-Submitted: auto-generated"))
    ]
    assert filing.file_mails(take(box, *own, *machines)) == 5
    assert list(IncomingMail.objects.order_by("pk").values_list("reason", flat=True)) == ["own", "own", "", "", ""]
    assert Case.objects.filter(title="Kettle").count() == 3
    assert not OutgoingMail.objects.exists()


def test_dates_that_cannot_be(box: Mailbox) -> None:
    """A promise runs from when the mail came, where its own date is none, or of another time."""
    whole = letter("When?")
    date = next(line for line in whole.split(b"\r\n") if line.startswith(b"Date:"))
    told = [
        b"Date: Thu, 1 Jan 1970 00:00:00 +0000",
        b"Date: Fri, 1 Jan 2099 00:00:00 +0000",
        b"Date: soon",
        b"X-None: x",
    ]
    letters = [
        whole.replace(date, one).replace(b"Message-ID: <", b"Message-ID: <%d" % number)
        for number, one in enumerate(told)
    ]
    filing.file_mails(take(box, *letters))
    came = IncomingMail.objects.first()
    assert came is not None
    assert list(Message.objects.filter(source="mail").values_list("at", flat=True)) == [came.received_at] * 4
    assert list(Case.objects.values_list("received_at", flat=True)) == [came.received_at] * 4


def test_mails_without_words_are_messages(box: Mailbox) -> None:
    head = b"From: anan@customer.example\r\nMessage-ID: <%s@x.example>\r\n"
    picture = head % b"picture" + b"Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff"
    forwarded = head % b"whole" + b"Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nWhat was forwarded."
    assert filing.file_mails(take(box, head % b"empty" + b"\r\n", b"", picture, forwarded)) == 4
    found = Message.objects.filter(source="mail").order_by("pk")
    assert [(one.text, [file.name for file in one.files.all()]) for one in found] == [
        ("", []), ("", []), ("", ["part-1.jpg"]), ("", ["part-1.eml"]),
    ]  # fmt: skip
    assert set(Case.objects.values_list("title", flat=True)) == {"E-mail without a subject"}


def test_whoever_reads_it_knows_that_something_is_missing(box: Mailbox, cast: Any) -> None:
    head = letter("Sixty files.", more=("X-End: x",)).replace(
        b"text/plain; charset=utf-8", b"multipart/mixed; boundary=b"
    )
    part = b"--b\r\nContent-Disposition: attachment; filename=f%d.txt\r\n\r\nx\r\n"
    many = head + b"\r\n" + b"".join(part % number for number in range(60)) + b"--b--\r\n"
    Mailbox.objects.filter(pk=box.pk).update(uid_validity=1)
    beginning = Fetched(2, letter("Only the beginning"), size=60_000_000, is_cut=True)
    filing.file_mails(take_mails(box, 1, [Fetched(1, many), beginning, Fetched(3, letter("All of it."))]))
    found = [
        one.files.filter(refused="left_out").count() for one in Message.objects.filter(source="mail").order_by("pk")
    ]
    assert found == [1, 1, 0]
    case = Case.objects.get(messages__text="Only the beginning")
    client = Client()
    client.force_login(cast.administrator)
    page = client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert "Only on the mail server" in page


def test_an_answer_to_what_ended_long_ago_is_a_case_of_its_own(box: Mailbox, cast: Any) -> None:
    """It points to the old one, and is of the same customer; what ended lately goes on."""
    filing.file_mails(take(box, letter("First.", message_id="<first@x.example>")))
    old = Case.objects.get()
    resolve_case(old, outcome="solved", version=old.version, by=cast.administrator)
    answers = [letter(f"Answer {one}.", more=("In-Reply-To: <first@x.example>",)) for one in range(2)]
    away = letter("Away.", more=("In-Reply-To: <first@x.example>", "Auto-Submitted: auto-replied"))
    days = [29, 31, 31]
    for number, (data, ago) in enumerate(zip([answers[0], answers[1], away], days, strict=True), start=20):
        Case.objects.filter(pk=old.pk).update(state="resolved", resolved_at=timezone.now() - timedelta(days=ago))
        filing.file_mails(take_mails(box, 1, [Fetched(number, data)]))
    old.refresh_from_db()
    assert list(old.messages.filter(kind="inbound").order_by("pk").values_list("text", flat=True)) == [
        "First.",
        "Answer 0.",
    ]
    assert (old.state, old.reopened) == ("resolved", 1)
    assert Case.objects.get(origin__case=old).text == "Answer 1."
