import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from idic.methods import survival
from tests.methods.churn_oracle import expected

CASE = expected()["kaplan_meier_6mp"]
OTHER = CASE["logrank_vs_placebo"]
TIME = np.r_[CASE["t"], OTHER["placebo_t"]]
LEFT = np.r_[CASE["event"], np.ones(21)]
GROUP = np.r_[np.zeros(21), np.ones(21)]


def test_log_rank_of_the_published_trial():
    found = survival.log_rank(TIME, LEFT, GROUP)
    assert found.statistic == pytest.approx(OTHER["chi2"], abs=5e-5)
    assert found.p == pytest.approx(OTHER["p"], rel=1e-4)
    assert found.observed.tolist() == [9, 21]
    assert found.expected.sum() == pytest.approx(30)
    assert found.expected.round(2).tolist() == [19.25, 10.75]


def test_cox_of_the_published_trial_by_both_treatments_of_ties():
    found = survival.cox({"placebo": GROUP}, TIME, LEFT)
    assert found.coefficients[0] == pytest.approx(OTHER["cox_log_hazard_placebo"], abs=5e-7)
    assert found.hazard_ratios[0] == pytest.approx(4.817, abs=5e-4)
    breslow = survival.cox({"placebo": GROUP}, TIME, LEFT, ties="breslow")
    assert breslow.coefficients[0] == pytest.approx(1.509, abs=5e-4)


def test_three_groups_at_once_and_no_difference_between_copies():
    found = survival.log_rank(np.tile(TIME, 2), np.tile(LEFT, 2), np.repeat(["a", "b"], 42))
    assert (found.statistic, found.p) == (pytest.approx(0, abs=1e-9), pytest.approx(1))
    three = survival.log_rank(TIME, LEFT, np.arange(42) % 3)
    assert three.df == 2
    assert 0 <= three.p <= 1


def test_late_entries_enter_the_partial_likelihood_after_they_were_seen():
    rng = np.random.default_rng(1)
    x = (rng.random(300) < 0.5).astype(float)
    entry = np.floor(rng.random(300) * 8)
    time = np.ceil(rng.exponential(20 / np.exp(0.7 * x)))
    end, left = np.minimum(time, 30), (time <= 30).astype(float)
    seen = end > entry
    x, entry, end, left = x[seen], entry[seen], end[seen], left[seen]

    def cost(b):
        total = 0.0
        for moment in np.unique(end[left == 1]):
            risk, gone = (entry < moment) & (end >= moment), (end == moment) & (left == 1)
            hazard, count = np.exp(b * x), int(gone.sum())
            total += b * x[gone].sum()
            total -= sum(np.log(hazard[risk].sum() - k / count * hazard[gone].sum()) for k in range(count))
        return -total

    found = survival.cox({"x": x}, end, left, entry=entry)
    assert found.coefficients[0] == pytest.approx(minimize_scalar(cost, bracket=(-1, 2)).x, abs=1e-6)


def test_predicted_shares_lie_near_the_counted_ones():
    found = survival.cox({"placebo": GROUP}, TIME, LEFT)
    drug, placebo = found.survival({"placebo": [0, 1]}, [10])[:, 0]
    assert drug == pytest.approx(survival.kaplan_meier(CASE["t"], CASE["event"]).share(10), abs=0.07)
    assert placebo == pytest.approx(survival.kaplan_meier(OTHER["placebo_t"], np.ones(21)).share(10), abs=0.07)


def test_the_unit_of_a_column_does_not_matter():
    small = survival.cox({"placebo": GROUP, "age": TIME % 7}, TIME, LEFT)
    large = survival.cox({"placebo": GROUP, "age": (TIME % 7) * 1e6}, TIME, LEFT)
    assert large.coefficients[1] * 1e6 == pytest.approx(small.coefficients[1])


def test_refusals():
    with pytest.raises(survival.OneGroupOnly):
        survival.log_rank(TIME, LEFT, np.zeros(42))
    with pytest.raises(survival.NothingHappened):
        survival.cox({"x": GROUP}, TIME, np.zeros(42))
    with pytest.raises(survival.ColumnsDependent) as caught:
        survival.cox({"x": GROUP, "twice": 2 * GROUP + 1}, TIME, LEFT)
    assert caught.value.column == "twice"
    with pytest.raises(survival.NotConverged):
        survival.cox({"x": np.r_[np.zeros(5), np.ones(5)]}, np.arange(1, 11), np.ones(10))
