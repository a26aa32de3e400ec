"""BG/BB: a purchase happens or not at each of n opportunities (seasons, appeals); before each the customer may leave.

x purchases, the last at opportunity t_x (0 without one), n opportunities so far: arrays of equal length or scalars.
Source: Fader, Hardie and Shang, Marketing Science 29 (2010) 1086-1108.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import hyp2f1, logsumexp, psi

from idic.methods.clv import fitting
from idic.methods.clv.arrays import Flags, Floats, FloatsLike, floats, log_beta, sums
from idic.methods.clv.errors import InvalidParameter, InvalidSummaries, NoRepeatPurchases
from idic.methods.clv.fitting import Fit, Objective
from idic.methods.clv.groups import distinct
from idic.methods.clv.history import T_NOT_POSITIVE, T_X_OUT_OF_RANGE


@dataclass(frozen=True, slots=True)
class BgBb:
    """alpha, beta of the chance to buy; gamma, delta of the chance to leave."""

    alpha: float
    beta: float
    gamma: float
    delta: float

    def log_likelihood(self, x: FloatsLike, t_x: FloatsLike, n: FloatsLike, count: FloatsLike | None = None) -> float:
        x, t_x, n = _checked(x, t_x, n)
        weights = np.ones(x.size) if count is None else floats(count)
        return float(weights @ self._log_terms(x, t_x, n))

    def p_alive(self, x: FloatsLike, t_x: FloatsLike, n: FloatsLike) -> Floats:
        """Chance to be there at opportunity n + 1."""
        x, t_x, n = _checked(x, t_x, n)
        return np.exp(self._log_bought(x, n) + self._log_stays(n + 1.0) - self._log_terms(x, t_x, n))

    def expected_purchases(self, ahead: int, x: FloatsLike, t_x: FloatsLike, n: FloatsLike) -> Floats:
        """E[X(n, n + ahead)], purchases at the next `ahead` opportunities; a finite sum, so gamma = 1 is no pole."""
        x, t_x, n = _checked(x, t_x, n)
        later = np.arange(1.0, ahead + 1.0)
        stays: Floats = np.exp(self._log_stays(n[:, None] + later)).sum(axis=1)
        return np.exp(self._log_bought(x + 1.0, n + 1.0) - self._log_terms(x, t_x, n)) * stays

    def expected_purchases_of_new(self, n: int) -> float:
        """E[X(n)], purchases at the first n opportunities of somebody not yet seen at one."""
        opportunities = np.arange(1.0, n + 1.0)
        return float(self.alpha / (self.alpha + self.beta) * np.exp(self._log_stays(opportunities)).sum())

    def discounted_purchases(self, discount: float, x: FloatsLike, t_x: FloatsLike, n: FloatsLike) -> Floats:
        """Discounted expected residual purchases over an endless future; `discount` per opportunity, greater than 0."""
        if not discount > 0:
            raise InvalidParameter("the discount rate", discount, "greater than 0")
        x, t_x, n = _checked(x, t_x, n)
        c = self.gamma + self.delta + n + 1.0
        future = np.asarray(hyp2f1(1.0, self.delta + n + 1.0, c, 1.0 / (1.0 + discount)), dtype=np.float64)
        log_now = self._log_bought(x + 1.0, n + 1.0) + self._log_stays(n + 1.0) - self._log_terms(x, t_x, n)
        return np.exp(log_now) * future / (1.0 + discount)

    def _log_bought(self, x: Floats, n: Floats) -> Floats:
        return log_beta(self.alpha + x, self.beta + n - x) - log_beta(self.alpha, self.beta)

    def _log_stays(self, n: Floats) -> Floats:
        return log_beta(self.gamma, self.delta + n) - log_beta(self.gamma, self.delta)

    def _log_terms(self, x: Floats, t_x: Floats, n: Floats) -> Floats:
        parameters = np.array([self.alpha, self.beta, self.gamma, self.delta])
        terms = _Terms.of(x, t_x, n).log(parameters)
        ways = np.asarray(logsumexp(terms, axis=1), dtype=np.float64)
        return ways - log_beta(self.alpha, self.beta) - log_beta(self.gamma, self.delta)


def fit(x: FloatsLike, t_x: FloatsLike, n: FloatsLike, count: FloatsLike | None = None) -> Fit[BgBb]:
    """Maximum likelihood; `count` weights rows that stand for several customers."""
    x, t_x, n = _checked(x, t_x, n)
    if not np.any(x > 0):
        raise NoRepeatPurchases
    weights = np.ones(x.size) if count is None else floats(count)
    first, member = distinct(x, t_x, n)
    counts = sums(member, weights, first.size)
    objective = _objective(x[first], t_x[first], n[first], counts)
    found = fitting.maximise(objective, objective, dimension=4, customers=float(counts.sum()))
    alpha, beta, gamma, delta = (float(value) for value in np.exp(found.log_parameters))
    return Fit(
        parameters=BgBb(alpha, beta, gamma, delta),
        log_likelihood=found.log_likelihood,
        n=round(float(counts.sum())),
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=found.warnings,
    )


def _checked(x: FloatsLike, t_x: FloatsLike, n: FloatsLike) -> tuple[Floats, Floats, Floats]:
    size = np.broadcast_shapes(floats(x).shape, floats(t_x).shape, floats(n).shape)
    x, t_x, n = (np.broadcast_to(floats(values), size) for values in (x, t_x, n))
    rules: tuple[tuple[str, Flags], ...] = (
        (T_NOT_POSITIVE, ~(n > 0)),
        (T_X_OUT_OF_RANGE, ~((x >= 0) & (x <= t_x) & (t_x <= n)) | ((x == 0) & (t_x > 0))),
    )
    for reason, broken in rules:
        if broken.any():
            raise InvalidSummaries(int(np.flatnonzero(broken)[0]), reason, int(broken.sum()))
    return x, t_x, n


@dataclass(frozen=True, slots=True)
class _Terms:
    """Ways a history can have come about, one column each: still there at n, or gone after t_x + i for i = 0, 1, ...

    A term is B(alpha + x, beta + y) B(gamma + g, delta + z) with y misses and z stays; g is 1 if the customer left.
    """

    x: Floats
    y: Floats
    z: Floats
    g: Floats
    possible: Flags

    @classmethod
    def of(cls, x: Floats, t_x: Floats, n: Floats) -> "_Terms":
        i = np.arange(max(1.0, float((n - t_x).max())))
        last = np.minimum(t_x[:, None] + i, n[:, None])
        until = np.concatenate([n[:, None], last], axis=1)
        possible = np.concatenate([np.ones((x.size, 1), dtype=np.bool_), i < (n - t_x)[:, None]], axis=1)
        g = np.concatenate([np.zeros((x.size, 1)), np.ones_like(last)], axis=1)
        return cls(x=x[:, None], y=until - x[:, None], z=until, g=g, possible=possible)

    def log(self, parameters: Floats) -> Floats:
        alpha, beta, gamma, delta = parameters
        logs = log_beta(alpha + self.x, beta + self.y) + log_beta(gamma + self.g, delta + self.z)
        return np.where(self.possible, logs, -np.inf)


def _objective(x: Floats, t_x: Floats, n: Floats, count: Floats) -> Objective:
    terms = _Terms.of(x, t_x, n)
    total = count.sum()

    def objective(theta: Floats) -> tuple[float, Floats]:
        alpha, beta, gamma, delta = parameters = np.exp(theta)
        logs = terms.log(parameters)
        row = logsumexp(logs, axis=1)
        share = np.exp(logs - row[:, None]) * count[:, None]
        value = count @ row - total * (log_beta(alpha, beta) + log_beta(gamma, delta))
        buying, leaving = psi(alpha + beta + terms.x + terms.y), psi(gamma + delta + terms.g + terms.z)
        gradient = np.array(
            [
                (share * (psi(alpha + terms.x) - buying)).sum() - total * (psi(alpha) - psi(alpha + beta)),
                (share * (psi(beta + terms.y) - buying)).sum() - total * (psi(beta) - psi(alpha + beta)),
                (share * (psi(gamma + terms.g) - leaving)).sum() - total * (psi(gamma) - psi(gamma + delta)),
                (share * (psi(delta + terms.z) - leaving)).sum() - total * (psi(delta) - psi(gamma + delta)),
            ]
        )
        return float(value), gradient * parameters

    return objective
