"""A pause until an agreed time ends by itself then, and its clocks run on from there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.errors import DateOver
from idic.domain.interact.cases.models import NEVER, Case, CasePause
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.pausing import end_agreed_pauses, pause_case
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.desk.models import Notification


@pytest.fixture
def case(cast):
    start_with_defaults(since=timezone.now() - timedelta(days=9), by=cast.administrator)
    return open_case(CaseDraft(title="The kettle leaks", mode="phone", owner=cast.service), by=cast.service)


def _paused(case, cast, until):
    return pause_case(case, reason="agreed_date", note="Call back", until=until, version=case.version, by=cast.service)


def test_it_ends_at_the_agreed_time_and_its_owner_is_told_once(case, cast):
    until = timezone.now() + timedelta(minutes=5)
    _paused(case, cast, until)
    assert end_agreed_pauses() == 0
    assert Case.objects.get(pk=case.pk).due_at == NEVER
    late = until + timedelta(minutes=30)
    assert (end_agreed_pauses(now=late), end_agreed_pauses(now=late)) == (1, 0)
    found = Case.objects.get(pk=case.pk)
    assert found.state == "open"
    assert found.due_at != NEVER
    assert CasePause.objects.get(case=case).ended_at == until
    told = Notification.objects.filter(user=cast.service, data__what="case.agreed_time")
    assert told.count() == 1


def test_a_pause_without_a_time_is_left_to_people_and_one_for_a_time_that_is_over_is_refused(case, cast):
    with pytest.raises(DateOver):
        _paused(case, cast, timezone.now() - timedelta(minutes=1))
    _paused(case, cast, None)
    assert end_agreed_pauses(now=timezone.now() + timedelta(days=99)) == 0
    assert Case.objects.get(pk=case.pk).state == "held"


def test_what_a_complaint_agrees_on_ends_by_itself_too(cast):
    from idic.domain.interact.complaints.operations.changing_hands import change_hands
    from idic.domain.interact.complaints.operations.receiving import open_complaint

    made = open_case(CaseDraft(title="It leaks", mode="phone", purpose="complain", owner=cast.service), by=cast.service)
    complaint = open_complaint(made, by=cast.service)
    until = timezone.now() + timedelta(hours=1)
    change_hands(
        complaint, change="time", note="At home from six", until=until, version=complaint.version, by=cast.service
    )
    assert end_agreed_pauses(now=until) == 1
    assert Case.objects.get(pk=made.pk).state == "open"
