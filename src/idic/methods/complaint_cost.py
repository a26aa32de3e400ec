"""What a complaint costs: the work, the remedy, and the margin that is at risk with the customer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class CostError(ValueError):
    """The cost cannot be computed; the message says what to change."""


class UnequalColumns(CostError):
    pass


class FigureOutOfRange(CostError):
    pass


@dataclass(frozen=True, slots=True)
class Costs:
    """One entry per complaint, in one currency. `total` is NaN where a part is unknown; `known` sums the known parts.
    `rose`: complaints after which the customer was more likely to stay; their margin at risk is 0, not negative.
    """

    handling: Floats
    remedy: Floats
    margin_at_risk: Floats
    total: Floats
    known: Floats
    rose: int


def costs(
    minutes: ArrayLike,
    remedy: ArrayLike,
    p_alive_before: ArrayLike,
    p_alive_after: ArrayLike,
    lifetime_value: ArrayLike,
    *,
    rate_per_hour: float,
) -> Costs:
    """handling = minutes / 60 x rate; margin at risk = drop of P(alive) x lifetime value (margin, before the complaint).

    NaN = unknown (an anonymous complaint has no customer); it is never taken as 0.
    """
    given = [
        np.asarray(part, dtype=np.float64) for part in (minutes, remedy, p_alive_before, p_alive_after, lifetime_value)
    ]
    if given[0].ndim != 1 or any(part.shape != given[0].shape for part in given):
        raise UnequalColumns("Every complaint needs its minutes, remedy, two probabilities and value (or unknown).")
    work, paid, before, after, value = given
    if any(bool((part < 0).any()) or bool(np.isinf(part).any()) for part in given[:4]) or np.isinf(value).any():
        raise FigureOutOfRange("Minutes, remedies and probabilities must not be negative, nor anything infinite.")
    if bool((before > 1).any()) or bool((after > 1).any()):
        raise FigureOutOfRange("A probability of being alive lies between 0 and 1.")
    if not (np.isfinite(rate_per_hour) and rate_per_hour >= 0):
        raise FigureOutOfRange("The cost of an hour must be known and not negative.")
    handling, risk = work / 60 * rate_per_hour, at_risk(before, after, value)
    parts = np.stack([handling, paid, risk])
    return Costs(handling, paid, risk, parts.sum(axis=0), np.nansum(parts, axis=0), int((before < after).sum()))


def at_risk(p_alive_before: Floats, p_alive_after: Floats, lifetime_value: Floats) -> Floats:
    """The drop of P(alive) times the value before it, never below 0. A customer who only costs money is no margin at risk."""
    drop = p_alive_before - p_alive_after
    return np.where(
        np.isnan(drop + lifetime_value), np.nan, np.maximum(drop, 0) * np.maximum(lifetime_value, 0)
    )  # fmt: skip
