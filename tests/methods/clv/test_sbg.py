import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.sbg import Sbg

from . import oracle


@pytest.mark.parametrize("segment", ["regular", "high_end"])
def test_fit_gives_the_published_retention(segment):
    known = oracle.expected()["sbg"][segment]
    surviving = np.array(known["percent_surviving"]) / 100 * known["customers"]
    fit = clv.sbg.fit(surviving)
    assert [fit.parameters.alpha, fit.parameters.beta] == pytest.approx(known["alpha_beta"], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert fit.converged
    assert fit.n == 1000
    t = np.arange(1, 13)
    np.testing.assert_allclose(fit.parameters.survival(t), known["S_1_to_12"], atol=2e-6)
    np.testing.assert_allclose(fit.parameters.retention(t), known["retention_1_to_12"], atol=2e-6)
    assert np.all(np.diff(fit.parameters.retention(t)) > 0)


@pytest.mark.parametrize(
    ("alpha", "beta", "lifetimes"),
    [(0.704077, 1.182043, [2.964399, 5.894095]), (0.668088, 3.806095, [5.414479, 6.896707])],
)
def test_residual_lifetime_before_a_renewal(alpha, beta, lifetimes):
    np.testing.assert_allclose(Sbg(alpha, beta).derl([1, 5], 0.1), lifetimes, rtol=1e-6)


def test_residual_lifetime_is_the_sum_of_discounted_survival():
    model = Sbg(0.668, 3.806)
    t = np.arange(3, 4000)
    by_hand = (model.survival(t) / model.survival(2) / 1.1 ** (t - 3)).sum()
    assert model.derl(3, 0.1)[0] == pytest.approx(by_hand, rel=1e-9)


def test_leaving_and_surviving_add_up():
    model = Sbg(0.7, 1.2)
    assert model.p_leaves_at(np.arange(1, 9)).sum() + model.survival(8)[0] == pytest.approx(1)


def test_a_base_that_grows_is_no_survival_curve():
    with pytest.raises(clv.InvalidParameter):
        clv.sbg.fit([100, 90, 95])
    with pytest.raises(clv.InvalidParameter):
        Sbg(0.7, 1.2).derl(1, 0.0)
