import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.gamma_gamma import GammaGamma

from . import oracle

PUBLISHED = GammaGamma(6.25, 3.74, 15.44)


def test_fit_gives_the_published_cdnow_parameters():
    fit = clv.gamma_gamma.fit(*oracle.cdnow_spend())
    known = oracle.expected()["gamma_gamma"]["mle_on_cdnow_repeat_spend"]
    assert [fit.parameters.p, fit.parameters.q, fit.parameters.v] == pytest.approx(known["params"], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert fit.n == known["n"] == 946
    assert fit.converged
    assert fit.warnings == ()


def test_expected_spend_of_the_paper():
    rows = oracle.expected()["gamma_gamma"]["cases"]
    got = PUBLISHED.expected_spend(oracle.values(rows, "x"), oracle.values(rows, "m"))
    np.testing.assert_allclose(got, oracle.values(rows, "E_M"), rtol=1e-6)
    assert PUBLISHED.population_mean == pytest.approx(35.218978, rel=1e-6)


def test_number_and_value_of_purchases_hardly_depend_on_each_other_at_cdnow():
    assert clv.gamma_gamma.correlation(*oracle.cdnow_spend()) == pytest.approx(0.11, abs=0.01)


def test_dependence_of_value_on_number_is_reported():
    random = np.random.default_rng(5)
    x = random.integers(1, 30, 3000).astype(float)
    fit = clv.gamma_gamma.fit(x, x * random.uniform(0.8, 1.2, 3000))
    assert clv.gamma_gamma.SPEND_DEPENDS_ON_FREQUENCY in fit.warnings


def test_a_refund_only_customer_is_left_out_and_counted():
    x, m = oracle.cdnow_spend()
    fit = clv.gamma_gamma.fit(np.r_[x, 3, 1, 0], np.r_[m, -12.5, 0.0, np.nan])
    assert fit.excluded == 2
    assert fit.n == 946
    assert clv.gamma_gamma.NON_POSITIVE_SPEND_EXCLUDED in fit.warnings
    assert fit.log_likelihood == pytest.approx(-4055.9177, abs=1e-4)
    assert np.isnan(fit.parameters.expected_spend(3, -12.5)[0])


def test_a_mean_that_does_not_exist_is_unknown_and_not_negative():
    heavy = GammaGamma(2.0, 0.9, 5.0)
    assert np.isnan(heavy.population_mean)
    assert np.isnan(heavy.expected_spend(0, 0)[0])
    assert heavy.expected_spend(3, 10)[0] > 0


def test_currency_changes_v_only():
    x, m = oracle.cdnow_spend()
    dollars, dong = clv.gamma_gamma.fit(x, m).parameters, clv.gamma_gamma.fit(x, m * 25_000).parameters
    assert [dong.p, dong.q, dong.v] == pytest.approx([dollars.p, dollars.q, dollars.v * 25_000], rel=1e-4)


def test_nobody_with_repeat_spend_is_refused():
    with pytest.raises(clv.NoRepeatPurchases):
        clv.gamma_gamma.fit([0, 2], [np.nan, -3])
