from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.corrective import open_corrective
from idic.domain.interact.complaints.operations.watching import tell_what_is_due

pytestmark = pytest.mark.django_db


def test_what_is_due_and_what_is_given_is_said_in_words(signed_in, make_complaint, cast):
    complaint, today = make_complaint(), timezone.localdate()
    Complaint.objects.filter(pk=complaint.pk).update(next_notice_on=today)
    tell_what_is_due(today=today)
    open_corrective(
        complaint, title="Seals that last", trigger="order", owner=cast.service, due_on=today, by=cast.quality
    )
    page = signed_in("service").get("/notifications/").content.decode()
    assert "Tell the customer today how “The kettle leaks” stands." in page
    assert "Quality gave you the corrective action “Seals that last”." in page


def test_what_was_due_on_a_day_without_a_worker_is_told_the_next_and_so_is_a_missed_promise(
    signed_in, make_complaint, cast
):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    notice, promise, kept = (
        make_complaint(title="Notice"),
        make_complaint(title="Promise"),
        make_complaint(title="Kept"),
    )
    Complaint.objects.filter(pk=notice.pk).update(next_notice_on=yesterday)
    Complaint.objects.filter(pk=promise.pk).update(promise="A kettle", promised_for=yesterday)
    Complaint.objects.filter(pk=kept.pk).update(promise="A kettle", promised_for=yesterday, promise_kept_on=yesterday)
    assert tell_what_is_due(today=today) == 2
    page = signed_in("service").get("/notifications/").content.decode()
    assert "Tell the customer today how “Notice” stands." in page
    assert "What was promised in “Promise” is overdue: tell the customer how it stands." in page
