"""What was known of a customer's purchases on a day in the past: of many customers and many days at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class SaleDaysError(ValueError):
    """The columns cannot be read; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Until:
    """One entry per question, of what was bought up to and on its day. `days`: with a sale; `first`, `last`: of them, as
    days since 1970 (0 without any); `later`: spent after the first day."""

    days: Ints
    first: Ints
    last: Ints
    later: Floats


@dataclass(frozen=True, slots=True)
class SaleDays:
    """`customers` ascending, also those without a sale; asked by their place in it, and by days since 1970."""

    customers: Ints
    _place: Ints
    _day: Ints
    _sums: Floats
    _key: Ints
    _low: int
    _span: int

    @classmethod
    def of(cls, customers: Sequence[int], customer: ArrayLike, day: ArrayLike, spent: ArrayLike) -> SaleDays:
        """One entry per customer and day; each customer must be among `customers`."""
        known = np.unique(np.asarray(customers, dtype=np.int64))
        who, when = np.asarray(customer, dtype=np.int64), np.asarray(day, dtype=np.int64)
        paid = np.asarray(spent, dtype=np.float64)
        if who.ndim != 1 or not who.shape == when.shape == paid.shape:
            raise SaleDaysError("Every day needs its customer and what was spent.")
        place = np.searchsorted(known, who)
        if who.size and ((place >= known.size).any() or (known[np.minimum(place, known.size - 1)] != who).any()):
            raise SaleDaysError("Somebody bought who is not among the customers.")
        order = np.lexsort((when, place))
        place, when, paid = place[order].astype(np.int64), when[order], paid[order]
        low = int(when.min(initial=0))
        # wide enough that no question about one customer reaches into the next
        span = int(when.max(initial=0)) - low + 3
        sums = np.concatenate([[0.0], np.cumsum(paid)])
        return cls(known, place, when, sums, place * span + (when - low) + 1, low, span)

    def places(self, customers: ArrayLike) -> Ints:
        """-1 for whoever is not among them."""
        asked = np.asarray(customers, dtype=np.int64)
        if not self.customers.size:
            return np.full(asked.shape, -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.customers, asked), self.customers.size - 1)
        return np.where(self.customers[found] == asked, found, -1).astype(np.int64)

    def until(self, place: ArrayLike, day: ArrayLike) -> Until:
        where = np.asarray(place, dtype=np.int64)
        begin, end = self._ends(where, np.full(where.shape, self._low - 1)), self._ends(where, day)
        some = end > begin
        if not self._day.size:
            nothing = np.zeros(where.shape, dtype=np.int64)
            return Until(nothing, nothing, nothing, nothing.astype(np.float64))
        first, last = np.minimum(begin, self._day.size - 1), np.maximum(end - 1, 0)
        return Until(
            end - begin, np.where(some, self._day[first], 0), np.where(some, self._day[last], 0),
            np.where(some, self._sums[end] - self._sums[np.minimum(begin + 1, end)], 0.0),
        )  # fmt: skip

    def between(self, place: ArrayLike, after: ArrayLike, until: ArrayLike) -> tuple[Ints, Floats]:
        """Days with a sale later than `after`, up to and on `until`; and what was spent on them."""
        where = np.asarray(place, dtype=np.int64)
        begin, end = self._ends(where, after), self._ends(where, until)
        return end - begin, self._sums[end] - self._sums[begin]

    def _ends(self, place: Ints, day: ArrayLike) -> Ints:
        """Behind the last entry of each customer that is not later than the day."""
        inside = np.clip(np.asarray(day, dtype=np.int64) - self._low + 1, 0, self._span - 2)
        return np.searchsorted(self._key, place * self._span + inside, side="right").astype(np.int64)
