"""Outcome and probability of the same rows, checked, and summed over equal probabilities.

Every figure that follows from ranks is computed over these ties, so the order of the rows never matters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.classification_metrics.errors import ColumnsUnequal, OutcomeNotBinary, ProbabilityOutOfRange

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    outcome: Floats
    probability: Floats

    @property
    def size(self) -> int:
        return self.outcome.size

    @property
    def positives(self) -> int:
        return int(self.outcome.sum())

    @property
    def one_class(self) -> bool:
        return self.positives in (0, self.size)


@dataclass(frozen=True, slots=True)
class Steps:
    """One entry per distinct probability, the highest first; `rows` and `events` are sums from the top."""

    probability: Floats
    rows: Ints
    events: Ints


def pairs(outcome: ArrayLike, probability: ArrayLike) -> Pairs:
    y = np.asarray(outcome, dtype=np.float64)
    p = np.asarray(probability, dtype=np.float64)
    if y.ndim != 1 or y.shape != p.shape or not y.size:
        raise ColumnsUnequal
    if not np.isin(y, (0.0, 1.0)).all():
        raise OutcomeNotBinary
    if not (np.isfinite(p).all() and (p >= 0).all() and (p <= 1).all()):
        raise ProbabilityOutOfRange
    return Pairs(y, p)


def steps(given: Pairs) -> Steps:
    values, code = np.unique(given.probability, return_inverse=True)
    rows = np.bincount(code, minlength=values.size)[::-1]
    events = np.bincount(code, weights=given.outcome, minlength=values.size)[::-1]
    return Steps(values[::-1], np.cumsum(rows), np.rint(np.cumsum(events)).astype(np.int64))
