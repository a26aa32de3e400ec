"""Shifted beta-geometric: contracts that run out or are renewed once a period.

Times are whole periods; t = 1 is the first renewal. Source: Fader and Hardie, "How to project customer retention",
J. of Interactive Marketing 21 (2007) 76-90; residual lifetime: Fader and Hardie, Marketing Science 29 (2010) 85-93.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import hyp2f1, psi

from idic.methods.clv import fitting
from idic.methods.clv.arrays import Floats, FloatsLike, floats, log_beta
from idic.methods.clv.errors import InvalidParameter
from idic.methods.clv.fitting import Fit, Objective


@dataclass(frozen=True, slots=True)
class Sbg:
    alpha: float
    beta: float

    def p_leaves_at(self, t: FloatsLike) -> Floats:
        """P(T = t), t = 1, 2, ..."""
        t = floats(t)
        return np.exp(log_beta(self.alpha + 1.0, self.beta + t - 1.0) - log_beta(self.alpha, self.beta))

    def survival(self, t: FloatsLike) -> Floats:
        """S(t), the share that is still there after t renewals."""
        return np.exp(log_beta(self.alpha, self.beta + floats(t)) - log_beta(self.alpha, self.beta))

    def retention(self, t: FloatsLike) -> Floats:
        """r_t = S(t)/S(t-1); it rises with t because those likely to leave are gone first."""
        t = floats(t)
        return (self.beta + t - 1.0) / (self.alpha + self.beta + t - 1.0)

    def derl(self, n: FloatsLike, discount: float) -> Floats:
        """Discounted expected residual lifetime, in periods, of one who renewed n - 1 times and is about to decide on
        the n-th renewal; that renewal is not discounted. `discount` is the rate per period, greater than 0.
        """
        if not discount > 0:
            raise InvalidParameter("the discount rate", discount, "greater than 0")
        n = floats(n)
        ahead = self.alpha + self.beta + n - 1.0
        return (self.beta + n - 1.0) / ahead * hyp2f1(1.0, self.beta + n, ahead + 1.0, 1.0 / (1.0 + discount))


def fit(surviving: FloatsLike) -> Fit[Sbg]:
    """Maximum likelihood from the customers left at the start and after each renewal (never rising, at least two)."""
    surviving = floats(surviving)
    lost = -np.diff(surviving)
    if lost.size < 2 or np.any(lost < 0) or surviving[-1] < 0 or not np.any(lost > 0):
        raise InvalidParameter("the number of surviving customers", float(surviving[-1]), "falling over two renewals")
    objective = _objective(lost, float(surviving[-1]))
    found = fitting.maximise(objective, objective, dimension=2, customers=float(surviving[0]))
    alpha, beta = (float(value) for value in np.exp(found.log_parameters))
    return Fit(
        parameters=Sbg(alpha, beta),
        log_likelihood=found.log_likelihood,
        n=round(float(surviving[0])),
        converged=found.converged,
        gradient_norm=found.gradient_norm,
        warnings=found.warnings,
    )


def _objective(lost: Floats, survivors: float) -> Objective:
    t = np.arange(1.0, lost.size + 1.0)
    n = lost.sum() + survivors

    def objective(theta: Floats) -> tuple[float, Floats]:
        a, b = np.exp(theta)
        value = lost @ log_beta(a + 1.0, b + t - 1.0) + survivors * log_beta(a, b + t[-1]) - n * log_beta(a, b)
        ends, last, whole = psi(a + b + t), psi(a + b + t[-1]), psi(a + b)
        gradient = np.array(
            [
                lost @ (psi(a + 1.0) - ends) + survivors * (psi(a) - last) - n * (psi(a) - whole),
                lost @ (psi(b + t - 1.0) - ends) + survivors * (psi(b + t[-1]) - last) - n * (psi(b) - whole),
            ]
        )
        return float(value), gradient * np.array([a, b])

    return objective
