"""Individuals and moving range: one figure per day, week or month.

Sigma is the mean moving range of two neighbours / 1.128, so a slow drift inside the baseline does not widen it.
Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.control_chart.errors import BaselineTooShort, FigureUnusable
from idic.methods.control_chart.rules import WESTERN_ELECTRIC, Chart, RuleName, signals

# Mean range of two normal values in sigmas, and its upper limit in mean ranges.
D2 = 1.128
D4 = 3.267
FEWEST = 8


@dataclass(frozen=True, slots=True)
class IndividualsLimits:
    """Kept with the alert: what later points are held against. `points` is the length of the baseline."""

    centre: float
    sigma: float
    mean_moving_range: float
    points: int

    @property
    def lower(self) -> float:
        return self.centre - 3 * self.sigma

    @property
    def upper(self) -> float:
        return self.centre + 3 * self.sigma

    @property
    def moving_range_upper(self) -> float:
        return D4 * self.mean_moving_range


def individuals_limits(baseline: ArrayLike, *, fewest: int = FEWEST) -> IndividualsLimits:
    values = np.asarray(baseline, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all():
        raise FigureUnusable("The baseline must be one column of known numbers.")
    if values.size < max(fewest, 2):
        raise BaselineTooShort(values.size, max(fewest, 2))
    spread = float(np.abs(np.diff(values)).mean())
    return IndividualsLimits(float(values.mean()), spread / D2, spread, int(values.size))


def individuals(values: ArrayLike, limits: IndividualsLimits, *, rules: Sequence[RuleName] = WESTERN_ELECTRIC) -> Chart:
    """A missing value (NaN) stays in its place and gives no signal."""
    points = np.asarray(values, dtype=np.float64)
    if points.ndim != 1 or np.isinf(points).any():
        raise FigureUnusable("The points must be one column of numbers.")
    z = standardised(points - limits.centre, np.full(points.size, limits.sigma))
    return Chart(
        values=points,
        centre=limits.centre,
        lower=np.full(points.size, limits.lower),
        upper=np.full(points.size, limits.upper),
        z=z,
        signals=signals(z, rules=rules),
    )


def standardised(distance: NDArray[np.float64], sigma: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        z: NDArray[np.float64] = np.where((sigma == 0) & (distance == 0), 0.0, distance / sigma)
    return z
