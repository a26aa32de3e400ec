"""p, u and c charts: shares of a number, counts per size, plain counts.

Sources: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3; Montgomery, "Introduction to Statistical Quality
Control".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.control_chart.errors import BaselineTooShort, FigureUnusable
from idic.methods.control_chart.individuals import FEWEST, standardised
from idic.methods.control_chart.rules import WESTERN_ELECTRIC, Chart, RuleName, signals

# p: shares of those counted (binomial). u: events per unit of size (Poisson). c: events, each point of one size.
RateKind = Literal["p", "u", "c"]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RateLimits:
    """The centre of the baseline; the limits of a point follow from its own size."""

    kind: RateKind
    centre: float
    points: int


def rates_limits(
    kind: RateKind, count: ArrayLike, size: ArrayLike | None = None, *, fewest: int = FEWEST
) -> RateLimits:
    counts, sizes = _counts(kind, count, size)
    if counts.size < fewest:
        raise BaselineTooShort(counts.size, fewest)
    whole = sizes.sum()
    if whole <= 0:
        raise FigureUnusable("The baseline counts nothing: its sizes are all 0.")
    return RateLimits(kind, float(counts.sum() / whole), int(counts.size))


def rates(
    limits: RateLimits, count: ArrayLike, size: ArrayLike | None = None, *, rules: Sequence[RuleName] = WESTERN_ELECTRIC
) -> Chart:
    """Limits 3 sigma either side, never below 0 and, of a share, never above 1. A point of size 0 is missing."""
    counts, sizes = _counts(limits.kind, count, size)
    known = sizes > 0
    values, sigma = np.full(counts.size, np.nan), np.full(counts.size, np.nan)
    values[known] = counts[known] / sizes[known]
    spread = limits.centre * (1 - limits.centre) if limits.kind == "p" else limits.centre
    sigma[known] = np.sqrt(spread / sizes[known])
    z = standardised(values - limits.centre, sigma)
    highest = 1.0 if limits.kind == "p" else np.inf
    return Chart(
        values=values,
        centre=limits.centre,
        lower=np.maximum(limits.centre - 3 * sigma, 0.0),
        upper=np.minimum(limits.centre + 3 * sigma, highest),
        z=z,
        signals=signals(z, rules=rules),
    )


def _counts(kind: RateKind, count: ArrayLike, size: ArrayLike | None) -> tuple[Floats, Floats]:
    if kind not in get_args(RateKind):
        raise FigureUnusable(f"The chart is one of {', '.join(get_args(RateKind))}, not {kind!r}.")
    counts = np.asarray(count, dtype=np.float64)
    if (size is None) != (kind == "c"):
        raise FigureUnusable("p and u charts need the size of each point; a c chart has none.")
    sizes = np.ones(counts.shape) if size is None else np.asarray(size, dtype=np.float64)
    if counts.ndim != 1 or counts.shape != sizes.shape:
        raise FigureUnusable("Counts and sizes must be two columns of the same length.")
    if not (np.isfinite(counts).all() and np.isfinite(sizes).all()) or (counts < 0).any() or (sizes < 0).any():
        raise FigureUnusable("Counts and sizes must be known and not negative.")
    if kind == "p" and (counts > sizes).any():
        raise FigureUnusable("A share above 1: a point counts more than its size.")
    if ((sizes == 0) & (counts > 0)).any():
        raise FigureUnusable("A point counts something although its size is 0.")
    return counts, sizes
