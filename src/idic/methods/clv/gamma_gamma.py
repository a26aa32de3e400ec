"""Gamma-gamma model of spend: the value of a purchase varies around a customer mean, and the means vary.

x (repeat purchases) and m (mean net value of them) are one-dimensional and of equal length; money in one currency.
Sources: Fader, Hardie and Lee, J. of Marketing Research 42 (2005) 415-430; Fader and Hardie, note of 2013.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from idic.methods.clv import fitting
from idic.methods.clv.arrays import Flags, Floats, FloatsLike, dot, floats
from idic.methods.clv.errors import NoRepeatPurchases
from idic.methods.clv.fitting import Fit, Objective

SPEND_DEPENDS_ON_FREQUENCY = "spend_depends_on_frequency"
POPULATION_MEAN_DOES_NOT_EXIST = "population_mean_does_not_exist"
NON_POSITIVE_SPEND_EXCLUDED = "non_positive_spend_excluded"

_CORRELATION_LIMIT = 0.3


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """p and q are pure numbers, v is money."""

    p: float
    q: float
    v: float

    @property
    def population_mean(self) -> float:
        """Mean value of a purchase of anybody; nan when q <= 1, where it does not exist."""
        return self.p * self.v / (self.q - 1.0) if self.q > 1 else float("nan")

    def log_likelihood(self, x: FloatsLike, m: FloatsLike) -> float:
        return _objective(floats(x), floats(m))(np.log([self.p, self.q, self.v]))[0]

    def expected_spend(self, x: FloatsLike, m: FloatsLike) -> Floats:
        """E[M | x, m], the population mean for x = 0, nan where it cannot be known (x > 0 with m <= 0)."""
        x, m = floats(x), floats(m)
        used = usable(x, m)
        weight = self.p * x + self.q - 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            known = np.where(weight > 0, self.p * (self.v + x * m) / weight, np.nan)
        return np.where(used, known, np.where(x == 0, self.population_mean, np.nan))

    def simulate(self, x: Floats, random: np.random.Generator) -> Floats:
        """Mean spend of customers with x repeat purchases each, nan where x = 0."""
        scale = random.gamma(self.q, 1.0 / self.v, x.size)
        some = x > 0
        m = np.full(x.size, np.nan)
        m[some] = random.gamma(self.p * x[some], 1.0 / scale[some]) / x[some]
        return m


def usable(x: Floats, m: Floats) -> Flags:
    return (x > 0) & np.isfinite(m) & (m > 0)


def correlation(x: FloatsLike, m: FloatsLike) -> float:
    """Correlation of number and value of purchases; the model takes them as independent. nan without variation."""
    x, m = floats(x), floats(m)
    used = usable(x, m)
    return _correlation(x[used], m[used])


def _correlation(x: Floats, m: Floats) -> float:
    if x.size < 2 or np.ptp(x) == 0 or np.ptp(m) == 0:
        return float("nan")
    x, m = x - x.mean(), m - m.mean()
    return dot(x, m) / float(np.sqrt(dot(x, x) * dot(m, m)))


def fit(x: FloatsLike, m: FloatsLike) -> Fit[GammaGamma]:
    """Maximum likelihood over customers with x > 0 and m > 0; repeat customers without positive m are `excluded`."""
    x, m = floats(x), floats(m)
    used = usable(x, m)
    excluded = int(((x > 0) & ~used).sum())
    if not used.any():
        raise NoRepeatPurchases
    x, m = x[used], m[used]
    dependent = abs(_correlation(x, m)) > _CORRELATION_LIMIT
    # Money is brought near 10 for the search, whatever the currency.
    factor = 10.0 / float(np.median(m))
    found = fitting.maximise(_objective(x, m * factor), thinned_objective(x, m * factor), dimension=3, customers=x.size)
    p, q, v = (float(value) for value in np.exp(found.log_parameters))
    parameters = GammaGamma(p, q, v / factor)
    warnings = list(found.warnings)
    if dependent:
        warnings.append(SPEND_DEPENDS_ON_FREQUENCY)
    if q <= 1:
        warnings.append(POPULATION_MEAN_DOES_NOT_EXIST)
    if excluded:
        warnings.append(NON_POSITIVE_SPEND_EXCLUDED)
    return Fit(
        parameters=parameters,
        # A mean spend has a density, and that is per unit of money.
        log_likelihood=found.log_likelihood + x.size * float(np.log(factor)),
        n=x.size,
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=tuple(warnings),
        excluded=excluded,
    )


def refit(parameters: GammaGamma, x: Floats, m: Floats) -> GammaGamma:
    """One climb from parameters that are known to be near: the inner step of a bootstrap."""
    used = usable(x, m)
    factor = 10.0 / float(np.median(m[used]))
    start = np.log([parameters.p, parameters.q, parameters.v * factor])
    found = fitting.climb(_objective(x[used], m[used] * factor), start, customers=float(used.sum()))
    p, q, v = (float(value) for value in np.exp(found.log_parameters))
    return GammaGamma(p, q, v / factor)


def thinned_objective(x: Floats, m: Floats) -> Objective:
    """The likelihood of evenly picked customers, at the weight of all of them."""
    picked = np.unique(np.linspace(0, x.size - 1, fitting.THIN_GROUPS).astype(np.int64))
    sample, weight = _objective(x[picked], m[picked]), x.size / picked.size

    def objective(theta: Floats) -> tuple[float, Floats]:
        value, gradient = sample(theta)
        return weight * value, weight * gradient

    return objective


def _objective(x: Floats, m: Floats) -> Objective:
    order = np.argsort(x.astype(np.uint16) if x.max(initial=0.0) < 65_536 else x, kind="stable")
    x, m = x[order], m[order]
    starts = np.flatnonzero(np.diff(x, prepend=0.0))
    values, times, n = x[starts], np.diff(starts, append=x.size).astype(np.float64), x.size
    total = x * m
    log_m = np.log(m)
    sum_log_m, sum_x_log_m, sum_x_log_x = log_m.sum(), dot(x, log_m), times @ (values * np.log(values))
    work = np.empty(n)

    def objective(theta: Floats) -> tuple[float, Floats]:
        p, q, v = (float(value) for value in np.exp(theta))
        shape = p * values
        reach = np.add(total, v, out=work)
        by_x = np.add.reduceat(np.log(reach), starts)
        per_sum = np.add.reduceat(np.reciprocal(reach, out=work), starts)
        ways, joint = gammaln(shape + q) - gammaln(shape), psi(shape + q)
        value = (
            times @ ways
            + n * (q * np.log(v) - gammaln(q))
            + p * (sum_x_log_m + sum_x_log_x)
            - sum_log_m
            - (shape + q) @ by_x
        )
        gradient = np.array(
            [
                times @ (values * (joint - psi(shape))) + sum_x_log_m + sum_x_log_x - values @ by_x,
                times @ joint + n * (np.log(v) - psi(q)) - by_x.sum(),
                n * q / v - (shape + q) @ per_sum,
            ]
        )
        return float(value), gradient * np.array([p, q, v])

    return objective
