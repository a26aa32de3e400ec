"""What customers did after a day in the past, to hold a forecast made on that day against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from idic.warehouse.marts.days import order_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa


def purchase_days_between(snapshot: Snapshot, *, after: date, until: date, currency: str) -> pa.Table:
    """One row per customer who bought in the time: customer_id, days (with a sale)."""
    import ibis

    with opened(snapshot) as star:
        days = order_days(star, until=until, currency=currency)
        later = days.filter(days.day > ibis.date(after.isoformat()))
        return later.group_by("customer_id").aggregate(days=later.count()).to_pyarrow()
