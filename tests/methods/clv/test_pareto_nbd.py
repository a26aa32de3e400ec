import mpmath as mp
import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.pareto_nbd import ParetoNbd, _discounting, _leaving

from . import oracle

PUBLISHED = ParetoNbd(0.553, 10.578, 0.606, 11.669)


def test_fit_gives_the_published_cdnow_parameters():
    fit = clv.pareto_nbd.fit(*oracle.cdnow_groups())
    known = oracle.expected()["pareto_nbd"]["mle_on_cdnow_groups"]
    got = fit.parameters
    assert [got.r, got.alpha, got.s, got.beta] == pytest.approx(known["params"], rel=1e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert fit.converged


def test_likelihood_at_the_published_parameters_needs_no_optimiser():
    assert PUBLISHED.log_likelihood(*oracle.cdnow_groups()) == pytest.approx(-9594.9763, abs=5e-5)


def test_grouped_and_ungrouped_likelihood_agree():
    one_by_one = sum(PUBLISHED.log_likelihood(a, b, c) for a, b, c in zip(*oracle.cdnow_customers(), strict=True))
    assert PUBLISHED.log_likelihood(*oracle.cdnow_groups()) == pytest.approx(one_by_one, abs=1e-8)


def test_cases_of_the_papers():
    rows, x, t_x, T = oracle.cases("pareto_nbd")
    np.testing.assert_allclose(PUBLISHED.p_alive(x, t_x, T), oracle.values(rows, "p_alive"), rtol=1e-6, atol=5e-9)
    got = PUBLISHED.expected_purchases(52, x, t_x, T)
    np.testing.assert_allclose(got, oracle.values(rows, "E_next_52"), rtol=1e-6, atol=5e-9)
    got = PUBLISHED.dert(0.0027, x, t_x, T)
    np.testing.assert_allclose(got, oracle.values(rows, "DERT_delta_0.0027"), rtol=1e-6, atol=5e-7)


def test_log_a0_is_finite_where_powers_overflow():
    for case in oracle.expected()["stability"]["pareto_log_A0"]:
        model = ParetoNbd(case["r"], case["alpha"], case["s"], case["beta"])
        got = model.log_a0(case["x"], case["t_x"], case["T"])[0]
        assert got == pytest.approx(case["logA0"], rel=1e-10)


def test_quadrature_of_the_gradient_is_the_gauss_function_of_the_value():
    for case in oracle.expected()["stability"]["pareto_log_A0"]:
        model = ParetoNbd(case["r"], case["alpha"], case["s"], case["beta"])
        theta = np.log([model.r, model.alpha, model.s, model.beta])
        for x in (0.0, 1.0, 7.0, case["x"]):
            t_x = 0.0 if x == 0 else 12.5
            rows = np.array([x]), np.array([t_x]), np.array([case["T"]])
            got = _leaving(theta, *rows).log_integral + np.log(model.r + model.s + x)
            np.testing.assert_allclose(got, model.log_a0(*rows), rtol=1e-9)


@pytest.mark.parametrize("s", [0.01, 0.606, 0.999999, 1.0, 1.2, 2.0, 5.5, 20.0, 50.0])
def test_discounted_future_is_tricomis_function(s):
    w = np.array([1e-5, 1e-3, 0.05, 0.14, 1.0, 10.0, 300.0])
    exact = [float(mp.hyperu(1, 2 - mp.mpf(s), mp.mpf(one))) for one in w]
    np.testing.assert_allclose(_discounting(s, w), exact, rtol=1e-8)


def test_p_alive_falls_with_silence_and_is_one_at_the_moment_of_a_purchase():
    silence = np.linspace(0, 60, 30)
    alive = PUBLISHED.p_alive(np.full(30, 4.0), np.full(30, 10.0), 10.0 + silence)
    assert alive[0] == 1.0
    assert np.all(np.diff(alive) < 0)


def test_without_discount_an_endless_future_needs_a_horizon():
    with pytest.raises(clv.HorizonRequired):
        PUBLISHED.dert(0.0, 2, 30.43, 38.86)
    with pytest.raises(clv.InvalidParameter):
        PUBLISHED.dert(-0.1, 2, 30.43, 38.86)


def test_without_discount_and_with_short_lives_the_endless_sum_is_finite():
    model = ParetoNbd(0.6, 10.0, 2.5, 20.0)
    endless = model.expected_purchases(1e12, 3, 20.0, 30.0)[0]
    assert model.dert(0.0, 3, 20.0, 30.0)[0] == pytest.approx(endless, rel=1e-9)
    assert model.dert(1e-9, 3, 20.0, 30.0)[0] == pytest.approx(endless, rel=1e-5)


def test_s_equal_to_one_is_a_limit_and_not_a_pole():
    near, at = ParetoNbd(0.6, 10.0, 1 + 1e-9, 20.0), ParetoNbd(0.6, 10.0, 1.0, 20.0)
    assert at.expected_while_alive(52, 3, 30)[0] == pytest.approx(near.expected_while_alive(52, 3, 30)[0], rel=1e-8)
    assert at.expected_while_alive(52, 3, 30)[0] == pytest.approx(3.6 * 50 / 40 * np.log(102 / 50), rel=1e-12)


def test_expectations_agree_with_drawn_customers():
    model = ParetoNbd(0.9, 5.0, 0.8, 12.0)
    x, _ = model.simulate(np.full(400_000, 30.0), np.random.default_rng(11))
    assert model.expected_purchases_of_new(30)[0] == pytest.approx(x.mean(), rel=0.01)


def test_seven_times_longer_units_change_alpha_and_beta_only():
    x, t_x, T, count = oracle.cdnow_groups()
    weeks = clv.pareto_nbd.fit(x, t_x, T, count).parameters
    days = clv.pareto_nbd.fit(x, t_x * 7, T * 7, count).parameters
    assert [days.r, days.alpha, days.s, days.beta] == pytest.approx(
        [weeks.r, weeks.alpha * 7, weeks.s, weeks.beta * 7], rel=1e-4
    )
    np.testing.assert_allclose(days.p_alive(x, t_x * 7, T * 7), weeks.p_alive(x, t_x, T), rtol=1e-4)
