"""An answer that did not leave says why, and goes out once it can."""

from __future__ import annotations

import pytest

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.fax.operations.sending import begin_fax
from idic.domain.interact.hooks.models import HookDelivery
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.operations.queueing import queue_message
from tests.contracts.channels import make_hook, make_unsent_answer
from tests.contracts.contact_places import make_gateway

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


def test_before_it_is_sent_an_answer_says_that_no_mailbox_sends(signed_in, cast, make_case):
    case = make_case(mode="email", contact_address="anan@post.example")
    receive_message(case, MessageDraft("It leaks.", sender_address="anan@post.example"))
    page, words = f"/cases/{case.pk}/", "but no mailbox sends mail yet"
    shown = signed_in("service").get(page).content.decode()
    assert words in shown
    assert "Set up a mailbox" not in shown
    assert "Set up a mailbox" in signed_in("administrator").get(page).content.decode()
    Mailbox.objects.create(name="Service", address="service@shop.example", smtp_host="mail.shop.example")
    assert words not in signed_in("service").get(page).content.decode()


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


def test_a_messengers_answer_says_why_and_goes_again_unless_it_may_have_arrived(signed_in, cast):
    channel = make_hook("LINE", cast.administrator, "line")
    delivery = make_unsent_answer(channel, cast.administrator)
    HookDelivery.objects.filter(pk=delivery.pk).update(error="HTTP 401", state="unsure")
    message, client = delivery.message, signed_in("service")
    Message.objects.filter(pk=message.pk).update(delivery="unsure")
    page, act = f"/cases/{message.case_id}/", f"/cases/{message.case_id}/sent/{message.pk}/"
    shown = client.get(page).content.decode()
    assert "The other side does not let us in (HTTP 401)." in shown
    assert act not in shown
    client.post(act)
    assert HookDelivery.objects.get().state == "unsure"
    HookDelivery.objects.update(state="failed")
    Message.objects.filter(pk=message.pk).update(delivery="failed")
    assert act in client.get(page).content.decode()
    assert "The answer is on its way." in client.post(act, follow=True).content.decode()
    assert (HookDelivery.objects.get().state, Message.objects.get(pk=message.pk).delivery) == ("waiting", "queued")
    assert "There is nothing to repeat" in client.post(act, follow=True).content.decode()


def test_an_open_page_notices_that_an_answer_arrived(signed_in, unsent):
    client, page, look = signed_in("service"), f"/cases/{unsent.case_id}/", f"/cases/live/?case={unsent.case_id}"
    Message.objects.filter(pk=unsent.pk).update(delivery="queued")
    known = client.get(look).json()["deliveries"]
    assert f'data-deliveries="{known}"' in client.get(page).content.decode()
    assert client.get(look).json()["deliveries"] == known
    Message.objects.filter(pk=unsent.pk).update(delivery="sent")
    assert client.get(look).json()["deliveries"] != known
    # what is said next reads as the page that shows it
    receive_message(unsent.case, MessageDraft("Thank you."))
    assert f'data-deliveries="{client.get(look).json()["deliveries"]}"' in client.get(page).content.decode()


def test_a_fax_that_never_left_says_why(signed_in, cast):
    case = open_case(CaseDraft(title="Fax, 1 page", mode="fax", contact_address="+6621234567"), by=None)
    answer = answer_case(case, MessageDraft("Yes.", to=("x@fax.example",), delivery="queued"), by=cast.service)
    page = f"/cases/{case.pk}/"
    assert begin_fax(answer) is None
    assert "No gateway sends faxes" in signed_in("service").get(page).content.decode()
    make_gateway(cast.administrator)
    Message.objects.filter(pk=answer.pk).update(delivery="queued")
    begin_fax(answer)
    Message.objects.filter(pk=answer.pk).update(delivery="failed")
    assert "could not be put on paper" in signed_in("service").get(page).content.decode()
