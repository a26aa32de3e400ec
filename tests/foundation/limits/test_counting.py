from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.foundation.limits.counting import count_up
from idic.foundation.limits.models import Tally

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_each_counts_for_itself_and_nobody_is_named() -> None:
    counted = [count_up("sign-in", who, within=HOUR) for who in ("203.0.113.7", "203.0.113.7", "203.0.113.8")]
    assert counted == [1, 2, 1]
    assert count_up("forms", "203.0.113.7", within=HOUR) == 1
    assert not Tally.objects.filter(key__contains="203.0").exists()
    assert Tally.objects.count() == 3


def test_what_is_over_begins_anew_and_is_swept_away() -> None:
    count_up("sign-in", "a", within=HOUR)
    count_up("sign-in", "a", within=HOUR)
    count_up("sign-in", "gone", within=HOUR)
    Tally.objects.update(until=timezone.now() - HOUR)
    assert count_up("sign-in", "a", within=HOUR) == 1
    assert Tally.objects.count() == 1
