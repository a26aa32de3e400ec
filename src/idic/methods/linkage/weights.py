"""Fellegi and Sunter (1969): weight of a pair and the probability that it is one person.

W = sum of log2(m/u) over the fields, a field without evidence adding 0; posterior = s / (1 + s) with
s = 2^(W + log2(lambda / (1 - lambda))).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from idic.methods.linkage.errors import ImpossibleProbability

Floats = NDArray[np.float64]
Patterns = NDArray[np.int64]


def prior_weight(prior: float) -> float:
    """log2 of the odds before anything is compared."""
    if not 0.0 < prior < 1.0:
        raise ImpossibleProbability("prior", prior)
    return math.log2(prior / (1.0 - prior))


def level_weights(m: Floats, u: Floats) -> Floats:
    weights: Floats = np.log2(m) - np.log2(u)
    return weights


def posterior(weight: float, prior: float) -> float:
    """Stays finite for any weight."""
    exponent = weight + prior_weight(prior)
    if exponent > 0:
        return 1.0 / (1.0 + math.exp2(-min(exponent, 1000.0)))
    odds = math.exp2(max(exponent, -1000.0))
    return odds / (1.0 + odds)


def pattern_weights(patterns: Patterns, m: Sequence[Floats], u: Sequence[Floats]) -> Floats:
    """One weight for each row of `patterns` (levels of all fields; -1 adds nothing)."""
    total = np.zeros(len(patterns))
    for place, (m_field, u_field) in enumerate(zip(m, u, strict=True)):
        levels = patterns[:, place]
        total += np.where(levels < 0, 0.0, level_weights(m_field, u_field)[np.maximum(levels, 0)])
    return total


def pattern_probabilities(patterns: Patterns, shares: Sequence[Floats]) -> Floats:
    """P(pattern) under m or under u, fields independent; -1 counts as certain."""
    total = np.ones(len(patterns))
    for place, share in enumerate(shares):
        levels = patterns[:, place]
        total *= np.where(levels < 0, 1.0, share[np.maximum(levels, 0)])
    return total
