"""Cohort retention: of those who first bought in a month, how many were back k months later, and what they spent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Months = NDArray[np.datetime64]


class CohortError(ValueError):
    """The purchases cannot be read; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Cohorts:
    """One row per month of first purchase, oldest first (a month without newcomers has a row of size 0); column k is
    k months later. NaN later than the month of `as_of`, never 0: that month has not been yet.

    `active`: customers who bought; `retention`: their share of `size`; `revenue`: what the cohort spent;
    `revenue_retention`: against its own first month, NaN where that brought nothing. NaN everywhere without amounts.
    """

    months: Months
    size: Ints
    active: Floats
    retention: Floats
    revenue: Floats
    revenue_retention: Floats
    later: int


def retention(
    customer: ArrayLike, month: ArrayLike, *, amount: ArrayLike | None = None, as_of: np.datetime64 | str | None = None
) -> Cohorts:
    """One entry per purchase; month: dates or months. `as_of`: the last month that counts; `later`: entries after it,
    which are put aside. A return may be an entry with a negative amount: it lowers revenue and, being no purchase,
    neither makes a newcomer nor keeps anybody active; one before the first purchase is put aside as well."""
    customers = np.asarray(customer)
    moments = np.asarray(month, dtype="datetime64[M]").astype(np.int64)
    if customers.ndim != 1 or customers.shape != moments.shape:
        raise CohortError("Customers and months must be two columns of the same length.")
    money = np.full(moments.size, np.nan) if amount is None else np.asarray(amount, dtype=np.float64)
    if money.shape != moments.shape:
        raise CohortError("Amounts must have one entry per purchase.")
    if np.isnat(np.asarray(month, dtype="datetime64[M]")).any():
        raise CohortError("Every purchase needs a month.")
    if not moments.size:
        return _empty()
    last = int(moments.max()) if as_of is None else int(np.asarray(as_of, dtype="datetime64[M]").astype(np.int64))
    known = moments <= last
    later = int((~known).sum())
    customers, moments, money = customers[known], moments[known], money[known]
    bought = ~(money < 0)
    _names, who = np.unique(customers, return_inverse=True)
    if not bought.any():
        return _empty(later)
    never = np.iinfo(np.int64).max
    first = np.full(int(who.max()) + 1, never, dtype=np.int64)
    np.minimum.at(first, who[bought], moments[bought])
    cohort = first[who]
    inside = (cohort != never) & (moments >= cohort)
    who, moments, money, bought, cohort = who[inside], moments[inside], money[inside], bought[inside], cohort[inside]
    oldest = int(first.min())
    rows, ages = last - oldest + 1, last - oldest + 1
    cell = (cohort - oldest) * ages + moments - cohort
    once = np.unique(np.stack((cell[bought], who[bought])), axis=1)[0]
    active = np.bincount(once, minlength=rows * ages).reshape(rows, ages).astype(np.float64)
    revenue: Floats = np.bincount(cell, weights=money, minlength=rows * ages).reshape(rows, ages).astype(np.float64)
    future = np.arange(rows)[:, None] + np.arange(ages)[None, :] >= ages
    active[future] = np.nan
    revenue[future] = np.nan
    size = active[:, 0].astype(np.int64)
    months = (oldest + np.arange(rows)).astype("datetime64[M]")
    return Cohorts(
        months=months, size=size, active=active, retention=_share(active, size.astype(np.float64)), revenue=revenue,
        revenue_retention=_share(revenue, revenue[:, 0]), later=later,
    )  # fmt: skip


def _share(table: Floats, whole: Floats) -> Floats:
    base = np.broadcast_to(whole[:, None], table.shape)
    share: Floats = np.divide(table, base, out=np.full(table.shape, np.nan), where=base > 0)
    return share


def _empty(later: int = 0) -> Cohorts:
    none = np.zeros((0, 0))
    return Cohorts(np.zeros(0, dtype="datetime64[M]"), np.zeros(0, dtype=np.int64), none, none, none, none, later)
