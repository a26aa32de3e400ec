"""From orders to one line per customer: what RFM and tense start from.

Cancelled and fully returned orders do not count; a partial return reduces the amount. Days are days of the business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Amount = Literal["sum", "mean"]


class PurchaseHistoryError(ValueError):
    """The orders cannot be summed up; the message says what to change."""


class MixedCurrencies(PurchaseHistoryError):
    def __init__(self, currencies: tuple[str, ...]) -> None:
        self.currencies = currencies
        super().__init__(f"Convert the orders to one currency first; found {', '.join(currencies)}.")


class UnequalColumns(PurchaseHistoryError):
    pass


@dataclass(frozen=True, slots=True)
class PurchaseHistories:
    """One entry per customer with at least one order that counts, by ascending customer id.

    `recency_days`: days from the last order to `as_of`; `frequency`: orders; `monetary`: net amount;
    `median_gap_days`: between distinct purchase days, NaN with fewer than two. `rejected`: positions of the input
    orders that are later than `as_of` or have no known amount or time.
    """

    customer: NDArray[np.generic]
    recency_days: NDArray[np.int64]
    frequency: NDArray[np.int64]
    monetary: NDArray[np.float64]
    first_day: NDArray[np.datetime64]
    last_day: NDArray[np.datetime64]
    median_gap_days: NDArray[np.float64]
    rejected: NDArray[np.int64]


def summarise(
    customer: ArrayLike,
    ordered_at: ArrayLike,
    amount: ArrayLike,
    *,
    as_of: date,
    zone: tzinfo,
    cancelled: ArrayLike | None = None,
    returned_amount: ArrayLike | None = None,
    currency: ArrayLike | None = None,
    window_days: int | None = None,
    merge_same_day: bool = False,
    monetary: Amount = "sum",
) -> PurchaseHistories:
    """`ordered_at` is UTC (datetime64); `zone` turns it into a business day. `window_days` counts back from `as_of`."""
    who = np.asarray(customer)
    at = np.asarray(ordered_at, dtype="datetime64[us]")
    gross = np.asarray(amount, dtype=np.float64)
    off = np.zeros(who.shape, dtype=np.bool_) if cancelled is None else np.asarray(cancelled, dtype=np.bool_)
    back = np.zeros(who.shape) if returned_amount is None else np.asarray(returned_amount, dtype=np.float64)
    if who.ndim != 1 or any(part.shape != who.shape for part in (at, gross, off, back)):
        raise UnequalColumns("The columns of the orders must have the same length.")
    if currency is not None:
        found = tuple(sorted({str(code) for code in np.asarray(currency)[~off]}))
        if len(found) > 1:
            raise MixedCurrencies(found)

    day = business_days(at, zone)
    today = np.datetime64(as_of, "D")
    counted = ~off & ~((back > 0) & (back >= gross))
    broken = np.isnat(day) | ~np.isfinite(gross) | ~np.isfinite(back) | (day > today)
    kept = counted & ~broken
    if window_days is not None:
        kept &= day > today - np.timedelta64(window_days, "D")

    ids, index = np.unique(who[kept], return_inverse=True)
    order = np.lexsort((at[kept], day[kept], index))
    index, days, net = index[order], day[kept][order], (gross - back)[kept][order]
    new_day = np.ones(index.size, dtype=np.bool_)
    new_day[1:] = (index[1:] != index[:-1]) | (days[1:] != days[:-1])
    orders = np.bincount(index[new_day] if merge_same_day else index, minlength=ids.size).astype(np.int64)
    total = np.bincount(index, weights=net, minlength=ids.size).astype(np.float64)

    first = np.searchsorted(index, np.arange(ids.size), side="left")
    last = np.searchsorted(index, np.arange(ids.size), side="right") - 1
    return PurchaseHistories(
        customer=ids,
        recency_days=(today - days[last]).astype(np.int64),
        frequency=orders,
        monetary=total / orders if monetary == "mean" else total,
        first_day=days[first],
        last_day=days[last],
        median_gap_days=median_gap_days(index[new_day], days[new_day], ids.size),
        rejected=np.flatnonzero(counted & broken),
    )


def business_days(at: NDArray[np.datetime64], zone: tzinfo) -> NDArray[np.datetime64]:
    """UTC instants to days of the business zone; the offset is looked up once per quarter hour that occurs."""
    quarters = at.astype("datetime64[15m]")
    known = ~np.isnat(quarters)
    distinct, index = np.unique(quarters[known], return_inverse=True)
    early = np.array([_offset(quarter, zone) for quarter in distinct.tolist()], dtype="timedelta64[s]")
    result = np.full(at.shape, np.datetime64("NaT", "D"), dtype="datetime64[D]")
    if distinct.size:
        result[known] = (at[known] + early[index]).astype("datetime64[D]")
    return result


def _offset(quarter: datetime, zone: tzinfo) -> int:
    offset = quarter.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def median_gap_days(index: NDArray[np.intp], days: NDArray[np.datetime64], customers: int) -> NDArray[np.float64]:
    """Days between neighbouring purchase days, the median for each customer; NaN with fewer than two days.

    `index` (customer number, ascending) and `days` (ascending and distinct inside it) have one entry per purchase day.
    """
    held = np.bincount(index, minlength=customers)
    first, gaps = np.cumsum(held) - held, held - 1
    between = np.diff(days).astype(np.int64)
    result = np.full(customers, np.nan)
    # all with equally many gaps at once: short rows are put in order far faster than one long column
    for count in np.unique(gaps[gaps > 0]).tolist():
        whose = np.flatnonzero(gaps == count)
        own = np.sort(between[first[whose][:, None] + np.arange(count)], axis=1)
        result[whose] = (own[:, (count - 1) // 2] + own[:, count // 2]) / 2
    return result
