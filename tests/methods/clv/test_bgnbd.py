import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.bgnbd import BgNbd

from . import oracle

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)


def by_integral(model, t, x, T):
    """E[Y(t)] of somebody alive, by mixing over the chance to leave; both ends are singular, hence 100 digits."""
    import mpmath as mp

    r, alpha, b = model.r + x, model.alpha + T, model.b + x
    with mp.workdps(100):

        def gain(p):
            return p ** (model.a - 2) * (1 - p) ** (b - 1) * (1 - (alpha / (alpha + p * t)) ** r)

        return float(mp.quad(gain, [0, 0.01, 0.5, 1]) / mp.beta(model.a, b))


def test_fit_gives_the_published_cdnow_parameters():
    fit = clv.bgnbd.fit(*oracle.cdnow_groups())
    known = oracle.expected()["bgnbd"]["mle_on_cdnow_groups"]
    got = fit.parameters
    assert [got.r, got.alpha, got.a, got.b] == pytest.approx(known["params"], rel=1e-4)
    assert [got.r, got.alpha, got.a, got.b] == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=6e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=1e-4)
    assert fit.converged
    assert fit.n == 2357
    assert fit.gradient_norm < 1e-4
    assert fit.warnings == ()


def test_likelihood_at_the_published_parameters_needs_no_optimiser():
    assert PUBLISHED.log_likelihood(*oracle.cdnow_groups()) == pytest.approx(-9582.4305, abs=5e-5)


def test_grouped_and_ungrouped_likelihood_agree():
    x, t_x, T = oracle.cdnow_customers()
    assert x.size == 2357
    one_by_one = sum(PUBLISHED.log_likelihood(a, b, c) for a, b, c in zip(x, t_x, T, strict=True))
    assert PUBLISHED.log_likelihood(*oracle.cdnow_groups()) == pytest.approx(one_by_one, abs=1e-8)
    assert clv.groups.group(x, t_x, T).x.size == 1016


def test_cases_of_the_paper():
    rows, x, t_x, T = oracle.cases("bgnbd")
    np.testing.assert_allclose(PUBLISHED.p_alive(x, t_x, T), oracle.values(rows, "p_alive"), rtol=1e-6, atol=5e-9)
    for weeks in (39, 52):
        got = PUBLISHED.expected_purchases(weeks, x, t_x, T)
        np.testing.assert_allclose(got, oracle.values(rows, f"E_next_{weeks}"), rtol=1e-6, atol=5e-9)
    assert PUBLISHED.expected_purchases_of_new(39)[0] == pytest.approx(1.19672319, rel=1e-6)


def test_expectation_stays_right_for_thousands_of_purchases():
    for case in oracle.expected()["stability"]["bgnbd_E_next_52"]["cases"]:
        got = PUBLISHED.expected_purchases(52, case["x"], case["t_x"], case["T"])[0]
        assert got == pytest.approx(case["E"], rel=1e-9)


def test_a_equal_to_one_is_a_limit_and_not_a_pole():
    case = oracle.expected()["stability"]["bgnbd_a_equal_1"]
    got = BgNbd(**case["params"]).expected_purchases(52, case["x"], case["t_x"], case["T"])[0]
    assert got == pytest.approx(case["E_next_52"], rel=1e-6)


@pytest.mark.parametrize(("a", "b"), [(0.3, 0.5), (0.5, 0.5), (0.2, 0.3), (0.6, 0.40001)])
def test_without_a_repeat_and_with_a_plus_b_below_one_the_expectation_is_integrated(a, b):
    model = BgNbd(0.6, 5.0, a, b)
    got = model.expected_purchases(52, 0, 0, 30)[0]
    assert got == pytest.approx(by_integral(model, 52, 0, 30), rel=1e-8)


def test_gradient_is_the_slope_of_the_likelihood():
    groups = clv.groups.group(*oracle.cdnow_groups())
    for module in (clv.bgnbd, clv.mbgnbd, clv.pareto_nbd):
        objective = module.objective_of(groups)
        at = np.array([0.2, -0.3, 0.4, -0.1])
        slope = [(objective(at + 1e-5 * e)[0] - objective(at - 1e-5 * e)[0]) / 2e-5 for e in np.eye(4)]
        np.testing.assert_allclose(objective(at)[1], slope, rtol=1e-6)


def test_seven_times_longer_units_change_alpha_only():
    x, t_x, T, count = oracle.cdnow_groups()
    weeks = clv.bgnbd.fit(x, t_x, T, count).parameters
    days = clv.bgnbd.fit(x, t_x * 7, T * 7, count).parameters
    assert [days.r, days.alpha, days.a, days.b] == pytest.approx([weeks.r, weeks.alpha * 7, weeks.a, weeks.b], rel=1e-4)
    np.testing.assert_allclose(days.p_alive(x, t_x * 7, T * 7), weeks.p_alive(x, t_x, T), rtol=1e-4)


def test_p_alive_falls_with_the_time_since_the_last_purchase_and_never_overflows():
    alive = PUBLISHED.p_alive(np.full(50, 5.0), np.full(50, 10.0), np.linspace(10, 200, 50))
    assert np.all(np.diff(alive) < 0)
    assert PUBLISHED.p_alive(5000, 1.0, 400.0)[0] == 0.0
    assert PUBLISHED.p_alive(0, 0, 400.0)[0] == 1.0


def test_parameters_are_found_again_in_drawn_customers():
    true = BgNbd(0.8, 6.0, 0.9, 2.5)
    random = np.random.default_rng(3)
    T = random.uniform(20, 52, 40_000)
    got = clv.bgnbd.fit(*true.simulate(T, random), T).parameters
    assert [got.r, got.alpha, got.a, got.b] == pytest.approx([0.8, 6.0, 0.9, 2.5], rel=0.08)


def test_nobody_came_back_is_refused():
    with pytest.raises(clv.NoRepeatPurchases):
        clv.bgnbd.fit([0, 0], [0, 0], [10, 20])


def test_row_order_does_not_matter():
    x, t_x, T = oracle.cdnow_customers()
    order = np.random.default_rng(1).permutation(x.size)
    assert clv.bgnbd.fit(x[order], t_x[order], T[order]) == clv.bgnbd.fit(x, t_x, T)
