from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import Customer
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.marks import MARKS, VERDICTS, verdict_of
from idic.domain.interact.complaints.queries.recovery import recovery
from tests.domain.interact.complaints.buying import bought, refreshed

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    """Of the complaints: their 90 days are over."""
    return timezone.localdate() - timedelta(days=120)


def customers(number: int) -> list[Customer]:
    now = timezone.now()
    made = Customer.objects.bulk_create(
        Customer(given_name=f"N{n}", created_at=now, updated_at=now) for n in range(number)
    )
    CustomerScore.objects.bulk_create(CustomerScore(customer=one, frequency=1) for one in made)
    return made


def read(user, days=365):
    return recovery(user, timezone.now() - timedelta(days=days), today=timezone.localdate())


def test_complainers_are_held_against_others_like_them_by_what_they_said(cast, make_complaint, day):
    told, others = customers(11), customers(22)
    for place, one in enumerate([*told, *others]):
        came_back = place < 4 or (place >= 11 and place % 2)
        bought(one, [day - timedelta(days=10), *([day + timedelta(days=30)] if came_back else [])])
    at = timezone.now() - timedelta(days=120)
    made = [make_complaint(at, customer=one) for one in told]
    # who complains again is told of once
    make_complaint(timezone.now() - timedelta(days=100), customer=told[0])
    make_complaint(at)
    make_complaint(customer=others[0])
    Complaint.objects.filter(pk__in=[one.pk for one in made]).update(
        state="accepted", satisfied_handling=5, satisfied_outcome=2
    )
    found = read(cast.manager)
    yes, no, nothing = found.groups
    assert (yes.complaints, no.complaints, nothing.complaints, found.unknown, found.others) == (11, 0, 2, 1, 21)
    assert (yes.content_handling.hits, yes.content_outcome.hits, no.content_outcome) == (11, 0, None)
    again = yes.repurchase
    assert (again.n, again.unmatched, again.reason) == (11, 0, "")
    assert no.repurchase.reason == "too_few"


def test_a_difference_has_its_interval(cast, make_complaint, day):
    told, others = customers(12), customers(60)
    for place, one in enumerate([*told, *others]):
        bought(one, [day - timedelta(days=10), *([day + timedelta(days=30)] if place < 3 or place % 2 else [])])
    at = timezone.now() - timedelta(days=120)
    for one in told:
        make_complaint(at, customer=one)
    again = read(cast.manager).groups[2].repurchase
    assert (again.n, again.bought, again.others, again.unmatched) == (12, 8, 60, 0)
    assert again.like_them.share == pytest.approx(0.5)
    assert again.difference.value == pytest.approx(8 / 12 - 0.5)
    assert again.difference.low < 0 < again.difference.value < again.difference.high


def test_nobody_is_said_to_have_stayed_away_after_the_last_day_of_the_data(cast, make_complaint, day):
    make_complaint(timezone.now() - timedelta(days=120), customer=customers(1)[0])
    assert read(cast.manager).groups[2].complaints == 1
    refreshed(day + timedelta(days=60))
    found = read(cast.manager)
    assert (found.groups[2].complaints, found.until) == (0, day - timedelta(days=30))


def test_verdicts_are_told_apart_alike_in_python_and_in_the_lists(make_complaint, walk):
    for state in ("received", "rejected", "appeal", "external", "unresolved", "withdrawn", "accepted"):
        Complaint.objects.filter(pk=make_complaint().pk).update(state=state)
    confirmed = walk(make_complaint(), "closed")
    rows = Complaint.objects.select_related("case")
    for code in VERDICTS:
        assert set(rows.filter(MARKS[code])) == {one for one in rows if verdict_of(one) == code}
    assert verdict_of(rows.get(pk=confirmed.pk)) == "said-yes"
