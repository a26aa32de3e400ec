"""An answer that did not leave says why, and goes out once it can."""

from __future__ import annotations

import pytest

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.queueing import queue_message

pytestmark = pytest.mark.django_db
NO_MAILBOX = "No mailbox sends mail yet."


@pytest.fixture
def unsent(cast, make_case):
    """Answered before anybody had set up a mailbox."""
    case = make_case(mode="email", contact_address="anan@post.example")
    said = MessageDraft("A new seal is on its way.", to=("anan@post.example",), delivery="queued")
    message = answer_case(case, said, by=cast.service)
    assert queue_message(message) is None
    return message


def test_an_answer_that_could_not_leave_says_why_and_goes_once_a_mailbox_sends(signed_in, unsent):
    client, page, act = signed_in("service"), f"/cases/{unsent.case_id}/", f"/cases/{unsent.case_id}/sent/{unsent.pk}/"
    assert NO_MAILBOX in client.get(page).content.decode()
    assert NO_MAILBOX in client.post(act, follow=True).content.decode()
    assert Message.objects.get(pk=unsent.pk).delivery == "failed"
    Mailbox.objects.create(name="Service", address="service@shop.example", smtp_host="mail.shop.example")
    assert "The answer is on its way." in client.post(act, follow=True).content.decode()
    assert Message.objects.get(pk=unsent.pk).delivery == "queued"
    # pressed twice
    assert "There is nothing to repeat" in client.post(act, follow=True).content.decode()
    assert OutgoingMail.objects.filter(message=unsent).count() == 1
    assert NO_MAILBOX not in client.get(page).content.decode()


def test_what_the_customers_server_said_stands_beside_the_answer(signed_in, unsent):
    box = Mailbox.objects.create(name="Service", address="service@shop.example", smtp_host="mail.shop.example")
    Message.objects.filter(pk=unsent.pk).update(delivery="queued")
    mail = queue_message(unsent)
    mail.recipients.update(state="refused", said="550 no such user here")
    OutgoingMail.objects.filter(pk=mail.pk).update(state="failed")
    Message.objects.filter(pk=unsent.pk).update(delivery="failed")
    page = signed_in("service").get(f"/cases/{unsent.case_id}/").content.decode()
    assert "550 no such user here" in page
    assert mail.mailbox == box


def test_whoever_only_reads_cases_sends_nothing_again(signed_in, unsent):
    client = signed_in("analyst")
    assert client.post(f"/cases/{unsent.case_id}/sent/{unsent.pk}/").status_code in (403, 404)
    assert Message.objects.get(pk=unsent.pk).delivery == "failed"
