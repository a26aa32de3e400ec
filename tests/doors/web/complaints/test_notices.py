from __future__ import annotations

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
