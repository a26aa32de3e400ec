"""Pareto/NBD: Poisson purchases with Gamma rates, exponential lifetimes with Gamma rates.

Shapes, units and errors as in `bgnbd`.
Sources: Schmittlein, Morrison and Colombo, Management Science 33 (1987) 1-24; forms of Fader and Hardie, "A note on
deriving the Pareto/NBD model" (2005); discounted purchases of Fader, Hardie and Lee, J. of Marketing Research 42 (2005)
415-430.
"""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import leggauss
from scipy.special import expit, gammaln, hyp2f1, psi

from idic.methods.clv import fitting
from idic.methods.clv.arrays import Floats, FloatsLike, floats
from idic.methods.clv.errors import HorizonRequired, InvalidParameter, NoRepeatPurchases
from idic.methods.clv.fitting import Fit, Objective
from idic.methods.clv.groups import CustomerGroups, group

_NODES, _WEIGHTS = leggauss(32)
_FINE_NODES, _FINE_WEIGHTS = leggauss(200)
_NEGLIGIBLE = 36.0
_ROWS_AT_ONCE = 8192


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """r and alpha (a time) of the purchase rate, s and beta (a time) of the leaving rate."""

    r: float
    alpha: float
    s: float
    beta: float

    def log_likelihood(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> float:
        groups = group(x, t_x, T, count)
        return float(groups.count @ self._log_terms(groups.x, groups.t_x, groups.T))

    def log_a0(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """ln A0, -inf where t_x = T: the transformed Gauss function, in logs, so that x in the thousands is safe."""
        x, t_x, T = floats(x), floats(t_x), floats(T)
        early, late = self._log_f(x, t_x), self._log_f(x, T)
        with np.errstate(divide="ignore"):
            return np.where(t_x < T, early + np.log(-np.expm1(np.minimum(late - early, 0.0))), -np.inf)

    def p_alive(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        x, t_x, T = floats(x), floats(t_x), floats(T)
        left = np.log(self.s) - np.log(self.r + self.s + x) + self.log_a0(x, t_x, T)
        left = left + (self.r + x) * np.log(self.alpha + T) + self.s * np.log(self.beta + T)
        return np.asarray(expit(-left), dtype=np.float64)

    def expected_while_alive(self, t: float, x: FloatsLike, T: FloatsLike) -> Floats:
        x, T = floats(x), floats(T)
        return (self.r + x) * (self.beta + T) / (self.alpha + T) * self._fading(t, self.beta + T)

    def expected_purchases(self, t: float, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """E[Y(t) | x, t_x, T], purchases in (T, T + t]."""
        return self.p_alive(x, t_x, T) * self.expected_while_alive(t, x, T)

    def expected_purchases_of_new(self, t: FloatsLike) -> Floats:
        """E[X(t)], repeat purchases of a customer t after the first purchase."""
        return self.r * self.beta / self.alpha * self._fading(floats(t), np.array(self.beta))

    def discounted_while_alive(self, delta: float, x: FloatsLike, T: FloatsLike) -> Floats:
        """Discounted expected purchases over an endless future of somebody who is still a customer.

        (r+x)(beta+T)/(alpha+T) times the integral over y > 0 of exp(-wy) (1+y)^-s with w = delta(beta+T), which is
        w^(s-1) Psi(s, s; w) of the published formula.
        """
        x, T = floats(x), floats(T)
        if delta < 0:
            raise InvalidParameter("the discount rate", delta, "0 or more")
        if delta == 0 and self.s <= 1:
            raise HorizonRequired
        times, member = np.unique(T, return_inverse=True)
        future = (
            np.full(times.size, 1.0 / (self.s - 1.0))
            if delta == 0
            else _discounting(self.s, delta * (self.beta + times))
        )
        return (self.r + x) * (self.beta + T) / (self.alpha + T) * future[member]

    def dert(self, delta: float, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """Discounted expected residual transactions; delta is a continuous rate per time unit.

        Raises HorizonRequired for delta = 0 when s <= 1: the sum is infinite.
        """
        return self.p_alive(x, t_x, T) * self.discounted_while_alive(delta, x, T)

    def simulate(self, T: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
        """(x, t_x) of customers drawn from this model and watched for T each."""
        rate = random.gamma(self.r, 1.0 / self.alpha, T.size)
        leaving = np.maximum(random.gamma(self.s, 1.0 / self.beta, T.size), 1e-300)
        active = np.minimum(random.exponential(1.0, T.size) / leaving, T)
        x = random.poisson(rate * active)
        t_x = np.zeros(T.size)
        some = x > 0
        t_x[some] = active[some] * random.beta(x[some], 1)
        return x.astype(np.float64), t_x

    def _fading(self, t: Floats | float, reach: Floats) -> Floats:
        """[1 - (reach/(reach+t))^(s-1)]/(s-1), and its limit at s = 1."""
        growth = np.log1p(t / reach)
        if self.s == 1.0:
            return growth
        return np.asarray(-np.expm1(-(self.s - 1.0) * growth) / (self.s - 1.0), dtype=np.float64)

    def _log_f(self, x: Floats, t: Floats) -> Floats:
        q = self.r + self.s + x
        larger = max(self.alpha, self.beta)
        p2 = np.full(x.shape, self.s + 1.0) if self.alpha >= self.beta else self.r + x
        z = abs(self.alpha - self.beta) / (larger + t)
        gauss = np.asarray(hyp2f1(1.0, q + 1.0 - p2, q + 1.0, z), dtype=np.float64)
        return (1.0 - p2) * np.log1p(-z) + np.log(gauss) - q * np.log(larger + t)

    def _log_terms(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        stayed = -(r + x) * np.log(alpha + T) - s * np.log(beta + T)
        left = np.log(s) - np.log(r + s + x) + self.log_a0(x, t_x, T)
        first = np.asarray(gammaln(r + x) - gammaln(r), dtype=np.float64)
        ways: Floats = np.logaddexp(stayed, left)
        return first + ways + float(r * np.log(alpha) + s * np.log(beta))


def fit(x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> Fit[ParetoNbd]:
    """Maximum likelihood; `count` weights rows that stand for several customers."""
    return fit_groups(group(x, t_x, T, count))


def fit_groups(groups: CustomerGroups) -> Fit[ParetoNbd]:
    if not np.any(groups.x > 0):
        raise NoRepeatPurchases
    scaled, factor = groups.in_fitting_unit()
    found = fitting.maximise(
        objective_of(scaled),
        objective_of(scaled.thinned(fitting.THIN_GROUPS)),
        dimension=4,
        customers=groups.customers,
    )
    r, alpha, s, beta = (float(value) for value in np.exp(found.log_parameters))
    parameters = ParetoNbd(r, alpha / factor, s, beta / factor)
    return Fit(
        parameters=parameters,
        log_likelihood=float(groups.count @ parameters._log_terms(groups.x, groups.t_x, groups.T)),
        n=groups.customers,
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=found.warnings,
    )


def refit(parameters: ParetoNbd, x: Floats, t_x: Floats, T: Floats) -> ParetoNbd:
    """One climb from parameters that are known to be near: the inner step of a bootstrap."""
    groups, factor = group(x, t_x, T).in_fitting_unit()
    start = np.log([parameters.r, parameters.alpha * factor, parameters.s, parameters.beta * factor])
    found = fitting.climb(objective_of(groups), start, customers=groups.customers)
    r, alpha, s, beta = (float(value) for value in np.exp(found.log_parameters))
    return ParetoNbd(r, alpha / factor, s, beta / factor)


def _discounting(s: float, w: Floats) -> Floats:
    """Integral over y > 0 of exp(-wy) (1+y)^-s, by Gauss-Legendre in ln(1+y).

    scipy's Tricomi function loses all digits for s in the tens and some near integer s, hence not used.
    """
    reach = np.log1p(50.0 / w)
    if s > 1:
        reach = np.minimum(reach, 45.0 / (s - 1.0))
    u = reach[:, None] * (_FINE_NODES + 1.0) / 2.0
    height = np.exp(-w[:, None] * np.expm1(u) + (1.0 - s) * u)
    return np.asarray(height @ _FINE_WEIGHTS * reach / 2.0, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """For each row the log of J, the integral over tau in (t_x, T) of (alpha+tau)^-(r+x) (beta+tau)^-(s+1), and means
    under the density proportional to the integrand; ln A0 = ln J + ln(r+s+x).
    """

    log_integral: Floats
    log_alpha: Floats
    log_beta: Floats
    per_alpha: Floats
    per_beta: Floats


def _leaving(theta: Floats, x: Floats, t_x: Floats, T: Floats) -> _Leaving:
    """Quadrature in ln(tau + min(alpha, beta)), cut where the integrand has fallen by exp(-36).

    Derivatives of the Gauss function in its parameters have no closed form; those of the integral are plain means.
    """
    r, alpha, s, beta = np.exp(theta)
    smaller = min(alpha, beta)
    start = np.log(smaller + t_x)
    slope = (r + x) * (smaller + t_x) / (alpha + t_x) + (s + 1.0) * (smaller + t_x) / (beta + t_x) - 1.0
    length = np.log1p((T - t_x) / (smaller + t_x))
    length = np.minimum(length, np.where(slope > 0, _NEGLIGIBLE / np.maximum(slope, 1e-9), np.inf))
    u = length[:, None] * ((_NODES + 1.0) / 2.0)
    moved = np.expm1(u) * np.exp(start)[:, None]
    from_alpha, from_beta = (alpha + t_x)[:, None] + moved, (beta + t_x)[:, None] + moved
    log_alpha, log_beta = np.log(from_alpha), np.log(from_beta)
    height = u + start[:, None] - (r + x)[:, None] * log_alpha - (s + 1.0) * log_beta
    top = height.max(axis=1)
    mass = np.exp(height - top[:, None]) * _WEIGHTS
    total = mass.sum(axis=1)
    with np.errstate(divide="ignore"):
        log_integral = top + np.log(total) + np.log(length / 2.0)
    share = mass / total[:, None]
    return _Leaving(
        log_integral=log_integral,
        log_alpha=np.einsum("ij,ij->i", share, log_alpha),
        log_beta=np.einsum("ij,ij->i", share, log_beta),
        per_alpha=np.einsum("ij,ij->i", share, 1.0 / from_alpha),
        per_beta=np.einsum("ij,ij->i", share, 1.0 / from_beta),
    )


def objective_of(groups: CustomerGroups) -> Objective:
    """The log-likelihood of these groups and its gradient, in log parameters."""
    values, times, n = groups.x_values, groups.x_count, groups.count.sum()
    # Blocks bound the memory of the 32 nodes per row.
    blocks = [slice(at, at + _ROWS_AT_ONCE) for at in range(0, groups.x.size, _ROWS_AT_ONCE)]

    def objective(theta: Floats) -> tuple[float, Floats]:
        r, alpha, s, beta = np.exp(theta)
        value = float(times @ gammaln(r + values) + n * (r * np.log(alpha) + s * np.log(beta) - gammaln(r)))
        gradient = np.array(
            [
                times @ psi(r + values) + n * (np.log(alpha) - psi(r)),
                n * r / alpha,
                n * np.log(beta),
                n * s / beta,
            ]
        )
        for block in blocks:
            x, t_x, T, count = groups.x[block], groups.t_x[block], groups.T[block], groups.count[block]
            log_alpha, log_beta = np.log(alpha + T), np.log(beta + T)
            leaving = _leaving(theta, x, t_x, T)
            stayed = -(r + x) * log_alpha - s * log_beta
            left = np.log(s) + leaving.log_integral
            value += float(count @ np.logaddexp(stayed, left))
            gone = count * expit(left - stayed)
            here = count - gone
            gradient -= np.array(
                [
                    here @ log_alpha + gone @ leaving.log_alpha,
                    here @ ((r + x) / (alpha + T)) + gone @ ((r + x) * leaving.per_alpha),
                    here @ log_beta + gone @ leaving.log_beta - gone.sum() / s,
                    s * (here @ (1.0 / (beta + T))) + (s + 1.0) * (gone @ leaving.per_beta),
                ]
            )
        return value, gradient * np.array([r, alpha, s, beta])

    return objective
