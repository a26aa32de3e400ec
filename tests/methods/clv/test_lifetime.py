import time

import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv import lifetime
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.gamma_gamma import GammaGamma
from idic.methods.clv.pareto_nbd import ParetoNbd

from . import oracle

PARETO = ParetoNbd(0.553, 10.578, 0.606, 11.669)


@pytest.fixture(scope="module")
def cdnow():
    """Summaries of all customers with a repeat spend each: the mean spends of the data, dealt out among equal x."""
    x, t_x, T = oracle.cdnow_customers()
    spend_x, spend_m = oracle.cdnow_spend()
    m = np.full(x.size, np.nan)
    for count in np.unique(spend_x):
        m[x == count] = spend_m[spend_x == count]
    return x, t_x, T, m


def score(rows, **changed):
    return lifetime.score_customers(*rows, **{"horizon_weeks": 52, "annual_discount": 0.15, "margin": 0.3, **changed})


def test_value_of_the_paper_by_discounted_residual_purchases():
    case = oracle.expected()["clv_example"]
    one = case["customer"]
    dert = PARETO.dert(0.0027, one["x"], one["t_x"], one["T"])
    spend = GammaGamma(6.25, 3.74, 15.44).expected_spend(one["x"], one["m"])
    assert dert[0] == pytest.approx(case["DERT"], rel=1e-6)
    assert spend[0] == pytest.approx(case["E_M"], rel=1e-6)
    assert lifetime.clv_by_dert(dert, spend, margin=1.0)[0] == pytest.approx(case["CLV"], rel=1e-6)
    served = lifetime.clv_by_dert(dert, spend, margin=0.4, cost_to_serve=10.0)[0]
    assert served == pytest.approx(0.4 * case["CLV"] - 10, rel=1e-6)


def test_fifteen_percent_a_year_is_0_00268_a_week():
    assert lifetime.continuous_weekly_rate(0.15) == pytest.approx(0.00268, abs=5e-6)
    assert (1 + lifetime.weekly_rate(0.15)) ** lifetime.WEEKS_PER_YEAR == pytest.approx(1.15)


def test_a_long_sum_over_weeks_approaches_the_endless_one():
    row = (2, 30.43, 38.86)
    rate = lifetime.continuous_weekly_rate(0.15)
    weekly = lifetime.discounted_purchases(PARETO, *row, horizon=6000, discount=lifetime.weekly_rate(0.15))[0]
    # The sum discounts each week to its end, the endless form at the moment of the purchase.
    assert weekly * np.exp(rate / 2) == pytest.approx(PARETO.dert(rate, *row)[0], rel=1e-4)


def test_without_discount_the_sum_is_the_expectation_and_a_broken_week_counts():
    model = BgNbd(0.243, 4.414, 0.793, 2.426)
    row = (2, 30.43, 38.86)
    whole = lifetime.discounted_purchases(model, *row, horizon=39, discount=0.0)[0]
    assert whole == pytest.approx(1.22602817, rel=1e-6)
    by_hand = sum(
        (model.expected_purchases(b, *row)[0] - model.expected_purchases(a, *row)[0]) / 1.01**b
        for a, b in ((0, 1), (1, 2), (2, 2.5))
    )
    assert lifetime.discounted_purchases(model, *row, horizon=2.5, discount=0.01)[0] == pytest.approx(by_hand)


@pytest.mark.parametrize("model", ["bgnbd", "mbgnbd", "pareto_nbd"])
def test_scores_are_those_of_each_customer_alone(cdnow, model):
    scored = score(cdnow, model=model)
    x, t_x, T, m = cdnow
    buying, spending = scored.purchase_fit.parameters, scored.spend_fit.parameters
    pick = np.random.default_rng(2).choice(x.size, 40, replace=False)
    rows = x[pick], t_x[pick], T[pick]
    np.testing.assert_allclose(scored.p_alive[pick], buying.p_alive(*rows))
    np.testing.assert_allclose(scored.expected_purchases[pick], buying.expected_purchases(52, *rows))
    np.testing.assert_allclose(scored.expected_spend[pick], spending.expected_spend(x[pick], m[pick]))
    value = lifetime.clv_over_horizon(
        buying, *rows, scored.expected_spend[pick], horizon=52, discount=lifetime.weekly_rate(0.15), margin=0.3
    )
    np.testing.assert_allclose(scored.clv[pick], value)
    assert scored.equity == pytest.approx(scored.clv.sum())
    assert (lifetime.P_ALIVE_IS_ONE_WITHOUT_REPEAT in scored.warnings) == (model == "bgnbd")


