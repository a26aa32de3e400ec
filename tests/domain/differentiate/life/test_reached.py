"""Last purchase and usual gap of each customer on one day after the other: what each day would say by itself."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.domain.differentiate.life.lives import reached_on
from idic.warehouse.marts.purchase_days import PurchaseDays

START = date(2025, 1, 1)
_DAYS = st.lists(st.integers(0, 400), max_size=9, unique=True).map(sorted)


@settings(max_examples=40, deadline=None)
@given(lives=st.lists(_DAYS, max_size=6), asked=st.lists(st.integers(0, 420), min_size=1, max_size=5))
def test_carried_from_day_to_day_they_are_those_of_each_day(lives: list[list[int]], asked: list[int]) -> None:
    first = np.datetime64(START, "D")
    index = np.repeat(np.arange(len(lives)), [len(one) for one in lives]).astype(np.int64)
    day = first + np.array([one for days in lives for one in days], dtype=np.int64)
    history = PurchaseDays(np.arange(len(lives), dtype=np.int64), np.full(len(lives), first), index, day)
    on = sorted(asked)
    for one, found in zip(on, reached_on([START + timedelta(days=number) for number in on], history), strict=True):
        for customer, days in enumerate(lives):
            bought = [number for number in days if number <= one]
            last = None if np.isnat(found.last[customer]) else (found.last[customer] - first).astype(int)
            assert last == (bought[-1] if bought else None)
            usual = np.median(np.diff(bought)) if len(bought) > 1 else np.nan
            np.testing.assert_equal(found.median_gap[customer], usual)
