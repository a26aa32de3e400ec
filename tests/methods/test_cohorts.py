import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import cohorts
from tests.methods.behaviour_oracle import churn, complete_journey


def orders():
    told = churn()["cohort"]
    return [who for who, _ in told["orders"]], [month for _, month in told["orders"]], told


def test_three_cohorts_and_null_after_the_last_month():
    customer, month, told = orders()
    found = cohorts.retention(customer, month, as_of=told["as_of"])
    assert found.size.tolist() == [4, 2, 1, 0]
    for place, (name, row) in enumerate(told["retention"].items()):
        assert str(found.months[place]) == name
        assert found.retention[place] == pytest.approx([np.nan if cell is None else cell for cell in row], nan_ok=True)


def test_revenue_is_kept_against_the_first_month_and_returns_lower_it():
    found = cohorts.retention(
        ["A", "A", "B", "A"], ["2026-01", "2026-02", "2026-01", "2026-02"], amount=[60, 50, 40, -10], as_of="2026-03"
    )
    assert found.revenue[0].tolist() == [100, 40, 0]
    assert found.revenue_retention[0].tolist() == [1, 0.4, 0]
    assert found.active[0].tolist() == [2, 1, 0]


def test_a_return_before_any_purchase_makes_no_newcomer():
    found = cohorts.retention(["A", "A"], ["2026-01", "2026-02"], amount=[-5, 10])
    assert (found.months.astype(str).tolist(), found.size.tolist(), found.revenue.tolist()) == (
        ["2026-02"],
        [1],
        [[10.0]],
    )
    assert cohorts.retention(["A"], ["2026-01"], amount=[-5]).size.size == 0


def test_what_lies_after_the_day_of_the_figures_is_put_aside_and_counted():
    customer, month, _told = orders()
    found = cohorts.retention(customer, month, as_of="2026-02")
    assert (found.later, found.months.size) == (8, 2)


def test_nothing_bought_gives_nothing_and_unequal_columns_are_refused():
    assert cohorts.retention([], np.array([], dtype="datetime64[M]")).months.size == 0
    with pytest.raises(cohorts.CohortError):
        cohorts.retention(["A"], ["2026-01", "2026-02"])
    with pytest.raises(cohorts.CohortError):
        cohorts.retention(["A"], [np.datetime64("NaT")])


@given(st.permutations(range(16)))
def test_the_order_of_the_rows_does_not_matter(order):
    customer, month, told = orders()
    found = cohorts.retention([customer[at] for at in order], [month[at] for at in order], as_of=told["as_of"])
    plain = cohorts.retention(customer, month, as_of=told["as_of"])
    assert np.array_equal(found.retention, plain.retention, equal_nan=True)


def test_the_households_of_the_grocer_are_each_in_one_cohort():
    lines = complete_journey()
    found = cohorts.retention(lines["household_id"], lines["transaction_timestamp"].astype("datetime64[M]"))
    assert found.size.sum() == 801
    assert (found.active[:, 0] == found.size).all()
