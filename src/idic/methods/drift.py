"""Population stability index: how far segment shares have moved since the segments were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

LOOK_ABOVE = 0.10
REFIT_ABOVE = 0.25


class DriftError(ValueError):
    """The two distributions cannot be compared; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Drift:
    """`index` is infinite when an empty segment is filled or the reverse. `parts`: each segment's share of it."""

    index: float
    parts: NDArray[np.float64]
    verdict: Literal["stable", "look", "refit"]


def psi(expected: ArrayLike, actual: ArrayLike) -> Drift:
    """Sum of (a - e) ln(a / e) over segments, from shares or counts; a segment empty both times adds nothing."""
    e, a = _shares(expected), _shares(actual)
    if e.shape != a.shape:
        raise DriftError("Both distributions must list the same segments.")
    parts = np.zeros(e.shape)
    both = (e > 0) & (a > 0)
    parts[both] = (a[both] - e[both]) * np.log(a[both] / e[both])
    parts[(e > 0) != (a > 0)] = np.inf
    index = float(parts.sum())
    if index > REFIT_ABOVE:
        return Drift(index, parts, "refit")
    return Drift(index, parts, "look" if index > LOOK_ABOVE else "stable")


def _shares(values: ArrayLike) -> NDArray[np.float64]:
    counts = np.asarray(values, dtype=np.float64)
    if counts.ndim != 1 or not counts.size or not np.isfinite(counts).all() or (counts < 0).any() or not counts.any():
        raise DriftError("A distribution needs one share or count per segment, none negative, not all zero.")
    shares: NDArray[np.float64] = counts / counts.sum()
    return shares
