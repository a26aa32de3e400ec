"""What is told in odd ways is a complaint like any other, and counts as one."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.identify.privacy.enums import RequestState
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.packages import fetch_package, hand_out, make_package
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.joining import split_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.deadlines import deadlines_of
from idic.domain.interact.complaints.models import Complaint, ComplaintStep
from idic.domain.interact.complaints.operations.changing_hands import join_duplicate
from idic.domain.interact.complaints.operations.ending import close_complaint
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.queries.figures import indicators
from idic.foundation.jobs.progress import SilentProgress
from tests.domain.identify.privacy.ten_years import live_ten_years
from tests.domain.identify.privacy.test_erasure import asked

pytestmark = pytest.mark.django_db


def told(user, days=30):
    now = timezone.now()
    return indicators(user, now - timedelta(days=days), now + timedelta(days=1), today=now)


def test_whoever_stays_unknown_is_counted_like_everybody(cast, make_complaint, make_customer):
    make_complaint()
    make_complaint(customer=make_customer())
    assert told(cast.manager).received == 2


def test_what_was_sent_twice_is_kept_twice_and_counted_once(cast, make_complaint):
    first, second = make_complaint(), make_complaint()
    join_duplicate(second, first=first, by=cast.service)
    assert told(cast.manager).received == 1
    assert Complaint.objects.count() == Case.objects.filter(complaint__isnull=False).count() == 2
    assert ComplaintStep.objects.filter(complaint=second, kind="joined").exists()


def test_one_contact_opens_a_case_for_each_of_its_purposes(cast):
    case = open_case(CaseDraft("Where is my order?", "email", "request_service"), by=cast.service)
    said = timezone.now() - timedelta(hours=5)
    message = receive_message(case, MessageDraft("And your driver was rude.", at=said))
    split = split_case(case, message=message, draft=CaseDraft("Rude driver", "email", "complain"), by=cast.service)
    complaint = open_complaint(split, by=cast.service)
    case.refresh_from_db()
    assert (case.purpose, complaint.case.purpose, complaint.case.origin) == ("request_service", "complain", message)
    assert complaint.received_at == said


def test_closed_without_the_customers_word_asks_why_and_is_not_confirmed(cast, make_complaint, walk):
    for until in ("decided", "accepted"):
        row = walk(make_complaint(), until)
        close_complaint(row, reason="No answer for three weeks", version=row.version, by=cast.service)
    found = told(cast.manager).confirmed
    assert (found.hits, found.of) == (1, 2)


def test_its_clock_starts_with_the_first_contact_anywhere_and_both_moments_are_kept(cast, make_complaint):
    said = timezone.now() - timedelta(days=60)
    complaint = make_complaint(said)
    row = Complaint.objects.select_related("case").get(pk=complaint.pk)
    assert (row.received_at, row.case.received_at) == (said, said)
    assert timezone.now() - row.case.created_at < timedelta(minutes=5)
    due = deadlines_of([row], now=timezone.now())[row.pk]
    assert all(said < one.due_at < said + timedelta(days=45) for one in due)


def test_an_access_request_is_answered_with_others_masked_in_what_was_written_of_it(cast, make_complaint, walk):
    customer = live_ten_years(cast.administrator)
    complaint = walk(make_complaint(customer=customer), "decided")
    Complaint.objects.filter(pk=complaint.pk).update(our_facts="The driver, 081 999 8888, was late for +66 89 123 4567")
    request = asked(customer, kind="access", owner=cast.manager)
    PrivacyRequest.objects.filter(pk=request.pk).update(state=RequestState.WORKING)
    package = make_package(request.pk, progress=SilentProgress())
    _row, content = fetch_package(hand_out(package, by=cast.manager))
    rows = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("data.json"))["data"]["complaint"]
    facts = next(row["our_facts"] for row in rows if row["our_facts"].startswith("The driver"))
    assert "999 8888" not in facts
    assert "+66 89 123 4567" in facts
