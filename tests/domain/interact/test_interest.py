"""Interest lasts by the days of the house."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from idic.domain.differentiate.life.interest import interest_sources
from idic.domain.interact.models import FollowUp


@pytest.mark.django_db
def test_a_follow_up_of_the_early_morning_begins_and_ends_on_its_own_day(make_follow_up, make_customer):
    one = make_follow_up(make_customer())
    begun, ended = datetime(2026, 11, 20, 17, 1, tzinfo=UTC), datetime(2026, 11, 24, 16, 59, tzinfo=UTC)
    FollowUp.objects.update(created_at=begun, closed_at=ended, state="done", outcome="reached_wants_more")
    found = []
    with connection.cursor() as cursor:
        for select in interest_sources():
            cursor.execute(select)
            found += cursor.fetchall()
    pk, first, last = one.customer_id, date(2026, 11, 21), date(2026, 11, 24)
    assert found == [(pk, first, last), (pk, last, date(2027, 11, 24))]
