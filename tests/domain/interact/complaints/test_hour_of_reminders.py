"""Reminders come at seven on the clock of the house, once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django import app

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.tasks import tell_complaints_due
from idic.foundation.desk.models import Notification

_MIDNIGHT_UTC = 1_795_392_000


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Bangkok", 0), ("Asia/Kolkata", 2), ("UTC", 7)])
def test_it_tells_once_a_day_at_seven_here(zone, hour, make_complaint, cast):
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(next_notice_on=timezone.localdate() - timedelta(days=1))
    told = Notification.objects.filter(data__what="complaint.notice_due")
    found = []
    with override_settings(TIME_ZONE=zone):
        for each in range(24):
            told.delete()
            tell_complaints_due(_MIDNIGHT_UTC + 3600 * each)
            found += [each] if told.exists() else []
    assert found == [hour]


def test_its_line_is_of_every_hour_since_lines_are_read_in_utc():
    lines = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert (lines["idic.tell_complaints_due"], lines["idic.sweep_plans"]) == ("0 * * * *", "30 * * * *")
    assert lines["idic.remind_of_promises"] == "5 * * * *"
