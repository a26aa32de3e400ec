"""The page of a complaint that has ended says that the customer wrote since, until somebody has decided."""

from __future__ import annotations

import pytest

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.ending import appeal, take_verdict
from idic.foundation.events.models import Event
from idic.loop.complaints_hear_their_customer import complaints_hear_their_customer

pytestmark = pytest.mark.django_db
BANNER = "The customer has written since it was closed"
WAITS = "the customer wrote again: somebody has to look at it."


@pytest.fixture
def written(make_complaint, walk):
    """Closed with the customer's yes, and written to since."""
    complaint = walk(make_complaint(), "closed")
    message = receive_message(complaint.case, MessageDraft("Thank you, the new kettle is fine."))
    complaints_hear_their_customer(Event.objects.get(verb="case.reopened"))
    return Complaint.objects.get(pk=complaint.pk), message


def page_of(client, complaint) -> str:
    return client.get(f"/complaints/{complaint.pk}/").content.decode()


def test_page_list_and_case_say_it_until_it_is_decided(written, signed_in):
    complaint, message = written
    client = signed_in("service")
    page = page_of(client, complaint)
    assert BANNER in page
    assert f"/cases/{complaint.case_id}/#message-{message.pk}" in page
    assert "Open it again" in page
    assert "It stays ended" in page
    # a yes was taken when it was closed: it is not asked for again
    assert 'value="yes"' not in page
    assert WAITS in client.get("/complaints/").content.decode()
    assert complaint.case.title in client.get("/complaints/?late=heard").content.decode()
    assert "let it stay ended" in client.get(f"/cases/{complaint.case_id}/").content.decode()
    answered = client.post(
        f"/complaints/{complaint.pk}/stays-ended/", {"version": complaint.version, "meaning": "thanks"}, follow=True
    )
    assert answered.status_code == 200
    page = page_of(client, complaint)
    assert BANNER not in page
    assert "Only thanks: everything stays as it was" in page
    assert WAITS not in client.get("/complaints/").content.decode()


def test_what_is_missing_is_said_beside_it(written, signed_in):
    complaint, _message = written
    client = signed_in("service")
    answered = client.post(
        f"/complaints/{complaint.pk}/stays-ended/", {"version": complaint.version, "meaning": "another"}
    )
    assert answered.status_code == 422
    assert "Write what it is about, and who sees to it." in answered.content.decode()
    answered = client.post(f"/complaints/{complaint.pk}/stays-ended/", {"version": complaint.version})
    assert "Choose what the customer means." in answered.content.decode()


def test_opened_again_from_the_banner_it_stands_in_its_steps(written, signed_in):
    complaint, _message = written
    client = signed_in("service")
    client.post(f"/complaints/{complaint.pk}/new-start/", {"version": complaint.version, "note": "It leaks again"})
    page = page_of(client, complaint)
    assert BANNER not in page
    assert Complaint.objects.get(pk=complaint.pk).state == "investigating"


def test_an_appeal_is_decided_by_somebody_else_and_from_an_empty_sheet(make_complaint, walk, signed_in, cast):
    complaint = walk(make_complaint(), "decided")
    complaint = take_verdict(complaint, is_accepted=False, note="No", version=complaint.version, by=cast.service)
    complaint = appeal(complaint, note="Look again", version=complaint.version, by=cast.service)
    own = page_of(signed_in("service"), complaint)
    assert "somebody else decides the appeal" in own
    assert f"/complaints/{complaint.pk}/decision/" not in own
    page = signed_in("manager").get(f"/complaints/{complaint.pk}/")
    (offer,) = (one for one in page.context["steps"] if one.code == "decision")
    assert not offer.form["decision"].value()
