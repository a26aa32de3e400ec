import numpy as np
import pytest

from idic.methods import next_purchase


def test_the_median_and_the_ninth_tenth_of_the_gaps():
    day = ["2026-01-01", "2026-01-11", "2026-01-31", "2026-01-05", "2026-01-05", "2026-01-20"]
    rhythm, due = next_purchase.rhythm([1, 1, 1, 2, 2, 3], ["tea"] * 6, day, as_of="2026-02-10", fewest=2)
    assert (rhythm.buyers.tolist(), rhythm.repeat.tolist(), rhythm.gaps.tolist()) == ([3], [1], [2])
    assert (rhythm.median.tolist(), rhythm.p90.tolist()) == ([15], [19])
    assert due.customer.tolist() == [1, 2, 3]
    assert due.due.astype(str).tolist() == ["2026-02-15", "2026-01-20", "2026-02-04"]
    assert due.overdue.tolist() == [False, True, True]


def test_too_few_gaps_are_not_determined():
    rhythm, due = next_purchase.rhythm([1, 1], ["tea", "tea"], ["2026-01-01", "2026-01-11"], as_of="2026-03-01")
    assert rhythm.gaps.tolist() == [1]
    assert np.isnan(rhythm.median).all()
    assert np.isnat(due.due).all()
    assert not due.overdue.any()


def test_days_after_the_figures_do_not_count_and_categories_stay_apart():
    rhythm, due = next_purchase.rhythm(
        ["a", "a", "a"], ["tea", "milk", "tea"], ["2026-01-01", "2026-01-05", "2026-04-01"], as_of="2026-02-01"
    )
    assert rhythm.category.tolist() == ["milk", "tea"]
    assert rhythm.gaps.tolist() == [0, 0]
    assert due.last.astype(str).tolist() == ["2026-01-05", "2026-01-01"]


def test_no_purchase_gives_nothing_and_unequal_columns_are_refused():
    rhythm, due = next_purchase.rhythm([], [], np.array([], dtype="datetime64[D]"), as_of="2026-01-01")
    assert (rhythm.category.size, due.customer.size) == (0, 0)
    with pytest.raises(next_purchase.RhythmError):
        next_purchase.rhythm([1], ["tea"], ["2026-01-01", "2026-01-02"], as_of="2026-01-03")
