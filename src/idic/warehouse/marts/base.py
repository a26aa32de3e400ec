"""Figures of the whole base per month, for the home page and its charts."""

from __future__ import annotations

from datetime import date
from typing import Any

from idic.warehouse.marts.days import customer_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

_UNITS = 10_000


def monthly_figures(snapshot: Snapshot, *, as_of: date, currency: str, months: int = 24) -> list[dict[str, Any]]:
    """One row per calendar month, oldest first: month, purchases, buyers, net. Months without a sale are absent."""
    import ibis

    with opened(snapshot) as star:
        days = customer_days(star)
        counted = days.filter(days.currency == currency, days.day <= ibis.date(as_of.isoformat()))
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
