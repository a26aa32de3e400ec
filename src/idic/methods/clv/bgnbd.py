"""BG/NBD: Poisson purchases, Gamma rates; after each repeat purchase the customer leaves with a Beta probability.

Shapes: x, t_x, T are one-dimensional and of equal length, in one time unit; results have their length.
Errors: InvalidSummaries for rows that break the rules, NoRepeatPurchases when nobody came back.
Source: Fader, Hardie and Lee, "Counting your customers" the easy way, Marketing Science 24 (2005) 275-284.
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
class BgNbd:
    """r and alpha (a time) of the purchase rate, a and b of the chance to leave."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> float:
        return objective_of(group(x, t_x, T, count))(np.log([self.r, self.alpha, self.a, self.b]))[0]

    def p_alive(self, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """1 without a repeat purchase, whatever the time that has passed: nobody can leave before it in this model."""
        x, t_x, T = floats(x), floats(t_x), floats(T)
        left = (
            np.log(self.a)
            - np.log(np.maximum(self.b + x - 1.0, self.b))
            + (self.r + x) * (np.log(self.alpha + T) - np.log(self.alpha + t_x))
        )
        return np.where(x > 0, expit(-left), 1.0)

    def expected_while_alive(self, t: float, x: FloatsLike, T: FloatsLike) -> Floats:
        x, T = floats(x), floats(T)
        return purchases_while_alive(t, self.r + x, self.alpha + T, self.a, self.b + x)

    def expected_purchases(self, t: float, x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Floats:
        """E[Y(t) | x, t_x, T], purchases in (T, T + t]."""
        return self.p_alive(x, t_x, T) * self.expected_while_alive(t, x, T)

    def expected_purchases_of_new(self, t: FloatsLike) -> Floats:
        """E[X(t)], repeat purchases of a customer t after the first purchase."""
        t = floats(t)
        return purchases_while_alive(t, np.array(self.r), np.array(self.alpha), self.a, np.array(self.b))

    def simulate(self, T: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
        """(x, t_x) of customers drawn from this model and watched for T each."""
        rate = random.gamma(self.r, 1.0 / self.alpha, T.size)
        leaving = np.maximum(random.beta(self.a, self.b, T.size), 1e-12)
        return simulated_summaries(rate, random.geometric(leaving).astype(np.int64), T, random)


def fit(x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> Fit[BgNbd]:
    """Maximum likelihood; `count` weights rows that stand for several customers."""
    return fit_groups(group(x, t_x, T, count))


def fit_groups(groups: CustomerGroups) -> Fit[BgNbd]:
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
        parameters=BgNbd(r, alpha / factor, a, b),
        # Each of the x purchase times has a density, and that is per unit of time.
        log_likelihood=found.log_likelihood + float(np.log(factor) * (groups.x_values @ groups.x_count)),
        n=groups.customers,
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=found.warnings,
    )


def refit(parameters: BgNbd, x: Floats, t_x: Floats, T: Floats) -> BgNbd:
    """One climb from parameters that are known to be near: the inner step of a bootstrap."""
    groups, factor = group(x, t_x, T).in_fitting_unit()
    start = np.log([parameters.r, parameters.alpha * factor, parameters.a, parameters.b])
    found = fitting.climb(objective_of(groups), start, customers=groups.customers)
    r, alpha, a, b = (float(value) for value in np.exp(found.log_parameters))
    return BgNbd(r, alpha / factor, a, b)


def objective_of(groups: CustomerGroups) -> Objective:
    """The log-likelihood of these groups and its gradient, in log parameters.

    Only "left or still here" needs a term for every group; logarithms and the rest go by the distinct x, t_x and T.
    """
    values, times, n = groups.x_values, groups.x_count, float(groups.count.sum())
    at_T, at_t = groups.T_coded.values, groups.t_x_coded.values
    by_T = np.bincount(groups.T_coded.code, weights=groups.count, minlength=at_T.size)
    bought_by_T = np.bincount(groups.T_coded.code, weights=groups.count * groups.x, minlength=at_T.size)

    first = int(np.searchsorted(groups.x, 0.0, side="right"))
    count, code_T, code_t = groups.count[first:], groups.T_coded.code[first:], groups.t_x_coded.code[first:]
    starts = np.flatnonzero(np.diff(groups.x[first:], prepend=0.0))
    each = np.diff(starts, append=count.size)
    repeats = groups.x[first:][starts]

    def objective(theta: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = (float(value) for value in np.exp(theta))
        log_T, log_t = np.log(alpha + at_T), np.log(alpha + at_t)
        inverse_T, inverse_t = 1.0 / (alpha + at_T), 1.0 / (alpha + at_t)
        reach = np.take(log_T, code_T)
        reach -= np.take(log_t, code_t)
        bought = np.repeat(r + repeats, each)
        odds = reach * bought
        odds += np.repeat(np.log(a) - np.log(b + repeats - 1.0), each)
        small = np.exp(-np.abs(odds))
        whole = small + 1.0
        softened = np.log(whole)
        softened += np.maximum(odds, 0.0)
        gone = np.where(odds >= 0.0, 1.0, small)
        gone /= whole
        gone *= count
        nearer = np.take(inverse_T, code_T)
        nearer -= np.take(inverse_t, code_t)
        nearer *= bought

        by_x = gammaln(r + values) + gammaln(b + values) - gammaln(a + b + values)
        constant = r * np.log(alpha) - gammaln(r) + gammaln(a + b) - gammaln(b)
        stayed = r * by_T + bought_by_T
        value = times @ by_x + n * constant - stayed @ log_T + dot(count, softened)
        gone_by_x = np.add.reduceat(gone, starts) if starts.size else np.zeros(0)
        ab, a_b_x = psi(a + b), times @ psi(a + b + values)
        gradient = np.array(
            [
                times @ psi(r + values) + n * (np.log(alpha) - psi(r)) - by_T @ log_T + dot(gone, reach),
                n * r / alpha - stayed @ inverse_T + dot(gone, nearer),
                n * ab - a_b_x + gone_by_x.sum() / a,
                times @ psi(b + values) + n * (ab - psi(b)) - a_b_x - gone_by_x @ (1.0 / (b + repeats - 1.0)),
            ]
        )
        return float(value), gradient * np.array([r, alpha, a, b])

    return objective
