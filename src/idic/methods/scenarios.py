"""What it would be worth: keeping more customers, lifting some into a higher tier. Estimates from the value model, no promise."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class ScenarioError(ValueError):
    """The scenario cannot be computed; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Leavers:
    """What the value model says of those who go: `customers` with a value, `leaving` of them expected to be gone,
    `reachable` of these not gone for certain, `worth_each` what one of them is worth when staying is certain."""

    customers: int
    leaving: float
    reachable: float
    worth_each: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of a tier: how many, their mean, their sample variance."""

    customers: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class KeptMore:
    """`customers` who would have left and stay; `gain` is in the unit of the values. `is_capped`: no more can be kept
    than leave."""

    customers: float
    gain: float
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Lifted:
    """`low` and `high` bound the gain at `level`, from the spread of values inside both tiers."""

    customers: int
    gain: float
    low: float
    high: float
    level: float
    is_capped: bool


def leavers(p_alive: ArrayLike, value: ArrayLike) -> Leavers:
    """A value v holds the probability p of still buying: v / p is what the customer is worth when staying is certain. Of
    the sum of (1 - p) expected leavers, weighted by 1 - p, each is worth that much. nan rows are left out.

    Raises ScenarioError for columns of unequal length, or nobody with a value.
    """
    p, v = _floats(p_alive), _floats(value)
    if p.shape != v.shape:
        raise ScenarioError("Probabilities and values need one row for each customer.")
    known = ~(np.isnan(p) | np.isnan(v))
    p, v = p[known], v[known]
    if not p.size:
        raise ScenarioError("No customer has a lifetime value yet.")
    # whoever is gone for certain has no value to be read from
    certain = np.divide(v, p, out=np.zeros_like(v), where=p > 0)
    weight = np.where(p > 0, 1.0 - p, 0.0)
    reachable = float(weight.sum())
    worth = float((weight * certain).sum() / reachable) if reachable > 0 else 0.0
    return Leavers(int(p.size), float((1.0 - p).sum()), reachable, worth)


def keep_more(base: Leavers, *, share: float) -> KeptMore:
    """`share` of all customers with a value (0.01 for one in a hundred), of those who are leaving, stay after all.

    Raises ScenarioError for a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ScenarioError("The share of customers lies between 0 and 1, for example 0.01.")
    wanted = share * base.customers
    kept = min(wanted, base.reachable)
    return KeptMore(kept, kept * base.worth_each, wanted > kept)


def spread(values: ArrayLike) -> Spread:
    """nan rows are left out. Raises ScenarioError for a tier without a value."""
    known = _floats(values)
    known = known[~np.isnan(known)]
    if not known.size:
        raise ScenarioError("A tier needs at least one customer with a value.")
    return Spread(int(known.size), float(known.mean()), float(known.var(ddof=1)) if known.size > 1 else 0.0)


def lift(lower: Spread, higher: Spread, *, customers: int, level: float = 0.8) -> Lifted:
    """`customers` of one tier become what those of another are on average: Welch's interval of the difference of means.

    Raises ScenarioError for a number below 0, or a level outside 0 to 1.
    """
    if customers < 0 or not 0 < level < 1:
        raise ScenarioError("The number of customers is 0 or more, and the level lies between 0 and 1.")
    moved = min(customers, lower.customers)
    difference = higher.mean - lower.mean
    error = sqrt(higher.variance / higher.customers + lower.variance / lower.customers)
    reach = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Lifted(
        moved, moved * difference, moved * (difference - reach), moved * (difference + reach), level, moved < customers
    )


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64).reshape(-1)
