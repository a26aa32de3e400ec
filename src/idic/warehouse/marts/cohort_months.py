"""What each customer bought and gave back per month: what cohorts are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.marts.chosen import only_of
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class CohortMonths:
    """One entry per customer and month with sales, and another, below 0, with what was given back."""

    customer: NDArray[np.int64]
    month: NDArray[np.datetime64]
    amount: NDArray[np.float64]


def cohort_months(
    snapshot: Snapshot, *, until: date, currency: str, customers: Sequence[int] | None = None
) -> CohortMonths:
    """From the first purchase that is known: a cohort is who was new in a month, so nothing earlier is cut off."""
    import ibis

    with opened(snapshot) as star:
        purchases = star.table("purchases")
        counted = purchases.filter(
            purchases.customer_id.notnull(), purchases.currency == currency, purchases.total_e4 != 0,
            purchases.day <= ibis.date(until.isoformat()),
        )  # fmt: skip
        counted = only_of(counted, customers)
        marked = counted.mutate(
            month=counted.day.truncate("M"), bought=(counted.kind == "sale") & (counted.total_e4 > 0)
        )
        rows = (
            marked.group_by("customer_id", "month", "bought")
            .aggregate(amount_e4=marked.total_e4.sum())
            .order_by("customer_id", "month", "bought")
            .to_pyarrow()
        )
    amount = rows.column("amount_e4").to_numpy().astype(np.float64) / 10_000
    bought = rows.column("bought").to_numpy(zero_copy_only=False).astype(np.bool_)
    # a correction that adds money is no purchase either
    kept = bought | (amount < 0)
    return CohortMonths(
        rows.column("customer_id").to_numpy().astype(np.int64)[kept],
        rows.column("month").to_numpy(zero_copy_only=False).astype("datetime64[M]")[kept],
        amount[kept],
    )
