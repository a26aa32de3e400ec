import gzip
from datetime import date

import numpy as np
import pytest

from idic.methods import churn


def test_the_window_is_a_gap_that_occurred_and_19_of_20_are_no_longer():
    first = np.datetime64("2026-01-01")
    day = first + np.r_[0, np.cumsum(np.arange(1, 21))].astype("timedelta64[D]")
    found = churn.gap_window(np.zeros(21), day, as_of=date(2026, 12, 31))
    assert (found.gaps, found.customers, found.horizon_days) == (20, 1, 19)
    assert found.share_closed[19] == 0.95
    assert found.share_closed[20] == 1


def test_who_came_back_of_those_silent_for_longer():
    """Two customers: a buys on days 0 and 10, then waits 20 days until today; b buys once, 25 days ago."""
    found = churn.gap_window(
        ["a", "a", "b"], ["2026-01-01", "2026-01-11", "2026-01-06"], as_of=date(2026, 1, 31), fewest=1
    )
    assert found.silent.tolist() == [3] * 10 + [2]
    assert found.share_back[:10].tolist() == pytest.approx([1 / 3] * 10)
    assert found.share_back[10] == 0
    assert found.customers == 1


def test_two_purchases_of_a_day_are_one_and_the_order_of_rows_is_nothing():
    one = churn.gap_window(
        [1, 1, 1, 1], ["2026-01-05", "2026-01-01", "2026-01-05", "2026-01-09"], as_of=date(2026, 2, 1), fewest=1
    )
    assert (one.gaps, one.horizon_days) == (2, 4)
    later = churn.gap_window([1, 1, 1], ["2026-01-01", "2026-01-05", "2027-01-01"], as_of=date(2026, 2, 1), fewest=1)
    assert later.gaps == 1


def test_too_few_gaps_give_no_window():
    with pytest.raises(churn.TooFewGaps):
        churn.gap_window([1, 1], ["2026-01-01", "2026-01-05"], as_of=date(2026, 2, 1))


def test_cdnow_customers(shared_data):
    with gzip.open(shared_data / "cdnow" / "CDNOW_sample.txt.gz", "rt") as file:
        rows = [line.split() for line in file]
    day = np.array([f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows], dtype="datetime64[D]")
    found = churn.gap_window([row[0] for row in rows], day, as_of=date(1998, 6, 30))
    assert found.horizon_days > 90
    assert (np.diff(found.share_closed) >= 0).all()
    assert found.share_closed[found.horizon_days] >= 0.95 > found.share_closed[found.horizon_days - 1]
    assert found.share_back[0] > found.share_back[found.horizon_days]
