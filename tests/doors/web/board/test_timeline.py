from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.standards.operations.standards import Said, create_standard
from idic.foundation.calendars.models import Calendar, CalendarVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_of_every_day(db) -> Calendar:
    """Of any two days and nights half is open and half is shut, whenever they began and whatever holidays there are."""
    calendar = Calendar.objects.create(name="Half of every day", zone="UTC")
    CalendarVersion.objects.create(calendar=calendar, valid_from="2020-01-01", week=[["06:00-18:00"]] * 7)
    return calendar


@pytest.fixture
def case(cast, make_case, half_of_every_day):
    begun = timezone.now() - timedelta(days=2)
    said = Said(Decimal("0.9"), 60, calendar=half_of_every_day, valid_from=begun - timedelta(days=1))
    for measure in ("first_response", "resolution"):
        create_standard(measure, said, by=cast.administrator)
    case = make_case(received_at=begun, mode="email")
    receive_message(case, MessageDraft("Where is it?", at=begun + timedelta(hours=1)))
    answer_case(case, MessageDraft("On its way"), by=cast.service)
    case.refresh_from_db()
    case = pause_case(case, reason="customer", version=case.version, by=cast.service, at=begun + timedelta(hours=30))
    return resume_case(case, version=case.version, by=cast.service, at=begun + timedelta(hours=40))


def test_the_timeline_draws_clocks_pauses_words_and_hours(signed_in, cast, case):
    page = signed_in("service").get(f"/cases/{case.pk}/timeline/").content.decode()
    for part in ("line-late", "line-pause", "line-shut", "line-in", "line-out", "line-turn-paused", "line-turn-opened"):
        assert f'class="{part}"' in page or f' {part}"' in page, part
    for words in ("Time to resolve: late", "From the customer", "To the customer", "Paused"):
        assert words in page.partition("<tbody>")[2], words
    for number in re.findall(r' (?:x|width|cx)="([^"]+)"', page):
        assert -1 <= float(number) <= 1010
    assert len(re.findall("<rect", page)) < 60


def test_a_long_case_is_drawn_without_hours(signed_in, cast, make_case):
    case = make_case(received_at=timezone.now() - timedelta(days=400))
    page = signed_in("service").get(f"/cases/{case.pk}/timeline/").content.decode()
    assert "line-shut" not in page
    assert "out of hours" not in page
    assert len(re.findall("line-tick", page)) <= 9


def test_only_who_sees_the_case_and_with_few_statements(signed_in, cast, case):
    assert signed_in("sales").get(f"/cases/{case.pk}/timeline/").status_code in (200, 404)
    client = signed_in("service")
    client.get(f"/cases/{case.pk}/timeline/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/cases/{case.pk}/timeline/")
    assert len(asked.captured_queries) <= 10
    assert f"/cases/{case.pk}/timeline/" in client.get(f"/cases/{case.pk}/").content.decode()
