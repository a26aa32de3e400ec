"""What customers did after a day in the past, to hold a forecast made on that day against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from idic.warehouse.customer_days.reading import run_starts
from idic.warehouse.marts.days import named_orders, order_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.customer_days.reading import ReadDays


def purchase_days_between(
    snapshot: Snapshot, *, after: date, until: date, currency: str, days: ReadDays | None = None
) -> pa.Table:
    """One row per customer who bought in the time: customer_id, days (with a sale)."""
    if days is not None:
        return _counted(named_orders(days, until=until, after=after))
    import ibis

    with opened(snapshot) as star:
        bought = order_days(star, until=until, currency=currency)
        later = bought.filter(bought.day > ibis.date(after.isoformat()))
        return later.group_by("customer_id").aggregate(days=later.count()).to_pyarrow()


def _counted(bought: ReadDays) -> pa.Table:
    import pyarrow as pa

    starts = run_starts(bought.customer)
    return pa.table({"customer_id": bought.customer[starts], "days": np.diff(starts, append=bought.customer.size)})
