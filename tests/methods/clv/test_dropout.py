"""Somebody who leaves by a chance that hardly differs between customers: exact where the published series loses its digits."""

import numpy as np
import pytest
from scipy.special import betaln, hyp2f1, roots_sh_jacobi

from idic.methods.clv.dropout import purchases_while_alive


@pytest.mark.parametrize(("a", "b"), [(100.5, 0.05), (101.0, 30.0), (150.0, 340.0), (480.0, 0.7), (250.0, 249.0)])
@pytest.mark.parametrize("r", [0.3, 6.0, 300.0, 4000.0])
def test_the_few_nodes_of_a_narrow_distribution_are_as_good_as_many(a, b, r):
    node, weight = roots_sh_jacobi(120, a + b - 1.0, a)
    alpha, times = 3.0, np.array([0.01, 1.0, 52.0, 400.0])
    # the mean over p of what somebody buys who leaves with chance p after each purchase
    mean = -np.expm1(-r * np.log1p(node * (times / alpha)[:, None])) / node @ (weight / weight.sum())
    got = purchases_while_alive(times, np.full(4, r), np.full(4, alpha), a, np.full(4, b))
    np.testing.assert_allclose(got, mean, rtol=1e-11)


def test_where_the_weights_of_the_published_form_overflow_the_series_says_the_same_as_long_as_it_does():
    a, b, r, alpha = 1589.4, 8109.1, 5.43, 60.0
    assert np.exp(-betaln(a, b)) == np.inf
    times = np.array([0.5, 2.0, 13.0])
    c, z = a + b - 1.0, times / (alpha + times)
    series = c / (a - 1.0) * (1.0 - np.exp((a - 1.0) * np.log1p(-z)) * hyp2f1(c - r, a - 1.0, c, z))
    got = purchases_while_alive(times, np.full(3, r), np.full(3, alpha), a, np.full(3, b))
    np.testing.assert_allclose(got, series, rtol=1e-9)
    # a year takes the series out of the range of numbers; a buyer of so many receipts is bound to leave by then
    assert purchases_while_alive(52e3, np.array(r), np.array(1.0), a, np.array(b)) == pytest.approx(c / (a - 1.0))
