"""Pareto, rates, iceberg, cost: the worked month of docs/methods/complaints.md."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import complaint_cost, complaint_rates, control_chart, iceberg
from idic.methods.pareto import ParetoError, pareto

MONTH = dict(zip("ABCDEF", (16, 10, 6, 4, 2, 2), strict=True))


def test_three_categories_make_80_percent():
    found = pareto([name for name, times in MONTH.items() for _ in range(times)])
    assert found.category == ("A", "B", "C", "D", "E", "F")
    assert found.amount.tolist() == [16, 10, 6, 4, 2, 2]
    assert (found.cumulative * 100).round(9).tolist() == [40, 65, 80, 90, 95, 100]
    assert (found.vital, found.ties) == (3, 0)


def test_by_cost_the_order_is_another():
    found = pareto(list(MONTH), [160, 900, 60, 40, 2000, 20])
    assert found.category[:2] == ("E", "B")
    assert found.vital == 2


def test_equal_categories_beyond_the_line_are_told():
    found = pareto(list("abcd"), [4, 2, 2, 2], line=0.6)
    assert (found.category, found.vital, found.ties) == (("a", "b", "c", "d"), 2, 2)


def test_nothing_cannot_be_shared_out():
    assert pareto(["a"], [0]).reason == "nothing_to_share_out"
    assert pareto([]).vital == 0
    with pytest.raises(ParetoError):
        pareto(["a"], [-1])
    with pytest.raises(ParetoError):
        pareto(["a", "b"], [1])


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 30)), min_size=1, max_size=30), st.randoms())
def test_the_order_of_rows_does_not_matter_and_one_fewer_would_not_do(rows, random):
    mixed = rows[:]
    random.shuffle(mixed)
    one, two = (pareto([a for a, _ in some], [b for _, b in some]) for some in (rows, mixed))
    assert (one.category, one.amount.tolist(), one.vital) == (two.category, two.amount.tolist(), two.vital)
    assert one.cumulative[one.vital - 1] >= 0.8 - 1e-9
    assert one.vital == 1 or one.cumulative[one.vital - 2] < 0.8


def test_40_complaints_of_12500_are_in_control():
    chart = complaint_rates.per_thousand([40], [12_500], usual=2.4)
    assert chart.values[0] == pytest.approx(3.2)
    assert chart.upper[0] == pytest.approx(3.7145, abs=5e-5)
    assert chart.lower[0] == pytest.approx(1.0855, abs=5e-5)
    assert chart.signals == ()


def test_47_complaints_are_not():
    chart = complaint_rates.per_thousand([47], [12_500], usual=2.4)
    assert [(one.rule, one.side) for one in chart.signals] == [("beyond_3_sigma", "above")]


def test_the_usual_rate_from_the_first_periods():
    chart = complaint_rates.per_thousand([24] * 8 + [60], [10_000] * 9, baseline=8)
    assert chart.centre == pytest.approx(2.4)
    assert 8 in {one.last for one in chart.signals}
    with pytest.raises(control_chart.BaselineTooShort):
        complaint_rates.per_thousand([24], [10_000])
    with pytest.raises(complaint_rates.CentreUnusable):
        complaint_rates.per_thousand([24], [10_000], usual=0)


def test_stated_shares_give_the_same_and_an_interval_only_where_it_is_said_of_how_many_they_are():
    found = iceberg.silent(0.06, 1 / 3, base=9000, asked=300)
    assert (found.silent, found.low, found.high) == pytest.approx((360, 207.25, 617.44), abs=0.005)
    assert iceberg.silent(0.06, 1 / 3, base=9000) == iceberg.Silent(pytest.approx(360), None, None)
    for wrong in ({"dissatisfied": 1.1}, {"voiced": -0.1}, {"base": 0}, {"asked": 0}, {"asked": 9001}):
        with pytest.raises(iceberg.IcebergError):
            iceberg.silent(**{"dissatisfied": 0.06, "voiced": 0.3, "base": 9000, **wrong})


def test_360_keep_silent():
    found = iceberg.iceberg(300, 18, 6, base=9000)
    assert found.dissatisfied.share == 0.06
    assert found.voiced.share == pytest.approx(0.3333, abs=5e-5)
    assert found.silent == pytest.approx(360)
    assert (found.silent_low, found.silent_high) == pytest.approx((207.25, 617.44), abs=0.005)


def test_nobody_dissatisfied_leaves_the_voiced_share_unknown():
    found = iceberg.iceberg(300, 0, 0, base=9000)
    assert (found.voiced, found.silent, found.reason) == (None, 0, "nobody_dissatisfied")
    assert found.silent_high > 0


@pytest.mark.parametrize("wrong", [(0, 0, 0, 10), (10, 11, 0, 20), (10, 2, 3, 20), (10, 2, 1, 9)])
def test_counts_that_do_not_fit_are_refused(wrong):
    with pytest.raises(iceberg.IcebergError):
        iceberg.iceberg(*wrong[:3], base=wrong[3])


def test_the_cost_of_a_complaint():
    found = complaint_cost.costs(
        [90, 30, 20, 45], [200, 0, 50, 0], [0.9, 0.8, np.nan, 0.5], [0.6, 0.85, np.nan, 0.4],
        [4000, 1000, np.nan, -300], rate_per_hour=400,
    )  # fmt: skip
    assert found.handling.tolist() == pytest.approx([600, 200, 400 / 3, 300])
    assert found.margin_at_risk[[0, 1, 3]].tolist() == pytest.approx([1200, 0, 0])
    assert found.total[0] == pytest.approx(2000)
    assert np.isnan(found.total[2])
    assert found.known[2] == pytest.approx(400 / 3 + 50)
    assert found.rose == 1


def test_costs_that_cannot_be_are_refused():
    with pytest.raises(complaint_cost.FigureOutOfRange):
        complaint_cost.costs([10], [0], [1.2], [0.5], [1], rate_per_hour=1)
    with pytest.raises(complaint_cost.FigureOutOfRange):
        complaint_cost.costs([-10], [0], [0.2], [0.5], [1], rate_per_hour=1)
    with pytest.raises(complaint_cost.UnequalColumns):
        complaint_cost.costs([10], [0, 1], [0.2], [0.5], [1], rate_per_hour=1)
