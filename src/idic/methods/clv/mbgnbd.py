"""MBG/NBD: as BG/NBD, but a customer may also leave right after the first purchase, so P(alive) < 1 without a repeat.

Shapes, units and errors as in `bgnbd`.
Sources: Batislam, Denizel and Filiztekin, Int. J. of Research in Marketing 24 (2007) 201-209;
Hoppe and Wagner, Marketing JRM 3 (2007) 75-90.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln, psi

from idic.methods.clv import fitting
from idic.methods.clv.arrays import Floats, FloatsLike, dot, floats
from idic.methods.clv.dropout import purchases_while_alive, simulated_summaries
from idic.methods.clv.errors import NoRepeatPurchases
from idic.methods.clv.fitting import Fit, Objective
from idic.methods.clv.groups import CustomerGroups, group


@dataclass(frozen=True, slots=True)
class MbgNbd:
    """r and alpha (a time) of the purchase rate, a and b of the chance to leave."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> float:
        return objective_of(group(x, t_x, T, count))(np.log([self.r, self.alpha, self.a, self.b]))[0]

    def p_alive(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        x, t_x, T = floats(x), floats(t_x), floats(T)
        left = np.log(self.a) - np.log(self.b + x) + (self.r + x) * (np.log(self.alpha + T) - np.log(self.alpha + t_x))
        return np.asarray(expit(-left), dtype=np.float64)

    def expected_while_alive(self, t: float, x: FloatsLike, T: FloatsLike) -> Floats:
        x, T = floats(x), floats(T)
        return purchases_while_alive(t, self.r + x, self.alpha + T, self.a, self.b + x + 1.0)

    def expected_purchases(self, t: float, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """E[Y(t) | x, t_x, T], purchases in (T, T + t]."""
        return self.p_alive(x, t_x, T) * self.expected_while_alive(t, x, T)

    def expected_purchases_of_new(self, t: FloatsLike) -> Floats:
        """E[X(t)]: the chance to stay after the first purchase times the purchases of somebody who stayed."""
        stays = self.b / (self.a + self.b)
        return stays * purchases_while_alive(
            floats(t), np.array(self.r), np.array(self.alpha), self.a, np.array(self.b + 1.0)
        )

    def simulate(self, T: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
        """(x, t_x) of customers drawn from this model and watched for T each."""
        rate = random.gamma(self.r, 1.0 / self.alpha, T.size)
        leaving = np.maximum(random.beta(self.a, self.b, T.size), 1e-12)
        return simulated_summaries(rate, (random.geometric(leaving) - 1).astype(np.int64), T, random)


def fit(x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> Fit[MbgNbd]:
    """Maximum likelihood; `count` weights rows that stand for several customers."""
    return fit_groups(group(x, t_x, T, count))


def fit_groups(groups: CustomerGroups) -> Fit[MbgNbd]:
    if not np.any(groups.x > 0):
        raise NoRepeatPurchases
    scaled, factor = groups.in_fitting_unit()
    found = fitting.maximise(
        objective_of(scaled),
        objective_of(scaled.thinned(fitting.THIN_GROUPS)),
        dimension=4,
        customers=groups.customers,
    )
    r, alpha, a, b = (float(value) for value in np.exp(found.log_parameters))
    return Fit(
        parameters=MbgNbd(r, alpha / factor, a, b),
        log_likelihood=objective_of(groups)(np.log([r, alpha / factor, a, b]))[0],
        n=groups.customers,
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=found.warnings,
    )


def refit(parameters: MbgNbd, x: Floats, t_x: Floats, T: Floats) -> MbgNbd:
    """One climb from parameters that are known to be near: the inner step of a bootstrap."""
    groups, factor = group(x, t_x, T).in_fitting_unit()
    start = np.log([parameters.r, parameters.alpha * factor, parameters.a, parameters.b])
    found = fitting.climb(objective_of(groups), start, customers=groups.customers)
    r, alpha, a, b = (float(value) for value in np.exp(found.log_parameters))
    return MbgNbd(r, alpha / factor, a, b)


def objective_of(groups: CustomerGroups) -> Objective:
    """The log-likelihood of these groups and its gradient, in log parameters."""
    x, t_x, T, count = groups.x, groups.t_x, groups.T, groups.count
    values, times, n = groups.x_values, groups.x_count, groups.count.sum()

    def objective(theta: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(theta)
        by_x = gammaln(r + values) + gammaln(b + values) - gammaln(a + b + values + 1.0)
        constant = r * np.log(alpha) - gammaln(r) + gammaln(a + b) - gammaln(b)
        log_T, log_t = np.log(alpha + T), np.log(alpha + t_x)
        stayed = np.log(b + x) - (r + x) * log_T
        left = np.log(a) - (r + x) * log_t
        gone = expit(left - stayed)
        value = times @ by_x + n * constant + dot(count, np.logaddexp(stayed, left))

        here = count * (1.0 - gone)
        gone = count * gone
        ab, a_b_x = psi(a + b), times @ psi(a + b + values + 1.0)
        gradient = np.array(
            [
                times @ psi(r + values) + n * (np.log(alpha) - psi(r)) - dot(here, log_T) - dot(gone, log_t),
                n * r / alpha - dot(here, (r + x) / (alpha + T)) - dot(gone, (r + x) / (alpha + t_x)),
                n * ab - a_b_x + gone.sum() / a,
                times @ psi(b + values) + n * (ab - psi(b)) - a_b_x + dot(here, 1.0 / (b + x)),
            ]
        )
        return float(value), gradient * np.array([r, alpha, a, b])

    return objective
