"""How well the probabilities put those who left above those who stayed.

Sources: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837-845, computed over midranks as in Sun and Xu, IEEE
Signal Processing Letters 21 (2014) 1389-1393.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from idic.methods.classification_metrics.errors import FigureOutOfRange
from idic.methods.classification_metrics.pairs import Floats, Pairs, pairs, steps


@dataclass(frozen=True, slots=True)
class Interval:
    """`se` is 0, and the interval a point, where the classes do not overlap at all: that is too few rows, not certainty."""

    value: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """`cut`: contacted is who has at least this probability; the first point contacts nobody (cut infinite)."""

    cut: Floats
    x: Floats
    y: Floats


def auc(outcome: ArrayLike, probability: ArrayLike, *, level: float = 0.95) -> Interval | None:
    """Area under the ROC curve, a tie counting one half, with DeLong's interval; None with one class only."""
    return auc_of(pairs(outcome, probability), level=level)


def auc_of(given: Pairs, *, level: float = 0.95) -> Interval | None:
    if not 0 < level < 1:
        raise FigureOutOfRange("The level lies between 0 and 1, for example 0.95.")
    if given.one_class:
        return None
    left, stayed = given.probability[given.outcome == 1], given.probability[given.outcome == 0]
    m, n = left.size, stayed.size
    together = rankdata(np.r_[left, stayed])
    above = (together[:m] - rankdata(left)) / n
    below = 1.0 - (together[m:] - rankdata(stayed)) / m
    value = float(above.mean())
    variance = (above.var(ddof=1) / m if m > 1 else np.nan) + (below.var(ddof=1) / n if n > 1 else np.nan)
    se = float(np.sqrt(variance))
    reach = NormalDist().inv_cdf(0.5 + level / 2) * se
    return Interval(value, se, max(0.0, value - reach), min(1.0, value + reach))


def ks_of(given: Pairs) -> float | None:
    """Largest gap between the shares of leavers and of stayers that a cut catches."""
    if given.one_class:
        return None
    found = steps(given)
    stayed = given.size - given.positives
    gap = found.events / given.positives - (found.rows - found.events) / stayed
    return float(np.abs(gap).max())


def average_precision_of(given: Pairs) -> float | None:
    """Sum of precision times the rise of recall over the cuts."""
    if given.one_class:
        return None
    found = steps(given)
    rise = np.diff(found.events, prepend=0) / given.positives
    return float((rise * found.events / found.rows).sum())


def roc_curve(outcome: ArrayLike, probability: ArrayLike) -> Curve | None:
    """x: share of stayers caught, y: share of leavers caught."""
    given = pairs(outcome, probability)
    if given.one_class:
        return None
    found = steps(given)
    stayed = given.size - given.positives
    return Curve(
        np.r_[np.inf, found.probability],
        np.r_[0.0, (found.rows - found.events) / stayed],
        np.r_[0.0, found.events / given.positives],
    )


def gain_curve(outcome: ArrayLike, probability: ArrayLike) -> Curve | None:
    """x: share of customers from the top, y: share of all leavers among them."""
    given = pairs(outcome, probability)
    if not given.positives:
        return None
    found = steps(given)
    return Curve(
        np.r_[np.inf, found.probability],
        np.r_[0.0, found.rows / given.size],
        np.r_[0.0, found.events / given.positives],
    )
