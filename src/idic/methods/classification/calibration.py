"""From a model's score to a probability that means what it says, learned from rows the model has not seen.

Sources: Platt (1999), with his targets (N+ + 1) / (N+ + 2) and 1 / (N- + 2); isotonic regression by pooling adjacent
violators (Ayer et al. 1955).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression
from scipy.special import expit

from idic.methods import logit
from idic.methods.classification.errors import ColumnsUnequal, FigureOutOfRange, OneClassOnly

Floats = NDArray[np.float64]
Kind = Literal["none", "platt", "isotonic"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`platt`: logit = slope x margin + intercept. `isotonic`: straight lines between (margins, probabilities)."""

    kind: Kind = "none"
    slope: float = 1.0
    intercept: float = 0.0
    margins: tuple[float, ...] = ()
    probabilities: tuple[float, ...] = ()

    def probability(self, margin: ArrayLike) -> Floats:
        given = np.asarray(margin, dtype=np.float64)
        if self.kind == "isotonic":
            return np.interp(given, self.margins, self.probabilities).astype(np.float64)
        result: Floats = expit(self.slope * given + self.intercept)
        return result

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "slope": self.slope,
            "intercept": self.intercept,
            "margins": list(self.margins),
            "probabilities": list(self.probabilities),
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Calibration:
        return cls(
            document["kind"],
            document["slope"],
            document["intercept"],
            tuple(document["margins"]),
            tuple(document["probabilities"]),
        )


def fit(kind: Kind, margin: ArrayLike, outcome: ArrayLike) -> Calibration:
    if kind == "none":
        return Calibration()
    given, y = np.asarray(margin, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    if given.shape != y.shape or given.ndim != 1:
        raise ColumnsUnequal("Margin and outcome must be two columns of the same length.")
    if not 0 < y.sum() < y.size:
        raise OneClassOnly
    return _platt(given, y) if kind == "platt" else _isotonic(given, y)


def undo_sampling(probability: ArrayLike, weight: float) -> Floats:
    """p w / (p w + 1 - p), where `weight` = share kept of the stayers / share kept of the leavers."""
    if not weight > 0:
        raise FigureOutOfRange("The weight must be above 0.")
    p = np.asarray(probability, dtype=np.float64)
    result: Floats = p * weight / (p * weight + 1 - p)
    return result


def _platt(margin: Floats, y: Floats) -> Calibration:
    events, stayed = y.sum(), (1 - y).sum()
    target = np.where(y == 1, (events + 1) / (events + 2), 1 / (stayed + 2))
    middle, spread = float(margin.mean()), float(margin.std())
    if margin.min() < margin.max():
        found = logit.fit(np.stack([np.ones_like(margin), (margin - middle) / spread], axis=1), target)
        slope = float(found.coefficients[1]) / spread
        if slope > 0:
            return Calibration("platt", slope, float(found.coefficients[0]) - slope * middle)
    # A model that orders rows the wrong way round knows nothing: everybody gets the rate.
    share = float(target.mean())
    return Calibration("platt", 0.0, float(np.log(share / (1 - share))))


def _isotonic(margin: Floats, y: Floats) -> Calibration:
    values, code = np.unique(margin, return_inverse=True)
    rows = np.bincount(code).astype(np.float64)
    rate = np.bincount(code, weights=y) / rows
    fitted = np.asarray(isotonic_regression(rate, weights=rows).x, dtype=np.float64)
    # No finite number of rows makes an outcome certain.
    least = 0.5 / (y.size + 1)
    fitted = np.clip(fitted, least, 1 - least)
    corner = np.r_[True, np.diff(fitted) > 0] | np.r_[np.diff(fitted) > 0, True]
    return Calibration("isotonic", margins=tuple(values[corner].tolist()), probabilities=tuple(fitted[corner].tolist()))
