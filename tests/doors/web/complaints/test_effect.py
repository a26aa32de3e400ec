"""On the page of a corrective action: how often the same came again before it was carried out and since."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.errors import CheckTooEarly
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction

pytestmark = pytest.mark.django_db


def test_before_and_since_with_interval_and_number(signed_in, make_complaint, cast, topic):
    """Done 100 days ago. Before it two of three came again within 90 days; since then one whose 90 days are over did not."""
    now = timezone.now()
    for age in (280, 260, 210, 95, 2):
        complaint = make_complaint()
        Complaint.objects.filter(pk=complaint.pk).update(received_at=now - timedelta(days=age))
    action = CorrectiveAction.objects.create(
        title="Seals", trigger="order", owner=cast.manager, due_on=now.date(), topic=topic, state="checking",
        done_on=timezone.localdate() - timedelta(days=100),
    )  # fmt: skip
    page = signed_in("manager").get(f"/complaints/actions/{action.pk}/").content.decode()
    shown = re.findall(r"<dt>(Before|Since)</dt><dd><strong>([\d.]+%)</strong> <span[^>]*>[^<]*of (\d+)<", page)
    assert shown == [("Before", "66.7%", "3"), ("Since", "0%", "1")]
    CorrectiveAction.objects.filter(pk=action.pk).update(done_on=None)
    assert "<dt>Before</dt>" not in signed_in("manager").get(f"/complaints/actions/{action.pk}/").content.decode()


def test_the_earliest_day_of_a_check_is_said_as_people_write_days():
    day = timezone.localdate()
    assert day.isoformat() not in str(CheckTooEarly(day))
