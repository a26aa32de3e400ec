"""Faxes through a mail gateway: what comes is a case with its pages, what is answered goes out as a paper, and what the
gateway reports is told on the answer."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from idic.domain.identify.operations.customers import create_customer
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.errors import NotRepeatable
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.operations.gateways import GatewayDraft, save_gateway, switch_gateway
from idic.domain.interact.fax.operations.sending import begin_fax, fax_again, prepare_fax
from idic.domain.interact.fax.queries.gateways import fax_address
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from tests.contracts.contact_places import PDF
from tests.doors.feeds.mail.peers import ImapPeer, SmtpPeer
from tests.doors.feeds.mail.test_round_trip import fetch, send
from tests.foundation.organisation.test_organisation import words_on

FROM = "6621234567"


@pytest.fixture
def gateway(cast: Any, make_mailbox: Any) -> FaxGateway:
    draft = GatewayDraft(
        "Provider", make_mailbox("fax@example.org"), ["robot@fax.example.com"], "{number}@fax.example.com",
        number_pattern="Fax from {number}", delivered_words=["successfully sent"], failed_words=["not delivered", "busy"],
    )  # fmt: skip
    return save_gateway(None, draft, by=cast.administrator)


def mail(
    subject: str, *files: tuple[str, bytes], text: str = "", sender: str = "robot@fax.example.com", **head: str
) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "fax@example.org", subject
    for name, value in head.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes().replace(b"\n", b"\r\n")


def tiff(pages: int = 2) -> bytes:
    kept = BytesIO()
    sheets = [Image.new("1", (1728, 1100), 1) for _page in range(pages)]
    sheets[0].save(kept, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=(204, 98))
    return kept.getvalue()


def came(gateway: FaxGateway, imap: ImapPeer, *mails: bytes) -> None:
    imap.put(gateway.mailbox.folder, *mails)
    fetch(gateway.mailbox)


def answered(case: Case, by: Any, text: str = "We have looked into it.") -> FaxSending:
    """As the policy and its task do."""
    draft = MessageDraft(text, to=(fax_address(case),), delivery="queued")
    message = answer_case(Case.objects.get(pk=case.pk), draft, by=by)
    sending = begin_fax(message)
    assert sending is not None
    assert begin_fax(message) == sending
    assert prepare_fax(sending.pk)
    assert not prepare_fax(sending.pk)
    return sending


def test_a_fax_is_a_case_with_its_pages_and_its_customer(cast: Any, gateway: FaxGateway, imap: ImapPeer) -> None:
    malee = create_customer({"given_name": "Malee", "phone": f"+{FROM}"}, by=cast.administrator)
    came(gateway, imap, mail(f"Fax from +{FROM}", ("scan.tif", tiff()), ("note.txt", b"from your provider")))
    case = Case.objects.get()
    assert (case.mode, case.customer, case.contact_address, case.team) == ("fax", malee, f"+{FROM}", cast.service.team)
    assert FROM not in case.title
    assert "2" in case.title
    file = MessageFile.objects.get()
    assert (file.name, file.media_type) == ("scan.pdf", "application/pdf")
    assert Job.objects.get(kind="papers.read").arguments == {"file": file.pk}
    shown = IncomingMail.objects.get()
    assert (shown.state, shown.message) == ("filed", case.messages.get())
    # nothing is answered by itself: nobody reads what is mailed to a robot
    assert not OutgoingMail.objects.exists()


def test_the_same_fax_is_filed_once_and_another_is_another_case(gateway: FaxGateway, imap: ImapPeer) -> None:
    first = mail(f"Fax from {FROM}", ("a.pdf", PDF), Message_ID="<one@fax.example.com>")
    came(gateway, imap, first, first, b"Received: elsewhere\r\n" + first)
    assert Message.objects.count() == 1
    came(gateway, imap, mail("Fax from anonymous", ("b.pdf", PDF + b"\n"), Message_ID="<one@fax.example.com>"))
    assert set(Case.objects.values_list("contact_address", flat=True)) == {f"+{FROM}", ""}


def test_pages_that_would_fill_the_memory_are_kept_as_they_came(
    gateway: FaxGateway, imap: ImapPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idic.domain.interact.fax.papers._MOST_POINTS_TOGETHER", 3 * 1728 * 1100)
    came(
        gateway, imap, mail(f"Fax from {FROM}", ("three.tif", tiff(3))), mail(f"Fax from {FROM}", ("four.tif", tiff(4)))
    )
    assert set(MessageFile.objects.values_list("name", "media_type")) == {
        ("three.pdf", "application/pdf"), ("four.tif", "image/tiff"),
    }  # fmt: skip


def test_a_fax_of_which_no_page_came_is_one_of_its_number(cast: Any, gateway: FaxGateway, imap: ImapPeer) -> None:
    malee = create_customer({"given_name": "Malee", "phone": f"+{FROM}"}, by=cast.administrator)
    came(gateway, imap, mail(f"Fax from +{FROM}", ("note.txt", b"from your provider"), text="0 pages, line dropped"))
    case = Case.objects.get()
    assert (case.mode, case.customer, case.contact_address) == ("fax", malee, f"+{FROM}")
    message = case.messages.get()
    assert "0 pages, line dropped" in message.text
    assert FROM not in f"{case.title}{message.subject}"
    assert not MessageFile.objects.exists()
    # by a number alone nobody can tell it from a bill
    FaxGateway.objects.update(number_pattern="{number}")
    came(gateway, imap, mail(f"Invoice {FROM}", text="Thank you."))
    assert sorted(Case.objects.values_list("mode", flat=True)) == ["email", "fax"]


def test_what_is_no_fax_stays_an_email(cast: Any, gateway: FaxGateway, imap: ImapPeer) -> None:
    came(
        gateway, imap, mail("Your bill", text="Thank you."), mail("Fax from 1", ("a.pdf", PDF), sender="x@elsewhere.example"),
        mail(f"Fax from {FROM}", ("a.pdf", PDF), Authentication_Results="mx; dmarc=fail"),
        mail("Fax from 02 123 4568", ("odd.tif", b"II*\x00 and nothing more")),
    )  # fmt: skip
    assert sorted(Case.objects.values_list("mode", flat=True)) == ["email", "email", "email", "fax"]
    # kept as it came, where no page can be made of it
    assert MessageFile.objects.get(name="odd.tif").media_type == "image/tiff"
    switch_gateway(gateway, is_active=False, by=cast.administrator)
    came(gateway, imap, mail(f"Fax from {FROM}", ("c.pdf", PDF)))
    assert Case.objects.filter(mode="fax").count() == 1


def test_an_answer_is_a_paper_to_the_number_and_its_report_is_told_on_it(
    cast: Any, gateway: FaxGateway, imap: ImapPeer, smtp: SmtpPeer
) -> None:
    came(gateway, imap, mail(f"Fax from {FROM}", ("a.pdf", PDF)))
    case = Case.objects.get()
    sending = answered(case, cast.service)
    assert send(gateway.mailbox) == 1
    assert send(gateway.mailbox) == 0
    (sent,) = smtp.read()
    assert sent["To"] == f"{FROM}@fax.example.com"
    body, paper = sent.iter_parts()
    assert (body.get_content().strip(), paper.get_content_type()) == ("", "application/pdf")
    words = words_on(paper.get_content())
    assert "We have looked into it." in words
    assert case.number in words
    assert MessageFile.objects.get(message=sending.message).size == len(paper.get_content())
    sending.message.refresh_from_db()
    assert (sending.message.delivery, sending.state) == ("sent", FaxState.WAITING)

    report = mail("Your fax was successfully sent", text="2 pages", In_Reply_To=sent["Message-ID"])
    came(gateway, imap, report)
    sending.refresh_from_db()
    assert (sending.state, sending.said) == (FaxState.DELIVERED, "Your fax was successfully sent: 2 pages")
    assert (Case.objects.count(), case.messages.count()) == (1, 2)
    assert IncomingMail.objects.get(reason="fax_report").case == case
    # what comes late says nothing any more
    came(gateway, imap, mail("Not delivered", In_Reply_To=sent["Message-ID"]))
    sending.refresh_from_db()
    assert sending.state == FaxState.DELIVERED
    assert Event.objects.filter(verb="case.fax_delivered").count() == 1
    # they fax back: the same matter
    came(gateway, imap, mail(f"Fax from {FROM}", ("back.pdf", PDF + b" ")))
    assert (Case.objects.count(), case.messages.count()) == (1, 3)


def test_a_failure_is_told_by_mark_or_number_and_can_be_repeated_once(
    cast: Any, gateway: FaxGateway, imap: ImapPeer, smtp: SmtpPeer
) -> None:
    came(gateway, imap, mail(f"Fax from {FROM}", ("a.pdf", PDF)))
    case = Case.objects.get()
    sending = answered(case, cast.service)
    with pytest.raises(NotRepeatable):
        fax_again(case, sending.message, by=cast.service)
    send(gateway.mailbox)
    subject = smtp.read()[0]["Subject"]
    forged = subject.replace(f"Fax {sending.message_id}", "Fax 1")
    came(gateway, imap, mail(f"Busy: {forged}"), mail("Nobody answered", text="Fax to 02-999-9999: busy"))
    assert IncomingMail.objects.filter(reason="unknown_fax").count() == 2
    came(gateway, imap, mail(f"Busy: {subject}"))
    sending.refresh_from_db()
    sending.message.refresh_from_db()
    assert (sending.state, sending.message.delivery) == (FaxState.FAILED, "failed")
    told = Event.objects.get(verb="case.delivery_failed")
    assert told.after["addresses"] == [f"+{FROM}"]
    fax_again(case, sending.message, by=cast.service)
    with pytest.raises(NotRepeatable):
        fax_again(case, sending.message, by=cast.service)
    assert send(gateway.mailbox) == 1
    first, second = smtp.read()
    assert first["Message-ID"] != second["Message-ID"]
    assert OutgoingMail.objects.count() == 1
    came(gateway, imap, mail("successfully sent", text=f"To: +{FROM}"))
    sending.refresh_from_db()
    sending.message.refresh_from_db()
    assert (sending.state, sending.message.delivery) == (FaxState.DELIVERED, "sent")


def test_without_a_gateway_the_answer_says_that_it_did_not_go(cast: Any, gateway: FaxGateway, imap: ImapPeer) -> None:
    came(gateway, imap, mail(f"Fax from {FROM}", ("a.pdf", PDF)))
    case = Case.objects.get()
    Mailbox.objects.update(smtp_host="")
    assert fax_address(case) == ""
    message = answer_case(case, MessageDraft("Yes.", to=("x@fax.example.com",), delivery="queued"), by=cast.service)
    assert begin_fax(message) is None
    message.refresh_from_db()
    assert message.delivery == "failed"
