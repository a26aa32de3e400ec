"""Bands: right on average against simulation, and honest where nothing is tied down."""

from dataclasses import replace

import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv import fitting, uncertainty
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.mbgnbd import MbgNbd
from idic.methods.clv.pareto_nbd import ParetoNbd
from tests.methods.clv import oracle

MODELS = [
    BgNbd(0.243, 4.414, 0.793, 2.426),
    MbgNbd(0.525, 6.183, 0.891, 1.614),
    ParetoNbd(0.553, 10.578, 0.606, 11.669),
]


@pytest.mark.parametrize("model", MODELS)
def test_draws_of_purchases_have_the_mean_that_the_model_expects(model):
    x, T = np.array([0.0, 2.0, 9.0]), np.array([30.0, 38.86, 50.0])
    drawn = uncertainty.drawn_purchases(model, x, T, horizon=39.0, draws=40_000, seed=3).mean(axis=1)
    np.testing.assert_allclose(drawn, model.expected_while_alive(39.0, x, T), rtol=0.03)


@pytest.mark.parametrize("model", MODELS)
def test_the_band_of_a_customer_lies_around_what_is_expected(model):
    dice = np.random.default_rng(8)
    T = np.full(20_000, 40.0)
    x, t_x = model.simulate(T, dice)
    band = uncertainty.purchases_band(model, x, t_x, T, horizon=30.0, seed=5)
    expected = clv.lifetime.expected_purchases(model, x, t_x, T, horizon=30.0)
    assert np.all(band.low <= band.high)
    assert band.low.mean() < expected.mean() < band.high.mean()
    # who surely left buys nothing; who buys often has a band above nothing
    often = (x >= 8) & (t_x > 38)
    assert band.low[often].mean() > 0


def test_the_equity_band_is_about_the_one_of_refitting_and_repeats_with_its_seed():
    x, t_x, T, count = oracle.cdnow_groups()
    rows = np.repeat(np.arange(x.size), count.astype(int))
    x, t_x, T = x[rows], t_x[rows], T[rows]
    m = clv.gamma_gamma.GammaGamma(6.25, 3.74, 15.44).simulate(x, np.random.default_rng(2))
    scored = clv.lifetime.score_customers(
        x, t_x, T, np.nan_to_num(m), horizon_weeks=52, annual_discount=0.1, margin=0.3
    )
    band = uncertainty.equity_band(scored, x, t_x, T, np.nan_to_num(m), seed=1)
    again = uncertainty.equity_band(scored, x, t_x, T, np.nan_to_num(m), seed=1)
    assert band == again
    assert band is not None
    assert band.low < scored.equity < band.high
    refitted = clv.lifetime.equity_band(scored, x, t_x, T, np.nan_to_num(m), seed=1, draws=30)
    assert (band.high - band.low) == pytest.approx(refitted.high - refitted.low, rel=0.6)


def test_parameters_at_the_end_of_their_range_have_no_band():
    x, t_x, T, _count = oracle.cdnow_groups()
    m = np.where(x > 0, 20.0 + x, 0.0)
    scored = clv.lifetime.score_customers(x, t_x, T, m, horizon_weeks=52, annual_discount=0.1, margin=0.3)
    flat = replace(scored, purchase_fit=replace(scored.purchase_fit, warnings=(fitting.PARAMETER_AT_BOUNDARY,)))
    assert uncertainty.equity_band(flat, x, t_x, T, m, seed=1) is None


def test_a_margin_for_each_customer_weighs_the_band_as_it_weighs_the_values():
    x, t_x, T, _count = oracle.cdnow_groups()
    m = np.nan_to_num(clv.gamma_gamma.GammaGamma(6.25, 3.74, 15.44).simulate(x, np.random.default_rng(2)))
    one = clv.lifetime.score_customers(x, t_x, T, m, horizon_weeks=52, annual_discount=0.1, margin=0.3)
    each = clv.lifetime.score_customers(
        x, t_x, T, m, horizon_weeks=52, annual_discount=0.1, margin=np.full(x.size, 0.3)
    )
    np.testing.assert_array_equal(each.clv, one.clv)
    bands = [uncertainty.equity_band(scored, x, t_x, T, m, seed=7, draws=40) for scored in (one, each)]
    assert bands[0].low == pytest.approx(bands[1].low)
    mixed = np.where(x > 1, 0.4, 0.1)
    scored = clv.lifetime.score_customers(x, t_x, T, m, horizon_weeks=52, annual_discount=0.1, margin=mixed)
    np.testing.assert_allclose(scored.clv, one.clv * mixed / 0.3)
    band = uncertainty.equity_band(scored, x, t_x, T, m, seed=7, draws=40)
    assert band.low < scored.equity < band.high
