"""Figures of the whole base per month, for the home page and its charts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from idic.warehouse.customer_days.reading import run_starts
from idic.warehouse.customer_days.sums import NOBODY
from idic.warehouse.marts.days import customer_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from idic.warehouse.customer_days.reading import ReadDays

_UNITS = 10_000


def monthly_figures(
    snapshot: Snapshot, *, as_of: date, currency: str, months: int = 24, days: ReadDays | None = None
) -> list[dict[str, Any]]:
    """One row per calendar month, oldest first: month, purchases, buyers, net. Months without a receipt are absent."""
    if days is not None:
        return _summed_months(days.until(as_of), months)
    import ibis

    with opened(snapshot) as star:
        summed = customer_days(star)
        counted = summed.filter(summed.currency == currency, summed.day <= ibis.date(as_of.isoformat()))
        counted = counted.mutate(month=counted.day.truncate("M"))
        rows = (
            counted.group_by("month")
            .aggregate(
                purchases=counted.sales.sum(),
                buyers=counted.customer_id.nunique(where=counted.sales > 0),
                net=counted.net_e4.sum() / _UNITS,
            )
            .order_by(ibis.desc("month"))
            .limit(months)
            .to_pyarrow()
            .to_pylist()
        )
        oldest_first = rows[::-1]
        return [
            {**row, "month": row["month"].isoformat()[:7], "net": round(float(row["net"]), 2)} for row in oldest_first
        ]


def _summed_months(days: ReadDays, months: int) -> list[dict[str, Any]]:
    if not days.day.size:
        return []
    of_day = days.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first = int(of_day.min())
    month = of_day - first
    size = int(month.max()) + 1
    net = np.zeros(size, dtype=np.int64)
    np.add.at(net, month, days.figures["net_e4"])
    sales = np.zeros(size, dtype=np.int64)
    np.add.at(sales, month, days.figures["sales"])
    bought = (days.figures["sales"] > 0) & (days.customer != NOBODY)
    # in the order of customers and days, so that a customer's days of one month stand together
    whose = days.customer[bought] * size + month[bought]
    buyers = np.bincount(month[bought][run_starts(whose)], minlength=size)
    found = np.flatnonzero(np.bincount(month, minlength=size))[-months:]
    return [
        {
            "month": str(np.datetime64(first + int(one), "M")), "purchases": int(sales[one]), "buyers": int(buyers[one]),
            "net": round(float(net[one]) / _UNITS, 2),
        }
        for one in found
    ]  # fmt: skip


def purchases_in_other_currencies(snapshot: Snapshot, *, currency: str) -> dict[str, int]:
    """They are not added to anything until rates are kept: counted here so that the page can say so."""
    with opened(snapshot) as star:
        days = customer_days(star)
        other = days.filter(days.currency != currency)
        rows = other.group_by("currency").aggregate(n=other.purchases.sum()).to_pyarrow().to_pylist()
        return {row["currency"]: row["n"] for row in rows}


def last_purchase_day(snapshot: Snapshot, *, until: date) -> date | None:
    """The last day on which anybody bought; what is dated after `until` is a mistake and does not count."""
    import ibis

    with opened(snapshot) as star:
        days = customer_days(star)
        sales = days.filter(days.sales > 0, days.day <= ibis.date(until.isoformat()))
        found: date | None = sales.day.max().to_pyarrow().as_py()
        return found
