"""What each customer spent in which of some categories: what a margin of a category is weighed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

NOWHERE = -1
_LEVELS = ("category_1", "category_2", "category_3")


@dataclass(frozen=True)
class BranchSpend:
    """One entry per customer and place: the number of the deepest of the asked branches that holds the product, or
    NOWHERE. `spent_e4`: sales in ten-thousandths, returns not taken off."""

    customer: NDArray[np.int64]
    place: NDArray[np.int64]
    spent_e4: NDArray[np.float64]


def branch_spend(snapshot: Snapshot, *, as_of: date, currency: str, categories: Sequence[Sequence[str]]) -> BranchSpend:
    """`categories`: each by its names from the highest downwards, three at most. Sales to named customers up to the day."""
    import ibis
    import pyarrow as pa

    with opened(snapshot) as star:
        products = star.table("products")
        branches = products.select(*_LEVELS).distinct().to_pyarrow().to_pylist()
        placed = [
            {**branch, "place": place}
            for branch in branches
            if (place := _place([branch[level] for level in _LEVELS], categories)) != NOWHERE
        ]
        sales = star.table("sales")
        lines = sales.filter(
            sales.kind == "sale", sales.amount_e4 > 0, sales.customer_id.notnull(), sales.currency == currency,
            sales.day <= ibis.date(as_of.isoformat()),
        )  # fmt: skip
        schema = pa.schema([*((level, pa.string()) for level in _LEVELS), ("place", pa.int64())])
        known = ibis.memtable(pa.Table.from_pylist(placed, schema))
        numbered = products.inner_join(known, list(_LEVELS)).select("product_id", "place")
        joined = lines.left_join(numbered, "product_id").select(
            lines.customer_id, lines.amount_e4, place=numbered.place.fill_null(NOWHERE)
        )
        rows = joined.group_by("customer_id", "place").aggregate(spent_e4=joined.amount_e4.sum().cast("int64"))
        found = rows.order_by("customer_id", "place").to_pyarrow()
    return BranchSpend(
        found.column("customer_id").to_numpy().astype(np.int64), found.column("place").to_numpy().astype(np.int64),
        found.column("spent_e4").to_numpy().astype(np.float64),
    )  # fmt: skip


def _place(branch: Sequence[str], categories: Sequence[Sequence[str]]) -> int:
    held = [place for place, names in enumerate(categories) if list(branch[: len(names)]) == list(names)]
    return max(held, key=lambda place: len(categories[place]), default=NOWHERE)
