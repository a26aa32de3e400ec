"""Identical (x, t_x, T) share one likelihood term and one score, so everything is computed once per group."""

from dataclasses import dataclass, replace

import numpy as np

from idic.methods.clv.arrays import Floats, FloatsLike, Integers, floats, sums
from idic.methods.clv.history import require_valid

_PREFERRED_MEAN_T = 30.0
_MEAN_T_RANGE = (10.0, 50.0)


@dataclass(frozen=True, slots=True)
class CustomerGroups:
    """`member[i]` is the group of customer i; `x_values` with `x_count` is the table of x alone."""

    x: Floats
    t_x: Floats
    T: Floats
    count: Floats
    member: Integers
    x_values: Floats
    x_count: Floats

    @property
    def customers(self) -> int:
        return int(self.count.sum())

    def thinned(self, size: int) -> "CustomerGroups":
        """An evenly spaced weighted pick of at most `size` groups, enough to find the neighbourhood of a maximum."""
        if self.x.size <= size:
            return self
        position = (np.arange(size) + 0.5) / size * self.count.sum()
        picked, times = np.unique(np.searchsorted(np.cumsum(self.count), position), return_counts=True)
        return _with_counts(self.x[picked], self.t_x[picked], self.T[picked], times * (self.count.sum() / size))

    def in_fitting_unit(self) -> tuple["CustomerGroups", float]:
        """The same groups with times multiplied by a factor that brings the mean T into a range the search likes."""
        mean = float(np.average(self.T, weights=self.count))
        if _MEAN_T_RANGE[0] <= mean <= _MEAN_T_RANGE[1]:
            return self, 1.0
        factor = _PREFERRED_MEAN_T / mean
        return replace(self, t_x=self.t_x * factor, T=self.T * factor), factor


def group(x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> CustomerGroups:
    """Merge equal rows; `count` weights rows that already stand for several customers. Raises InvalidSummaries."""
    x, t_x, T = floats(x), floats(t_x), floats(T)
    require_valid(x, t_x, T)
    weights = np.ones(x.size) if count is None else floats(count)
    first, member = distinct(x, t_x, T)
    counts = sums(member, weights, first.size)
    return _with_counts(x[first], t_x[first], T[first], counts, member)


def distinct(*columns: Floats) -> tuple[Integers, Integers]:
    """Position of one row of each distinct combination, in sorted order, and the combination of every row."""
    member = np.zeros(columns[0].size, dtype=np.int64)
    found = min(1, member.size)
    for column in columns:
        values, code = np.unique(column, return_inverse=True)
        member, found = _ranked(member * values.size + code, found * values.size)
    first = np.empty(found, dtype=np.int64)
    first[member[::-1]] = np.arange(member.size - 1, -1, -1)
    return first, member


def _ranked(key: Integers, bound: int) -> tuple[Integers, int]:
    """Rank of every key among the distinct keys, and how many there are; without sorting when keys are dense."""
    if bound > 8 * key.size + 1000:
        values, rank = np.unique(key, return_inverse=True)
        return rank.astype(np.int64), values.size
    present = np.zeros(bound, dtype=np.bool_)
    present[key] = True
    rank = np.cumsum(present) - 1
    return rank[key], int(present.sum())


def _with_counts(x: Floats, t_x: Floats, T: Floats, count: Floats, member: Integers | None = None) -> CustomerGroups:
    x_values, x_code = np.unique(x, return_inverse=True)
    return CustomerGroups(
        x=x,
        t_x=t_x,
        T=T,
        count=count,
        member=np.arange(x.size, dtype=np.int64) if member is None else member,
        x_values=x_values,
        x_count=sums(x_code, count, x_values.size),
    )
