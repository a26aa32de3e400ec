"""The settings of a fax gateway, and a fax on the page of its case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import Message, MessageFile
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.numbers import found_in, written
from idic.domain.interact.fax.operations.reporting import report
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.mail.models import OutgoingMail
from idic.foundation.events.models import Event
from idic.loop.answers_leave_by_fax import answers_leave_by_fax
from tests.contracts.contact_places import PDF, make_gateway
from tests.contracts.mailboxes import make_mailbox
from tests.doors.web.costs import queries_of

SignIn = Callable[[str], Client]


def test_a_gateway_is_set_up_and_what_cannot_work_is_told_at_its_field(cast: Any, signed_in: SignIn) -> None:
    client, box = signed_in("manager"), make_mailbox("fax@example.org", cast.administrator)
    typed = {
        "name": "Provider", "mailbox": box.pk, "senders": "robot@fax.example.com\n@fax.example.net", "number_place": "subject",
        "number_pattern": "Fax from {number}", "address_out": "{number}@fax.example.com", "number_form": "plus",
        "delivered_words": "Sent", "failed_words": "Failed", "version": "0",
    }  # fmt: skip
    for wrong in (
        {"senders": " "}, {"senders": "fax.example.com"}, {"number_pattern": "Fax"}, {"address_out": "fax@example.com"},
        {"address_out": "{number} at home"}, {"mailbox": "999"}, {"failed_words": ""},
    ):  # fmt: skip
        assert client.post("/settings/fax/new/", {**typed, **wrong}).status_code == 422, wrong
    assert client.post("/settings/fax/new/", typed).status_code == 302
    gateway = FaxGateway.objects.get()
    assert (gateway.delivered_words, gateway.senders[1]) == (["sent"], "@fax.example.net")
    assert client.post("/settings/fax/new/", typed).status_code == 422
    assert client.post(f"/settings/fax/{gateway.pk}/edit/", {**typed, "name": "New", "version": "1"}).status_code == 302
    assert client.post(f"/settings/fax/{gateway.pk}/edit/", {**typed, "version": "1"}).status_code == 422
    client.post(f"/settings/fax/{gateway.pk}/switch/")
    assert "Paused" in client.get("/settings/fax/").content.decode()
    assert signed_in("service").get("/settings/fax/").status_code == 403


def test_numbers_are_found_and_written_as_the_gateway_does() -> None:
    assert found_in("Fax  FROM (02) 123-4567 to you", "fax from ({number} to") == "02) 123-4567"
    assert found_in("New fax from 02 123-4567, 3 pages", "fax from {number}, ") == "02 123-4567"
    assert found_in("3 pages from +66 2 123 4567", "{number}") == "+66 2 123 4567"
    # a pattern is no regular expression
    assert found_in("aaaa 021234567", ".* {number}") == ""
    forms = [written("+6621234567", form) for form in ("international", "plus", "national")]
    assert forms == ["6621234567", "+6621234567", "021234567"]


def test_an_answer_goes_to_the_number_and_the_page_tells_what_became_of_it(cast: Any, signed_in: SignIn) -> None:
    make_gateway(cast.administrator)
    case = open_case(CaseDraft(title="Fax, 1 page", mode="fax", contact_address="+6621234567"), by=None)
    kept = keep_bytes(PDF, folder="messages", suffix=".pdf")
    file = FileDraft("a.pdf", "application/pdf", kept.size, kept.digest, kept.path)
    receive_message(case, MessageDraft("Fax, 1 page", source="fax", external_id="1", files=(file,)))
    client, page = signed_in("service"), f"/cases/{case.pk}/"
    shown = client.get(page).content.decode()
    assert "By fax to +6621234567" in shown
    address = f"/papers/{case.pk}/files/{MessageFile.objects.get().pk}/"
    assert address in shown
    assert client.get(address)["Content-Type"] == "application/pdf"
    client.post(f"{page}reply/", {"kind": "answer", "text": "Yes.", "seen": Message.objects.get().pk, "then": ""})
    answer = Message.objects.get(kind="outbound")
    assert (answer.to, answer.delivery) == (["6621234567@fax.example.com"], "queued")
    answers_leave_by_fax(Event.objects.get(verb="case.answered"))
    sending = FaxSending.objects.get()
    Message.objects.filter(pk=answer.pk).update(delivery="sent")
    assert "Waits for the confirmation" in client.get(page).content.decode()
    OutgoingMail.objects.create(
        message=answer, mailbox=sending.gateway.mailbox, header_id="idic.1@example.org", next_at=answer.at, state="sent"
    )
    report(sending, "failed", "Nobody answered")  # type: ignore[arg-type]
    shown = client.get(page).content.decode()
    assert "Nobody answered" in shown
    assert f"/papers/{case.pk}/answers/{answer.pk}/fax-again/" in shown
    assert client.post(f"/papers/{case.pk}/answers/{answer.pk}/fax-again/").status_code == 302
    answer.refresh_from_db()
    assert answer.delivery == "queued"
    assert queries_of(client, page) <= 12
    found = signed_in("manager").get(f"/settings/fax/{sending.gateway_id}/").content.decode()
    assert f"#{case.pk}" in found
