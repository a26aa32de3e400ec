"""Maximum likelihood of the logistic model, plain or with an L2 penalty, by Newton's method with step halving.

Rows may be grouped: `successes` of `trials`. Penalised log-likelihood: sum(y eta - n ln(1 + e^eta)) - sum(penalty b^2) / 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import solve
from scipy.special import expit, xlogy

Floats = NDArray[np.float64]

STEPS = 100
TOLERANCE = 1e-12
LARGEST_PREDICTOR = 30.0


class LogitError(ValueError):
    """The model cannot be fitted; the message says what to change."""


class ShapesDiffer(LogitError):
    pass


class CountsImpossible(LogitError):
    pass


class ColumnsDependent(LogitError):
    """A column is constant or a sum of others, so its coefficient is not determined."""


@dataclass(frozen=True, slots=True)
class LogitFit:
    """`covariance`: inverse of the (penalised) information. `separated`: some rows are told apart perfectly, so an
    unpenalised coefficient would grow without end and its figures mean nothing. `deviance`: against the saturated model
    of the rows as given.
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    deviance: float
    converged: bool
    separated: bool

    @property
    def standard_errors(self) -> Floats:
        errors: Floats = np.sqrt(np.diag(self.covariance))
        return errors


def fit(
    design: ArrayLike,
    successes: ArrayLike,
    trials: ArrayLike | None = None,
    *,
    penalty: ArrayLike | float = 0.0,
) -> LogitFit:
    """`design` (rows, columns) holds its constant column itself. `penalty`: one number per column (0 = free), or one."""
    x = np.asarray(design, dtype=np.float64)
    y = np.asarray(successes, dtype=np.float64)
    n = np.ones_like(y) if trials is None else np.asarray(trials, dtype=np.float64)
    if x.ndim != 2 or y.shape != (x.shape[0],) or n.shape != y.shape or not x.size:
        raise ShapesDiffer("The design needs one row per outcome and at least one column.")
    if not (np.isfinite(x).all() and np.isfinite(y).all() and np.isfinite(n).all()):
        raise CountsImpossible("Every figure must be a finite number.")
    if (y < 0).any() or (y > n).any() or (n < 0).any() or not n.any():
        raise CountsImpossible("Successes lie between 0 and the trials.")
    weight = np.broadcast_to(np.asarray(penalty, dtype=np.float64), (x.shape[1],))

    def height(b: Floats) -> float:
        eta = x @ b
        return float((y * eta - n * np.logaddexp(0.0, eta)).sum() - 0.5 * (weight * b**2).sum())

    def slope_and_information(b: Floats) -> tuple[Floats, Floats]:
        p = expit(x @ b)
        slope = x.T @ (y - n * p) - weight * b
        information = (x * (n * p * (1 - p))[:, None]).T @ x + np.diag(weight)
        return slope, information

    if not weight.any() and np.linalg.matrix_rank(x[n > 0]) < x.shape[1]:
        raise ColumnsDependent("A column is constant or a sum of others. Leave it out.")
    b = np.zeros(x.shape[1])
    best = height(b)
    converged = False
    for _ in range(STEPS):
        slope, information = slope_and_information(b)
        try:
            step = solve(information, slope, assume_a="pos")
        except np.linalg.LinAlgError:
            break  # the information has vanished: perfect separation
        if float(slope @ step) < TOLERANCE * (1.0 + abs(best)):
            b, converged = b + step, True  # the last step squares the error that is left
            break
        size = 1.0
        while (there := height(b + size * step)) < best and size > 1e-8:
            size /= 2
        b, best = b + size * step, max(there, best)
    eta = x @ b
    _, information = slope_and_information(b)
    likelihood = float((y * eta - n * np.logaddexp(0.0, eta)).sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        saturated = float((xlogy(y, y / n) + xlogy(n - y, (n - y) / n))[n > 0].sum())
    covariance: Floats = np.linalg.pinv(information, hermitian=True).astype(np.float64)
    return LogitFit(
        coefficients=b,
        covariance=covariance,
        log_likelihood=likelihood,
        deviance=2.0 * (saturated - likelihood),
        converged=converged,
        separated=not weight.any() and bool(np.abs(eta).max() > LARGEST_PREDICTOR),
    )


def shift(offset: ArrayLike, outcome: ArrayLike) -> tuple[float, float]:
    """What must be added to `offset` (logits) so that the mean probability is the rate of `outcome`, and its error.

    Needs both classes. Guarded Newton steps: the mean probability rises with the shift.
    """
    eta, y = np.asarray(offset, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    if eta.shape != y.shape or not 0 < y.sum() < y.size:
        raise CountsImpossible("A shift needs an outcome of both classes, one per row.")
    low, high = -1000.0, 1000.0
    value = 0.0
    for _ in range(4 * STEPS):
        p = expit(eta + value)
        error = float((y - p).sum())
        low, high = (value, high) if error > 0 else (low, value)
        information = float((p * (1 - p)).sum())
        there = value + error / information if information > 0 else np.inf
        there = there if low < there < high else (low + high) / 2
        if abs(there - value) < 1e-12 * (1 + abs(value)):
            break
        value = there
    p = expit(eta + value)
    return float(value), float(1 / np.sqrt((p * (1 - p)).sum()))
