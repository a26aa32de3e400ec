"""Do the probabilities mean what they say? Of those with 30 %, three in ten should leave.

Sources: Brier (1950) for the mean squared error, Hosmer and Lemeshow (1980) for the test over groups of equal size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logit, xlogy
from scipy.stats import chi2

from idic.methods import logit as logit_model
from idic.methods.classification_metrics.errors import FigureOutOfRange
from idic.methods.classification_metrics.pairs import Floats, Ints, Pairs, pairs

CLOSEST = 1e-15


@dataclass(frozen=True, slots=True)
class Bin:
    """Only bins with customers are listed. `low`, `high`: edges, or the smallest and largest probability in it."""

    low: float
    high: float
    count: int
    mean_probability: float
    rate: float


@dataclass(frozen=True, slots=True)
class HosmerLemeshow:
    """A small `p` says that probabilities and rates differ by more than chance. `df` = bins - 2."""

    statistic: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class InTheLarge:
    """`difference`: mean probability minus rate. `shift`: what must be added on the logit scale to set it right."""

    mean_probability: float
    rate: float
    difference: float
    shift: float | None
    se: float | None


def brier_of(given: Pairs) -> float:
    return float(((given.probability - given.outcome) ** 2).mean())


def log_loss_of(given: Pairs) -> float:
    p = np.clip(given.probability, CLOSEST, 1 - CLOSEST)
    return float(-(xlogy(given.outcome, p) + xlogy(1 - given.outcome, 1 - p)).mean())


def equal_width(outcome: ArrayLike, probability: ArrayLike, *, bins: int = 10) -> tuple[Bin, ...]:
    """A probability on an edge belongs to the bin above it, 1 to the last."""
    return equal_width_of(pairs(outcome, probability), bins)


def equal_width_of(given: Pairs, bins: int) -> tuple[Bin, ...]:
    _checked(bins)
    edges = np.arange(bins + 1) / bins
    code = np.minimum(np.searchsorted(edges, given.probability, side="right") - 1, bins - 1).astype(np.int64)
    return _bins(given, code, edges[:-1], edges[1:])


def equal_count(outcome: ArrayLike, probability: ArrayLike, *, bins: int = 10) -> tuple[Bin, ...]:
    """Groups of equal size by rising probability; equal probabilities stay together."""
    return equal_count_of(pairs(outcome, probability), bins)


def equal_count_of(given: Pairs, bins: int) -> tuple[Bin, ...]:
    _checked(bins)
    code = _ranked(given, bins)
    low, high = np.full(bins, np.inf), np.full(bins, -np.inf)
    np.minimum.at(low, code, given.probability)
    np.maximum.at(high, code, given.probability)
    return _bins(given, code, low, high)


def expected_calibration_error(table: tuple[Bin, ...]) -> float:
    """Mean gap between probability and rate, weighted by the customers in the bins."""
    rows = sum(one.count for one in table)
    return sum(one.count * abs(one.mean_probability - one.rate) for one in table) / rows


def hosmer_lemeshow_of(given: Pairs, bins: int = 10) -> HosmerLemeshow | None:
    """None with fewer than three groups, or where a group is expected to have no leaver or no stayer at all."""
    table = equal_count_of(given, bins)
    n, mean, rate = (np.array([getattr(one, name) for one in table]) for name in ("count", "mean_probability", "rate"))
    if len(table) < 3 or (mean <= 0).any() or (mean >= 1).any():
        return None
    statistic = float((n * (rate - mean) ** 2 / (mean * (1 - mean))).sum())
    df = len(table) - 2
    return HosmerLemeshow(statistic, df, float(chi2.sf(statistic, df)))


def in_the_large(outcome: ArrayLike, probability: ArrayLike) -> InTheLarge:
    return in_the_large_of(pairs(outcome, probability))


def in_the_large_of(given: Pairs) -> InTheLarge:
    """`shift` and `se` are None with one class only: no finite shift would set it right."""
    mean, rate = float(given.probability.mean()), float(given.outcome.mean())
    if given.one_class:
        return InTheLarge(mean, rate, mean - rate, None, None)
    offset = logit(np.clip(given.probability, CLOSEST, 1 - CLOSEST))
    shift, se = logit_model.shift(offset, given.outcome)
    return InTheLarge(mean, rate, mean - rate, shift, se)


def _ranked(given: Pairs, bins: int) -> Ints:
    below = np.searchsorted(np.sort(given.probability), given.probability, side="left").astype(np.int64)
    return bins * below // given.size


def _bins(given: Pairs, code: Ints, low: Floats, high: Floats) -> tuple[Bin, ...]:
    size = low.size
    count = np.bincount(code, minlength=size)
    probability = np.bincount(code, weights=given.probability, minlength=size)
    events = np.bincount(code, weights=given.outcome, minlength=size)
    return tuple(
        Bin(
            float(low[one]),
            float(high[one]),
            int(count[one]),
            float(probability[one] / count[one]),
            float(events[one] / count[one]),
        )
        for one in np.flatnonzero(count).tolist()
    )


def _checked(bins: int) -> None:
    if bins < 1:
        raise FigureOutOfRange("At least one bin is needed.")
