"""What customers did after a day in the past, to hold a forecast made on that day against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa


def purchase_days_between(snapshot: Snapshot, *, after: date, until: date, currency: str) -> pa.Table:
    """One row per customer who bought in the time: customer_id, days (with a sale)."""
    import ibis

    engine = ibis.duckdb.connect()
    try:
        purchases = engine.read_parquet(snapshot.table("purchases"))
        sales = purchases.filter(
            purchases.customer_id.notnull(),
            purchases.currency == currency,
            purchases.kind == "sale",
            purchases.total_e4 > 0,
            purchases.day > ibis.date(after.isoformat()),
            purchases.day <= ibis.date(until.isoformat()),
        )
        return sales.group_by("customer_id").aggregate(days=sales.day.nunique()).to_pyarrow()
    finally:
        engine.disconnect()
