"""Mail from a server to a case, and an answer from the case to a server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.mail.enums import IncomingState, RecipientState, SendingState
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.filing import file_waiting
from idic.domain.interact.mail.operations.queueing import queue_message
from idic.domain.interact.mail.operations.sending import (
    Answers,
    accepted,
    claim,
    hand_over,
    not_accepted,
    send_again,
    take_up_left,
    unanswered,
)
from idic.domain.interact.mail.operations.taking import Fetched, take_mails
from idic.domain.interact.mail.tokens import mark
from idic.doors.feeds.mail.reading import fetch_once
from idic.doors.feeds.mail.sending import send_due
from tests.doors.feeds.mail.letters import THAI, THAI_SUBJECT, bounce_of, letter
from tests.doors.feeds.mail.peers import ImapPeer, SmtpPeer
from tests.failing_smtp import failing_peer

HOLDER = "test"


def fetch(box: Mailbox) -> int:
    Mailbox.objects.filter(pk=box.pk).update(lease_by=HOLDER)
    return fetch_once(Mailbox.objects.get(pk=box.pk), HOLDER)


def send(box: Mailbox) -> int:
    return send_due(box.pk, threading.Event())


def answer(case: Case, by: Any, *to: str, text: str = "We send you a new one.") -> OutgoingMail:
    draft = MessageDraft(text, subject=case.title, to=to or (case.contact_address,), delivery=DeliveryState.QUEUED)
    mail = queue_message(answer_case(Case.objects.get(pk=case.pk), draft, by=by))
    assert mail is not None
    return mail


@pytest.fixture
def quiet(make_mailbox: Callable[..., Mailbox]) -> Mailbox:
    return make_mailbox()


def test_a_thai_mail_becomes_a_case_and_its_answer_arrives_in_the_thread(
    cast: Any, box: Mailbox, imap: ImapPeer, smtp: SmtpPeer
) -> None:
    imap.put(box.folder, letter(THAI, subject=THAI_SUBJECT, charset="tis-620", message_id="<first@customer.example>"))
    assert fetch(box) == 1
    case = Case.objects.get()
    message = case.messages.get(kind=MessageKind.INBOUND)
    assert (case.title, case.mode, case.language, case.team) == (THAI_SUBJECT, "email", "th", cast.service.team)
    assert (message.text, message.sender_address, message.external_id) == (
        THAI, "anan@customer.example", "first@customer.example",
    )  # fmt: skip
    assert send(box) == 1
    receipt = smtp.read()[0]
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert case.number in receipt.get_body(("plain",)).get_content()  # type: ignore[union-attr]

    mail = answer(case, cast.service)
    assert send(box) == 1
    sent = smtp.read()[1]
    assert sent["Message-ID"] == f"<{mail.header_id}>"
    assert sent["In-Reply-To"] == f"<{OutgoingMail.objects.get(is_receipt=True).header_id}>"
    assert "<first@customer.example>" in sent["References"]
    assert mark(case.pk) in sent["Subject"]
    body = sent.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "We send you a new one." in body
    assert "ฝ่ายบริการ" in body
    message = Message.objects.get(pk=mail.message_id)
    assert message.delivery == DeliveryState.SENT

    reply = letter("Thank you!\n\nOn Monday the desk wrote:\n> We send", more=(f"In-Reply-To: {sent['Message-ID']}",))
    imap.put(box.folder, reply)
    fetch(box)
    assert Case.objects.count() == 1
    assert case.messages.order_by("pk").last().text == "Thank you!"  # type: ignore[union-attr]


def test_the_same_mail_is_filed_once(quiet: Mailbox, imap: ImapPeer, make_mailbox: Callable[..., Mailbox]) -> None:
    mail = letter(message_id="<once@customer.example>")
    imap.put(quiet.folder, mail, mail)
    fetch(quiet)
    Mailbox.objects.filter(pk=quiet.pk).update(uid_validity=1, last_uid=0)
    fetch(quiet)
    # over another way, with another head
    other = make_mailbox("other@example.org")
    imap.put(other.folder, b"Received: from elsewhere\r\n" + mail)
    fetch(other)
    assert Message.objects.count() == 1
    assert set(IncomingMail.objects.exclude(state="filed").values_list("state", "reason")) == {("ignored", "twice")}
    assert IncomingMail.objects.filter(message=Message.objects.get()).count() == IncomingMail.objects.count()


def test_another_mail_under_the_same_name_is_not_lost(quiet: Mailbox, imap: ImapPeer) -> None:
    imap.put(quiet.folder, letter("One.", message_id="<a@x.example>"), letter("Two.", message_id="<a@x.example>"))
    fetch(quiet)
    assert set(Message.objects.values_list("text", flat=True)) == {"One.", "Two."}


def test_killed_between_keeping_and_filing(quiet: Mailbox, imap: ImapPeer) -> None:
    """What was kept is filed by the next worker, and fetching again makes no second one."""
    mail = letter(message_id="<kept@customer.example>")
    imap.put(quiet.folder, mail)
    Mailbox.objects.filter(pk=quiet.pk).update(uid_validity=5)
    assert take_mails(quiet, 5, [Fetched(1, mail)])
    assert Message.objects.count() == 0
    assert take_mails(quiet, 5, [Fetched(1, mail)]) == [IncomingMail.objects.get().pk]
    assert file_waiting() == 1
    assert file_waiting() == 0
    fetch(quiet)
    assert Message.objects.count() == 1


def test_a_stranger_does_not_get_into_a_case(cast: Any, quiet: Mailbox, imap: ImapPeer, smtp: SmtpPeer) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    case = Case.objects.get()
    mail = answer(case, cast.service)
    imap.put(
        quiet.folder,
        letter("Guessed.", sender="eve@evil.example", subject=f"[#{case.pk}-0123456789] hello"),
        letter("Marked.", sender="eve@evil.example", subject=f"{mark(case.pk)} hello"),
        letter("Threaded.", sender="eve@evil.example", more=(f"References: <{mail.header_id}>",)),
        letter("Forged.", subject=f"{mark(case.pk)} x", more=("Authentication-Results: mx; dmarc=fail",)),
        letter("It is me.", subject=f"{mark(case.pk)} Kettle"),
    )
    fetch(quiet)
    assert set(case.messages.values_list("text", flat=True)) >= {"It is me."}
    assert not case.messages.filter(text__in=["Guessed.", "Marked.", "Threaded.", "Forged."]).exists()
    linked = Case.objects.exclude(pk=case.pk)
    assert linked.count() == 4
    assert linked.filter(origin__case=case).count() == 3
    assert linked.get(messages__text="Guessed.").origin is None


def test_half_of_the_recipients_are_refused(cast: Any, quiet: Mailbox, imap: ImapPeer, smtp: SmtpPeer) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    smtp.refuse = lambda address: (
        "550 no such user" if address.startswith("bad") else "451 later" if address.startswith("slow") else ""
    )
    mail = answer(Case.objects.get(), cast.service, "good@x.example", "bad@x.example", "slow@x.example")
    send(quiet)
    states = dict(mail.recipients.values_list("address", "state"))
    assert states == {"good@x.example": "sent", "bad@x.example": "refused", "slow@x.example": "waiting"}
    assert Message.objects.get(pk=mail.message_id).delivery == DeliveryState.QUEUED
    assert send(quiet) == 0  # not before its time
    smtp.refuse = lambda _address: ""
    OutgoingMail.objects.update(next_at="2020-01-01T00:00Z")
    send(quiet)
    # nobody got it twice
    assert smtp.envelopes == [["good@x.example"], ["slow@x.example"]]
    mail.refresh_from_db()
    assert (mail.state, Message.objects.get(pk=mail.message_id).delivery) == (SendingState.PARTLY, DeliveryState.PARTLY)


def test_a_line_that_dies_after_the_text_is_told_and_not_repeated(
    cast: Any, quiet: Mailbox, imap: ImapPeer, smtp: SmtpPeer
) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    smtp.drop = True
    mail = answer(Case.objects.get(), cast.service)
    send(quiet)
    mail.refresh_from_db()
    assert mail.state == SendingState.UNSURE
    assert Message.objects.get(pk=mail.message_id).delivery == DeliveryState.UNSURE
    smtp.drop = False
    OutgoingMail.objects.update(next_at="2020-01-01T00:00Z")
    assert send(quiet) == 0
    assert len(smtp.mails) == 1
    send_again(mail, by=cast.administrator)
    send(quiet)
    mail.refresh_from_db()
    assert (mail.state, len(smtp.mails)) == (SendingState.SENT, 2)


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_a_line_that_dies_before_the_text_has_surely_taken_nothing(
    cast: Any, quiet: Mailbox, imap: ImapPeer, at: str
) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    mail = answer(Case.objects.get(), cast.service)
    with failing_peer() as peer:
        Mailbox.objects.update(smtp_port=peer.port)
        peer.at = at
        send(quiet)
        mail.refresh_from_db()
        assert (mail.state, mail.handed_at, mail.error_code) == (SendingState.WAITING, None, "dropped")
        peer.at = ""
        OutgoingMail.objects.update(next_at="2020-01-01T00:00Z")
        send(quiet)
        mail.refresh_from_db()
        assert (mail.state, len(peer.mails)) == (SendingState.SENT, 1)


def test_what_cannot_be_put_together_is_told_and_holds_up_no_other(
    cast: Any, quiet: Mailbox, imap: ImapPeer, smtp: SmtpPeer
) -> None:
    """A file that is gone from our disk, and an address that this server has no letters for."""
    imap.put(quiet.folder, letter())
    fetch(quiet)
    case = Case.objects.get()
    without = answer(case, cast.service)
    MessageFile.objects.create(message=without.message, name="a.pdf", size=1, digest="0" * 64, path="gone/a.pdf")
    strange, good = answer(case, cast.service, "สมชาย@x.example"), answer(case, cast.service, "good@x.example")
    send(quiet)
    found = {mail.pk: (mail.state, mail.error_code) for mail in OutgoingMail.objects.all()}
    assert found == {without.pk: ("failed", "compose"), strange.pk: ("failed", "protocol"), good.pk: ("sent", "")}
    assert Message.objects.get(pk=without.message_id).delivery == DeliveryState.FAILED
    assert smtp.envelopes == [["good@x.example"]]


@pytest.mark.parametrize(("handed_at", "state"), [(None, "waiting"), ("2020-01-01T00:00Z", "unsure")])
def test_a_worker_that_died_while_it_sent(
    cast: Any, quiet: Mailbox, imap: ImapPeer, handed_at: str | None, state: str
) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    mail = answer(Case.objects.get(), cast.service)
    held = {"state": SendingState.SENDING, "claimed_at": "2020-01-01T00:00Z", "handed_at": handed_at, "attempts": 1}
    OutgoingMail.objects.update(**held)
    if handed_at:
        mail.recipients.update(state=RecipientState.UNSURE)
    assert take_up_left() == 1
    mail.refresh_from_db()
    assert mail.state == state


def test_a_worker_thought_dead_tells_what_is_certain_and_leaves_what_is_anothers(
    cast: Any, quiet: Mailbox, imap: ImapPeer
) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    mail = answer(Case.objects.get(), cast.service)
    everybody = tuple(mail.recipients.values_list("address", flat=True))
    first = claim(quiet.pk)
    assert first is not None
    assert hand_over(first, Answers(everybody))
    take_up_left(held=timedelta(0))
    send_again(mail, by=cast.administrator)
    second = claim(quiet.pk)
    assert second is not None
    accepted(first, everybody)
    unanswered(first, PeerFailed("dropped"))
    not_accepted(first, everybody, PeerFailed("protocol", "no"), is_final=True)
    mail.refresh_from_db()
    assert (mail.state, mail.recipients.get().state, mail.sent_at) == ("sending", "waiting", None)
    hand_over(second, Answers(everybody))
    take_up_left(held=timedelta(0))
    unanswered(second, PeerFailed("dropped"))
    accepted(second, everybody)
    mail.refresh_from_db()
    assert (mail.state, mail.recipients.get().state) == ("sent", "sent")


def test_a_bounce_is_told_with_the_answer(cast: Any, quiet: Mailbox, imap: ImapPeer, smtp: SmtpPeer) -> None:
    imap.put(quiet.folder, letter())
    fetch(quiet)
    case = Case.objects.get()
    mail = answer(case, cast.service)
    send(quiet)
    imap.put(quiet.folder, bounce_of(mail.header_id, "anan@customer.example"), bounce_of("x@y.example", "a@b.example"))
    fetch(quiet)
    assert Message.objects.get(pk=mail.message_id).delivery == DeliveryState.BOUNCED
    recipient = mail.recipients.get()
    assert (recipient.state, recipient.said) == (RecipientState.BOUNCED, "550 no such user")
    assert Case.objects.count() == 1
    reasons = IncomingMail.objects.filter(state=IncomingState.IGNORED).values_list("reason", flat=True)
    assert set(reasons) == {"bounce", "unknown_bounce"}


def test_machines_that_answer_one_another_stop(cast: Any, box: Mailbox, imap: ImapPeer, smtp: SmtpPeer) -> None:
    """One that says that it is a machine is never answered; one that does not is answered three times in an hour."""
    imap.put(box.folder, letter("I am away.", subject="Out of office", more=("Auto-Submitted: auto-replied",)))
    fetch(box)
    assert send(box) == 0
    for number in range(6):
        imap.put(box.folder, letter(f"Your mail {number} was received.", sender="robot@loop.example"))
    fetch(box)
    send(box)
    assert len(smtp.mails) == 3
    # an automatic reply in a thread is kept with it, and leaves the case as it is
    case = Case.objects.order_by("pk").first()
    assert case is not None
    mail = answer(case, cast.service)
    away = letter("Away.", sender="robot@loop.example", more=(f"In-Reply-To: <{mail.header_id}>", "X-Autoreply: yes"))
    imap.put(box.folder, away)
    fetch(box)
    case.refresh_from_db()
    assert case.messages.get(text="Away.").kind == MessageKind.AUTOMATIC
    assert not case.waits_for_us


def test_our_own_mails_are_left_alone(quiet: Mailbox, imap: ImapPeer) -> None:
    imap.put(quiet.folder, letter(sender="desk@example.org"))
    fetch(quiet)
    assert IncomingMail.objects.get().reason == "own"
    assert Case.objects.count() == 0
