import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv.bgbb import BgBb

from . import oracle

PUBLISHED = BgBb(1.204, 0.750, 0.657, 2.783)


def donations():
    table = oracle.columns("donations_bgbb.csv")
    return table["x"], table["t_x"], table["n_opportunities"], table["donors"]


def drawn(model, n, size, seed):
    """x and t_x of n opportunities and the purchases at the five after them, played customer by customer."""
    random = np.random.default_rng(seed)
    buys, leaves = random.beta(model.alpha, model.beta, size), random.beta(model.gamma, model.delta, size)
    there = np.ones(size, dtype=bool)
    x, t_x, later = np.zeros(size), np.zeros(size), np.zeros(size)
    for opportunity in range(1, n + 6):
        there &= random.random(size) >= leaves
        bought = there & (random.random(size) < buys)
        if opportunity <= n:
            x += bought
            t_x[bought] = opportunity
        else:
            later += bought
    return x, t_x, later


def test_fit_gives_the_published_donor_parameters():
    fit = clv.bgbb.fit(*donations())
    known = oracle.expected()["bgbb"]["mle_on_donations"]
    got = fit.parameters
    assert [got.alpha, got.beta, got.gamma, got.delta] == pytest.approx(known["params"], abs=6e-5)
    assert [got.alpha, got.beta, got.gamma, got.delta] == pytest.approx([1.204, 0.750, 0.657, 2.783], abs=6e-4)
    assert fit.log_likelihood == pytest.approx(known["loglik"], abs=6e-4)
    assert fit.n == 11104
    assert fit.converged


def test_likelihoods_of_all_patterns_add_up_to_one():
    total = 0.0
    for pattern in range(2**6):
        bought = [i + 1 for i in range(6) if pattern >> i & 1]
        total += np.exp(PUBLISHED.log_likelihood(len(bought), max(bought, default=0), 6))
    assert total == pytest.approx(1.0, abs=1e-12)


def test_expectations_agree_with_drawn_customers():
    x, t_x, later = drawn(PUBLISHED, 6, 400_000, 7)
    assert PUBLISHED.expected_purchases_of_new(6) == pytest.approx(x.mean(), rel=0.01)
    for count, last in ((0, 0), (1, 1), (6, 6), (3, 5)):
        same = (x == count) & (t_x == last)
        got = PUBLISHED.expected_purchases(5, count, last, 6)[0]
        assert got == pytest.approx(later[same].mean(), abs=4 * later[same].std() / np.sqrt(same.sum()) + 1e-9)


def test_a_donor_of_every_year_is_expected_to_give_on():
    assert PUBLISHED.expected_purchases(5, 6, 6, 6)[0] == pytest.approx(3.75, abs=0.005)
    assert PUBLISHED.expected_purchases(5, 0, 0, 6)[0] == pytest.approx(0.07, abs=0.005)


def test_discounted_purchases_are_the_discounted_sum_of_yearly_ones():
    yearly = [PUBLISHED.expected_purchases(k, 4, 5, 6)[0] for k in range(400)]
    by_hand = sum((yearly[k] - yearly[k - 1]) / 1.1**k for k in range(1, 400))
    assert PUBLISHED.discounted_purchases(0.1, 4, 5, 6)[0] == pytest.approx(by_hand, rel=1e-9)


def test_p_alive_falls_with_silence():
    alive = PUBLISHED.p_alive(np.full(5, 2), np.arange(2, 7), 6)
    assert np.all(np.diff(alive) > 0)


def test_grouped_and_ungrouped_likelihood_agree():
    x, t_x, n, count = donations()
    times = count.astype(int)
    ungrouped = PUBLISHED.log_likelihood(np.repeat(x, times), np.repeat(t_x, times), np.repeat(n, times))
    assert PUBLISHED.log_likelihood(x, t_x, n, count) == pytest.approx(ungrouped, abs=1e-8)


def test_more_purchases_than_opportunities_are_refused():
    with pytest.raises(clv.InvalidSummaries):
        clv.bgbb.fit([3], [2], [6])
