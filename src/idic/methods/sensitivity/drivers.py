"""What moves a yes-or-no decision, from an unpenalised logistic model: odds ratios and average marginal effects.

Source: Greene, "Econometric Analysis"; standard errors of the effects by the delta method.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, xlogy
from scipy.stats import norm

from idic.methods import logit as logit_model
from idic.methods.sensitivity.errors import ColumnsUnequal, FigureOutOfRange

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drivers:
    """One entry per column. `effects`: change of the probability, on average over the rows, per unit of the column.

    `separated`: some rows are told apart perfectly; the figures then mean nothing.
    """

    names: tuple[str, ...]
    intercept: float
    intercept_se: float
    coefficients: Floats
    se: Floats
    p: Floats
    odds_ratios: Floats
    odds_low: Floats
    odds_high: Floats
    effects: Floats
    effects_se: Floats
    log_likelihood: float
    null_log_likelihood: float
    deviance: float
    converged: bool
    separated: bool

    @property
    def pseudo_r2(self) -> float:
        """McFadden: 1 - log-likelihood / that of the rate alone."""
        return 1 - self.log_likelihood / self.null_log_likelihood

    def odds_ratio(self, name: str, *, per: float) -> float:
        return float(np.exp(self.coefficients[self.names.index(name)] * per))


def drivers(
    columns: Mapping[str, ArrayLike], events: ArrayLike, trials: ArrayLike | None = None, *, level: float = 0.95
) -> Drivers:
    """`events` 0 or 1 per row, or how many of `trials`. Numbers only, none missing."""
    if not 0 < level < 1:
        raise FigureOutOfRange("The level lies between 0 and 1, for example 0.95.")
    y = np.asarray(events, dtype=np.float64)
    n = np.ones_like(y) if trials is None else np.asarray(trials, dtype=np.float64)
    parts = [np.asarray(values, dtype=np.float64) for values in columns.values()]
    if not parts or any(part.shape != y.shape for part in parts):
        raise ColumnsUnequal("At least one column is needed, each with one entry per row.")
    x = np.column_stack([np.ones_like(y), *parts])
    found = logit_model.fit(x, y, n)
    b, covariance = found.coefficients, found.covariance
    se = found.standard_errors
    p = expit(x @ b)
    weight = n / n.sum()
    steepness = float((weight * p * (1 - p)).sum())
    bend = x.T @ (weight * p * (1 - p) * (1 - 2 * p))
    jacobian = np.outer(b, bend) + steepness * np.eye(b.size)
    effects_se = np.sqrt(np.diag(jacobian @ covariance @ jacobian.T))
    reach = NormalDist().inv_cdf(0.5 + level / 2) * se
    rate = y.sum() / n.sum()
    with np.errstate(over="ignore"):  # a separated model reaches to infinity
        low, high = np.exp(b - reach), np.exp(b + reach)
    return Drivers(
        names=tuple(columns),
        intercept=float(b[0]),
        intercept_se=float(se[0]),
        coefficients=b[1:],
        se=se[1:],
        p=np.asarray(2 * norm.sf(np.abs(b / se)), dtype=np.float64)[1:],
        odds_ratios=np.exp(b[1:]),
        odds_low=low[1:],
        odds_high=high[1:],
        effects=steepness * b[1:],
        effects_se=effects_se[1:],
        log_likelihood=found.log_likelihood,
        null_log_likelihood=float((xlogy(y, rate) + xlogy(n - y, 1 - rate)).sum()),
        deviance=found.deviance,
        converged=found.converged,
        separated=found.separated,
    )
