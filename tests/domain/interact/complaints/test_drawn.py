"""Five complaints of each handler and month are reviewed, and everybody draws the same."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.complaints.queries.drawn import drawn_for_review, month_before
from idic.foundation.accounts.errors import NotAllowed

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def ended(make_complaint):
    """`count` complaints of somebody that ended on this day."""

    def make(count: int, owner, day: date) -> list[int]:
        made = [make_complaint(owner=owner).pk for _ in range(count)]
        at = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
        Complaint.objects.filter(pk__in=made).update(state="closed", closed_at=at)
        return made

    return make


def test_five_of_seven_are_drawn_and_the_same_by_whoever_draws(ended, cast):
    many = ended(7, cast.service, date(2026, 10, 14))
    few = ended(2, cast.service_colleague, date(2026, 10, 31))
    ended(3, cast.service, date(2026, 11, 1))
    found = drawn_for_review(cast.manager, *OCTOBER)
    assert {one.name: len(one.rows) for one in found} == {"Service": 5, "Service Colleague": 2}
    drawn = {row.complaint for one in found for row in one.rows}
    assert drawn <= {*many, *few}
    assert drawn_for_review(cast.quality, *OCTOBER) == found
    # what comes in later draws nobody else's place of a month that is over
    ended(4, cast.service, date(2026, 11, 5))
    assert drawn_for_review(cast.manager, *OCTOBER) == found


def test_what_was_reviewed_is_told(ended, cast):
    (one,) = ended(1, cast.service, date(2026, 10, 14))
    review(Complaint.objects.get(pk=one), donts=[1] * 10, steps=[2] * 6, by=cast.quality)
    (found,) = drawn_for_review(cast.quality, *OCTOBER)
    assert (found.reviewed, [row.is_reviewed for row in found.rows]) == (1, [True])


def test_it_is_for_whoever_leads_complaints(cast):
    with pytest.raises(NotAllowed):
        drawn_for_review(cast.service, *OCTOBER)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 23), OCTOBER),
        (date(2026, 1, 31), (date(2025, 12, 1), date(2026, 1, 1))),
        (date(2026, 3, 1), (date(2026, 2, 1), date(2026, 3, 1))),
    ],
)
def test_the_month_is_the_last_that_is_over(today, month):
    assert month_before(today) == month
