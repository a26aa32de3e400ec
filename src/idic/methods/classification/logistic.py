"""L2-penalised logistic regression on standardised columns; the strength is chosen across folds by log loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.methods import logit

Floats = NDArray[np.float64]

STRENGTHS = (0.1, 1.0, 10.0, 100.0)


@dataclass(frozen=True, slots=True)
class Logistic:
    intercept: float
    coefficients: Floats
    strength: float

    def margin(self, design: Floats) -> Floats:
        return design @ self.coefficients + self.intercept

    def contributions(self, design: Floats) -> Floats:
        """Per row and column, then the base: a standardised column adds nothing for the average row."""
        return np.column_stack([design * self.coefficients, np.full(len(design), self.intercept)])

    def to_json(self) -> dict[str, Any]:
        return {
            "intercept": self.intercept,
            "coefficients": self.coefficients.tolist(),
            "strength": self.strength,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Logistic:
        coefficients = np.asarray(document["coefficients"], dtype=np.float64)
        return cls(document["intercept"], coefficients, document["strength"])


def fit(design: Floats, outcome: Floats, strength: float) -> Logistic:
    penalty = np.full(design.shape[1] + 1, strength)
    penalty[0] = 0.0
    found = logit.fit(np.column_stack([np.ones(len(design)), design]), outcome, penalty=penalty)
    return Logistic(float(found.coefficients[0]), found.coefficients[1:], strength)
