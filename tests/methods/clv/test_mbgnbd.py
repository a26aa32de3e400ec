import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.mbgnbd import MbgNbd

from . import oracle


def test_fit_gives_the_known_cdnow_parameters():
    fit = clv.mbgnbd.fit(*oracle.cdnow_groups())
    known = oracle.expected()["mbgnbd"]["mle_on_cdnow_groups"]
    got = fit.parameters
    assert [got.r, got.alpha, got.a, got.b] == pytest.approx(known["params_r_alpha_a_b"], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert fit.converged


def test_p_alive_at_the_maximum():
    rows, x, t_x, T = oracle.cases("mbgnbd", "cases_at_mle")
    model = clv.mbgnbd.fit(*oracle.cdnow_groups()).parameters
    # The reference prints six decimals.
    np.testing.assert_allclose(model.p_alive(x, t_x, T), oracle.values(rows, "p_alive"), rtol=1e-6, atol=6e-7)


def test_grouped_and_ungrouped_likelihood_agree():
    model = MbgNbd(0.525, 6.183, 0.891, 1.614)
    one_by_one = sum(model.log_likelihood(a, b, c) for a, b, c in zip(*oracle.cdnow_customers(), strict=True))
    assert model.log_likelihood(*oracle.cdnow_groups()) == pytest.approx(one_by_one, abs=1e-8)


def test_expectations_agree_with_drawn_customers():
    model = MbgNbd(0.9, 5.0, 0.8, 2.0)
    random = np.random.default_rng(11)
    x, _ = model.simulate(np.full(400_000, 30.0), random)
    assert model.expected_purchases_of_new(30)[0] == pytest.approx(x.mean(), rel=0.01)


def test_somebody_who_is_alive_is_alive_as_in_bgnbd_with_one_more_stay():
    modified = MbgNbd(0.5, 6.0, 0.9, 1.6).expected_while_alive(52, 2, 38)
    plain = BgNbd(0.5, 6.0, 0.9, 2.6).expected_while_alive(52, 2, 38)
    np.testing.assert_allclose(modified, plain, rtol=1e-12)


def test_one_purchase_long_ago_is_not_certainly_alive():
    assert MbgNbd(0.525, 6.183, 0.891, 1.614).p_alive(0, 0, 38.86)[0] < 0.4


def test_seven_times_longer_units_change_alpha_only():
    x, t_x, T, count = oracle.cdnow_groups()
    weeks = clv.mbgnbd.fit(x, t_x, T, count).parameters
    days = clv.mbgnbd.fit(x, t_x * 7, T * 7, count).parameters
    assert [days.r, days.alpha, days.a, days.b] == pytest.approx([weeks.r, weeks.alpha * 7, weeks.a, weeks.b], rel=1e-4)
