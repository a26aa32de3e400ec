"""The part that BG/NBD and MBG/NBD share: a buyer with a rate from Gamma(r, alpha) who leaves after each purchase with
a probability from Beta(a, b).
"""

from functools import lru_cache

import numpy as np
from scipy.linalg import eigh_tridiagonal
from scipy.special import betaincinv, hyp2f1, roots_sh_jacobi

from idic.methods.clv.arrays import Floats, Integers

_NEAR_ONE = 1e-6
_SMALLEST_C = 1e-3
_NODES = 200
_NARROW = 500.0
_NARROW_A, _NARROW_NODES = 100.0, 64


def purchases_while_alive(t: Floats | float, r: Floats, alpha: Floats, a: float, b: Floats) -> Floats:
    """Expected purchases in time t of somebody who is still a customer now. All arrays broadcast.

    Euler's transformation of the published form: with z = t/(alpha+t) and c = a+b-1,
    c/(a-1) [1 - (1-z)^(a-1) 2F1(c-r, a-1; c; z)] stays finite where the direct one overflows (r in the thousands).
    At a = 1 the limit is the mean of both sides. For c near 0 or below the mixture over Beta(a, b) is integrated, and for
    a large a as well, where the series loses digits and then overflows.
    """
    if abs(a - 1.0) < _NEAR_ONE:
        return (_transformed(t, r, alpha, 1.0 - _NEAR_ONE, b) + _transformed(t, r, alpha, 1.0 + _NEAR_ONE, b)) / 2
    return _transformed(t, r, alpha, a, b)


def _transformed(t: Floats | float, r: Floats, alpha: Floats, a: float, b: Floats) -> Floats:
    t, r, alpha, b = np.broadcast_arrays(np.asarray(t, dtype=np.float64), r, alpha, b)
    if a > _NARROW_A:
        value = np.empty(t.shape)
        odd = np.ones(t.shape, dtype=np.bool_)
    else:
        c = a + b - 1.0
        z = t / (alpha + t)
        with np.errstate(all="ignore"):
            value = c / (a - 1.0) * (1.0 - np.exp((a - 1.0) * np.log1p(-z)) * hyp2f1(c - r, a - 1.0, c, z))
        odd = (c < _SMALLEST_C) | ~np.isfinite(value) | (value < 0)
    for one in np.unique(b[odd]):
        rows = odd & (b == one)
        value[rows] = _integrated(t[rows], r[rows], alpha[rows], a, float(one))
    return np.where(t == 0, 0.0, value)


def _integrated(t: Floats, r: Floats, alpha: Floats, a: float, b: float) -> Floats:
    """Mean over p of (1 - (alpha/(alpha+pt))^r)/p by Gauss-Jacobi quadrature with the weight of Beta(a, b)."""
    node, weight = _quadrature(a, b)
    gain = -np.expm1(-r[:, None] * np.log1p(node * (t / alpha)[:, None])) / node
    return np.asarray(gain @ weight, dtype=np.float64)


# One forecast asks for the same few distributions at every step of time.
@lru_cache(maxsize=512)
def _quadrature(a: float, b: float) -> tuple[Floats, Floats]:
    if a > _NARROW_A:
        return _narrow_quadrature(a, b)
    if a + b > _NARROW:
        # The Jacobi weights overflow, and most of it is so near 0 that its own quantiles serve.
        return betaincinv(a, b, (np.arange(_NODES) + 0.5) / _NODES), np.full(_NODES, 1.0 / _NODES)
    node, weight = roots_sh_jacobi(_NODES, a + b - 1.0, a)
    return node, weight / weight.sum()


def _narrow_quadrature(a: float, b: float) -> tuple[Floats, Floats]:
    """The weights are shares of one, from the eigenvectors of the recurrence of the Jacobi polynomials: few nodes are exact
    to rounding, because the integrand hardly bends within a tenth of p.
    Source: Golub and Welsch, Mathematics of Computation 23 (1969) 221-230.
    """
    k = np.arange(_NARROW_NODES, dtype=np.float64)
    spread = 2.0 * k + a + b - 2.0
    middle = np.full(_NARROW_NODES, a / (a + b))
    middle[1:] = 0.5 + (a - b) * (a + b - 2.0) / (2.0 * spread[1:] * (spread[1:] + 2.0))
    k, spread = k[1:], spread[1:]
    beside = np.sqrt(k * (k + a - 1.0) * (k + b - 1.0) * (k + a + b - 2.0) / ((spread + 1.0) * (spread - 1.0))) / spread
    node, vector = eigh_tridiagonal(middle, beside)
    return np.asarray(node, dtype=np.float64), np.asarray(vector[0] ** 2, dtype=np.float64)


def simulated_summaries(
    rate: Floats, last_purchase: Integers, T: Floats, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """(x, t_x) of buyers who would leave with their `last_purchase`-th repeat purchase.

    Given n purchase times of a Poisson process on (0, T), the g-th is T times a Beta(g, n - g + 1) variable.
    """
    would = random.poisson(rate * T)
    x = np.minimum(would, last_purchase)
    t_x = np.zeros(T.size)
    some = x > 0
    t_x[some] = T[some] * random.beta(x[some], would[some] - x[some] + 1)
    return x.astype(np.float64), t_x
