"""From purchases to one row per customer: the figures of RFM, and the summaries of the purchase models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from typing import Generic

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from idic.methods import purchase_history
from idic.methods.clv import table as summary_table
from idic.methods.clv.history import History
from idic.methods.table import Frame, arrow_table, coded, days, like, numbers

Day = str | date | np.datetime64


@dataclass(frozen=True, slots=True)
class PurchaseFigures(Generic[Frame]):
    """`table`: customer, recency_days, frequency, monetary, first_day, last_day, median_gap_days. `rejected`: purchases
    later than the day asked for, or without customer, day or amount."""

    table: Frame
    rejected: int


@dataclass(frozen=True, slots=True)
class CustomerSummaries(Generic[Frame]):
    """`table`: customer, x, t_x, T (weeks), m, first_day. `history`: who was left out and why."""

    table: Frame
    history: History


def purchase_figures(
    purchases: Frame,
    *,
    as_of: Day,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    order: str | None = None,
    window_days: int | None = None,
) -> PurchaseFigures[Frame]:
    """One row per purchase or, where `order` names the column of the order, per line of one."""
    source = arrow_table(purchases)
    who, names = coded(source, customer)
    when, money = days(source, date), numbers(source, amount)
    known = (who >= 0) & ~np.isnat(when) & np.isfinite(money)
    who, when, money = who[known], when[known], money[known]
    if order is not None:
        who, when, money = _orders(who, when, money, coded(source, order)[0][known])
    found = purchase_history.summarise(who, when, money, as_of=_date(as_of), zone=UTC, window_days=window_days)
    table = pa.table(
        {
            customer: names.take(pa.array(found.customer)),
            "recency_days": found.recency_days,
            "frequency": found.frequency,
            "monetary": found.monetary,
            "first_day": found.first_day,
            "last_day": found.last_day,
            "median_gap_days": pa.array(found.median_gap_days, from_pandas=True),
        }
    )
    return PurchaseFigures(like(purchases, table), int((~known).sum()) + found.rejected.size)


def customer_summaries(
    purchases: Frame,
    *,
    calibration_end: Day,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
) -> CustomerSummaries[Frame]:
    """How often (x), until when (t_x) and since when (T) each customer has bought, and the mean of the repeats (m)."""
    table, history = summary_table.summaries(
        purchases, calibration_end=the_day(calibration_end), customer=customer, date=date, amount=amount
    )
    return CustomerSummaries(like(purchases, table), history)


def the_day(day: Day) -> np.datetime64:
    found: np.datetime64 = np.datetime64(day).astype("datetime64[D]")
    return found


def _date(day: Day) -> date:
    return date.fromisoformat(str(the_day(day)))


def _orders(
    who: NDArray[np.int64], when: NDArray[np.datetime64], money: NDArray[np.float64], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.datetime64], NDArray[np.float64]]:
    """Lines added up: an order is of the first day among its lines. Lines without an order are orders of their own."""
    alone = order < 0
    order = np.where(alone, order.max(initial=-1) + 1 + np.arange(order.size), order)
    pairs, place = np.unique(np.stack([who, order]), axis=1, return_inverse=True)
    first = np.full(pairs.shape[1], np.iinfo(np.int64).max)
    np.minimum.at(first, place.ravel(), when.astype(np.int64))
    total = np.bincount(place.ravel(), weights=money, minlength=pairs.shape[1]).astype(np.float64)
    return pairs[0], first.astype("datetime64[D]"), total
