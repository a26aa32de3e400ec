"""Identical (x, t_x, T) share one likelihood term and one score, so everything is computed once per group."""

from dataclasses import dataclass, replace

import numpy as np

from idic.methods.clv.arrays import Flags, Floats, FloatsLike, Integers, floats, sums
from idic.methods.clv.coded import Coded, ranked
from idic.methods.clv.history import require_valid

_PREFERRED_MEAN_T = 30.0
_MEAN_T_RANGE = (10.0, 50.0)
_LARGEST_KEY = 2**40


@dataclass(frozen=True, slots=True)
class CustomerGroups:
    """In the order of (x, t_x, T). `member[i]` is the group of customer i; `x_values` with `x_count` is the table of x
    alone; `t_x_coded` and `T_coded` are the two times again, by their distinct values.
    """

    x: Floats
    t_x: Floats
    T: Floats
    count: Floats
    member: Integers
    x_values: Floats
    x_count: Floats
    t_x_coded: Coded
    T_coded: Coded

    @property
    def customers(self) -> int:
        return int(self.count.sum())

    def thinned(self, size: int) -> "CustomerGroups":
        """An evenly spaced weighted pick of at most `size` groups, enough to find the neighbourhood of a maximum."""
        if self.x.size <= size:
            return self
        reach = np.cumsum(self.count)
        position = (np.arange(size) + 0.5) / size * reach[-1]
        picked, times = np.unique(np.searchsorted(reach, position), return_counts=True)
        return _in_order(
            self.x[picked], self.t_x_coded.picked(picked), self.T_coded.picked(picked), times * (reach[-1] / size)
        )

    def in_fitting_unit(self) -> tuple["CustomerGroups", float]:
        """The same groups with times multiplied by a factor that brings the mean T into a range the search likes."""
        mean = float(np.average(self.T, weights=self.count))
        if _MEAN_T_RANGE[0] <= mean <= _MEAN_T_RANGE[1]:
            return self, 1.0
        factor = _PREFERRED_MEAN_T / mean
        scaled = replace(
            self, t_x=self.t_x * factor, T=self.T * factor,
            t_x_coded=self.t_x_coded.times(factor), T_coded=self.T_coded.times(factor),
        )  # fmt: skip
        return scaled, factor


def group(x: FloatsLike, t_x: FloatsLike, T: FloatsLike, count: FloatsLike | None = None) -> CustomerGroups:
    """Merge equal rows; `count` weights rows that already stand for several customers. Raises InvalidSummaries."""
    x, t_x, T = floats(x), floats(t_x), floats(T)
    require_valid(x, t_x, T)
    by_x, by_T = Coded.of(x), Coded.of(T)
    repeat = x > 0
    rows = np.flatnonzero(repeat)
    by_t_x = Coded.of(t_x[rows])
    if by_x.values.size * by_t_x.values.size * by_T.values.size > _LARGEST_KEY:
        first, member = distinct(x, t_x, T)
        all_t_x = Coded.of(t_x)
        coded_t_x, coded_T = all_t_x.picked(first), by_T.picked(first)
        return _in_order(x[first], coded_t_x, coded_T, _counts(member, count, first.size), member)

    # Without a repeat T alone tells customers apart; they are most of a base and need no sorting.
    first_T, member = _ranked_single(by_T, repeat)
    key = (by_x.code[rows] * by_t_x.values.size + by_t_x.code) * by_T.values.size + by_T.code[rows]
    keys, rank = ranked(key, by_x.values.size * by_t_x.values.size * by_T.values.size)
    member[rows] = rank + first_T.size
    rest, code_T = np.divmod(keys, by_T.values.size)
    code_x, code_t = np.divmod(rest, by_t_x.values.size)
    times = np.concatenate([by_t_x.values, [0.0]])
    none = np.full(first_T.size, by_t_x.values.size, dtype=np.int64)
    return _in_order(
        np.concatenate([np.zeros(first_T.size), by_x.values[code_x]]),
        Coded(times, np.concatenate([none, code_t])),
        Coded(by_T.values, np.concatenate([first_T, code_T])),
        _counts(member, count, first_T.size + keys.size),
        member,
    )


def distinct(*columns: Floats) -> tuple[Integers, Integers]:
    """Position of one row of each distinct combination, in sorted order, and the combination of every row."""
    member = np.zeros(columns[0].size, dtype=np.int64)
    found = min(1, member.size)
    for column in columns:
        coded = Coded.of(column)
        keys, member = ranked(member * coded.values.size + coded.code, found * coded.values.size)
        found = keys.size
    first = np.empty(found, dtype=np.int64)
    first[member[::-1]] = np.arange(member.size - 1, -1, -1)
    return first, member


def _ranked_single(by_T: Coded, repeat: Flags) -> tuple[Integers, Integers]:
    """The codes of T of customers without a repeat, and for every row the rank of its code among them."""
    present = np.zeros(by_T.values.size, dtype=np.bool_)
    present[by_T.code[~repeat]] = True
    return np.flatnonzero(present), (np.cumsum(present) - 1)[by_T.code]


def _counts(member: Integers, count: FloatsLike | None, size: int) -> Floats:
    if count is None:
        return np.bincount(member, minlength=size).astype(np.float64)
    return sums(member, floats(count), size)


def _in_order(x: Floats, t_x: Coded, T: Coded, count: Floats, member: Integers | None = None) -> CustomerGroups:
    starts = np.flatnonzero(np.diff(x, prepend=-1.0))
    return CustomerGroups(
        x=x,
        t_x=t_x.values[t_x.code],
        T=T.values[T.code],
        count=count,
        member=np.arange(x.size, dtype=np.int64) if member is None else member,
        x_values=x[starts],
        x_count=np.add.reduceat(count, starts),
        t_x_coded=t_x,
        T_coded=T,
    )