def test_fewer_than_a_hundred_repeat_customers_are_refused(cdnow):
    x, t_x, T, m = cdnow
    few = np.r_[np.flatnonzero(x > 0)[:99], np.flatnonzero(x == 0)]
    with pytest.raises(clv.TooFewRepeatCustomers) as refused:
        score((x[few], t_x[few], T[few], m[few]))
    assert (refused.value.found, refused.value.needed) == (99, 100)
    assert "recency, frequency" in str(refused.value)


def test_a_refund_only_customer_is_unknown_and_counted(cdnow):
    x, t_x, T, m = (column.copy() for column in cdnow)
    refunded = np.flatnonzero(x > 0)[0]
    m[refunded] = -4.0
    scored = score((x, t_x, T, m))
    assert scored.spend_excluded == 1
    assert np.isnan(scored.clv[refunded])
    assert np.isnan(scored.clv).sum() == 1
    assert lifetime.SPEND_UNKNOWN in scored.warnings
    assert np.isfinite(scored.equity)


@pytest.mark.parametrize("changed", [{"horizon_weeks": 0}, {"horizon_weeks": np.inf}, {"annual_discount": -1.0}])
def test_impossible_terms_are_refused(cdnow, changed):
    with pytest.raises(clv.InvalidParameter):
        score(cdnow, **changed)


def test_the_band_holds_the_equity_and_repeats_with_its_seed(cdnow):
    scored = score(cdnow)
    band = lifetime.equity_band(scored, *cdnow, seed=4, draws=40)
    assert band.low < band.equity < band.high
    assert (band.high - band.low) / band.equity < 0.4
    assert band == lifetime.equity_band(scored, *cdnow, seed=4, draws=40)


def test_the_teaching_formula():
    assert lifetime.simple_value(100, 0.8, 0.1, first_payment=False) == pytest.approx(266.667, abs=5e-4)
    assert lifetime.simple_value(100, 0.8, 0.1, first_payment=True) == pytest.approx(366.667, abs=5e-4)
    with pytest.raises(clv.InvalidParameter):
        lifetime.simple_value(100, 1.0, 0.0, first_payment=True)


def test_acquisition_against_retention_shows_both_parts():
    found = lifetime.acquisition_against_retention(
        acquisition_spend=12_000, new_customers=80, retention_spend=9_000, retained_customers=600, monthly_margin=25
    )
    assert (found.cost_per_new, found.cost_per_retained) == (150, 15)
    assert (found.ratio, found.payback_months) == (10, 6)


def test_acquisition_without_new_customers_has_no_ratio():
    found = lifetime.acquisition_against_retention(
        acquisition_spend=12_000, new_customers=0, retention_spend=9_000, retained_customers=600, monthly_margin=25
    )
    assert np.isnan(found.cost_per_new)
    assert np.isnan(found.ratio)
    assert found.cost_per_retained == 15


def test_a_million_customers_take_seconds():
    random = np.random.default_rng(8)
    T = random.integers(91, 365, 1_000_000) / 7
    x, t_x = BgNbd(0.243, 4.414, 0.793, 2.426).simulate(T, random)
    t_x = np.where(x > 0, np.clip(np.ceil(t_x * 7) / 7, 1 / 7, T), 0.0)
    m = GammaGamma(6.25, 3.74, 15.44).simulate(x, random)
    start = time.process_time()
    scored = score((x, t_x, T, m))
    assert time.process_time() - start < 120
    assert scored.purchase_fit.converged
    assert scored.spend_fit.converged
    assert scored.clv.size == 1_000_000
    assert np.all(np.isfinite(scored.clv))
    assert scored.spend_fit.parameters.population_mean == pytest.approx(35.218978, rel=0.01)
