"""What the guide tells the customer reaches the customer, once, by the way that the case came or the one chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import Message
from idic.domain.interact.complaints.models import Complaint

pytestmark = pytest.mark.django_db
RECEIPT = {"handler": "Somsri", "note": "We are sorry, and look into it."}


def act(client, complaint, name, **values):
    complaint.refresh_from_db()
    return client.post(f"/complaints/{complaint.pk}/{name}/", {"version": complaint.version, **values})


def said_in(complaint) -> list[tuple[str, str, str]]:
    return list(Message.objects.filter(case=complaint.case_id).order_by("pk").values_list("mode", "text", "delivery"))


def test_a_receipt_of_a_mailed_complaint_leaves_by_mail(signed_in, make_complaint):
    complaint = make_complaint(mode="email", contact_address="malee@example.com")
    assert act(signed_in("service"), complaint, "receipt", channel="email", **RECEIPT).status_code == 302
    said = Message.objects.get(case=complaint.case_id)
    assert (said.text, said.delivery, said.to) == (RECEIPT["note"], "queued", ["malee@example.com"])


def test_of_a_call_it_is_kept_what_was_said_and_nothing_is_sent(signed_in, make_complaint):
    complaint = make_complaint(mode="email", contact_address="malee@example.com")
    act(signed_in("service"), complaint, "receipt", channel="phone", **RECEIPT)
    assert said_in(complaint) == [("phone", RECEIPT["note"], "")]


def test_without_an_address_no_mail_is_promised_and_nothing_typed_is_lost(signed_in, make_complaint):
    complaint = make_complaint(mode="phone")
    answer = act(signed_in("service"), complaint, "receipt", channel="email", **RECEIPT)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No e-mail address is known" in page
    assert RECEIPT["note"] in page
    assert Complaint.objects.get().state == "received"


def test_a_decision_goes_out_with_its_promise_unless_it_was_told_otherwise(signed_in, make_complaint, walk):
    client, day = signed_in("service"), timezone.localdate() + timedelta(days=3)
    told = {"decision": "You get a new kettle.", "promise": "A new kettle", "promised_for": day.isoformat()}
    sent = walk(make_complaint(mode="email", contact_address="malee@example.com"), "proposed")
    assert 'name="send"' in client.get(f"/complaints/{sent.pk}/").content.decode()
    assert act(client, sent, "decision", send="on", **told).status_code == 302
    ((mode, text, delivery),) = said_in(sent)
    assert (mode, delivery) == ("email", "queued")
    assert text.startswith("You get a new kettle.\n\n")
    assert "A new kettle" in text.partition("\n\n")[2]

    by_letter = walk(make_complaint(mode="email", contact_address="anan@example.com"), "proposed")
    act(client, by_letter, "decision", **told)
    assert said_in(by_letter) == []
    at_the_counter = walk(make_complaint(mode="counter"), "proposed")
    assert 'name="send"' not in client.get(f"/complaints/{at_the_counter.pk}/").content.decode()
