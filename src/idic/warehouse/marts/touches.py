"""Who was spoken to on which day, and who bought when: what led to a purchase is read from both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.marts.chosen import only_of
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


@dataclass(frozen=True)
class TouchesAndPurchases:
    """One entry per customer, day and touch: `task:call`, `follow_up:email`, `campaign` or `campaign:12`. Purchases are
    those of touched customers, one entry per customer and day; `all_purchases` counts them for every named customer."""

    customer: NDArray[np.int64]
    day: NDArray[np.datetime64]
    touch: NDArray[np.object_]
    bought_customer: NDArray[np.int64]
    bought_day: NDArray[np.datetime64]
    all_purchases: int


def touches_and_purchases(
    snapshot: Snapshot, *, read_from: date, since: date, until: date, category: Sequence[str], each_campaign: bool,
    customers: Sequence[int] | None = None,
) -> TouchesAndPurchases:  # fmt: skip
    """Touches and purchases from `read_from`, counted from `since`. `category`: names from the highest downwards; with
    none of them every purchase counts. Only contacts that were made count, and campaigns from the day they start."""
    import ibis

    first, last = ibis.date(read_from.isoformat()), ibis.date(until.isoformat())
    with opened(snapshot) as star:
        made = star.table("contacts")
        made = made.filter(made.state == "done", made.customer_id.notnull())
        made = made.select("customer_id", day=made.done_on.fill_null(made.day), touch=made.source + ":" + made.kind)
        sent = star.table("campaign_contacts").filter(lambda table: table.customer_id.notnull())
        named = (
            ibis.literal("campaign:") + sent.campaign_id.cast("string") if each_campaign else ibis.literal("campaign")
        )
        both = made.union(sent.select("customer_id", day=sent.starts_on, touch=named))
        touches = only_of(both.filter(both.day >= first, both.day <= last), customers).distinct()
        found = touches.to_pyarrow()
        days = only_of(_purchase_days(star, category), customers)
        days = days.filter(days.day >= first, days.day <= last).distinct()
        counted = int(days.filter(days.day >= ibis.date(since.isoformat())).count().to_pyarrow().as_py())
        bought = days.semi_join(touches, "customer_id").to_pyarrow()
    return TouchesAndPurchases(
        found.column("customer_id").to_numpy().astype(np.int64),
        found.column("day").to_numpy(zero_copy_only=False).astype("datetime64[D]"),
        np.array(found.column("touch").to_pylist(), dtype=object),
        bought.column("customer_id").to_numpy().astype(np.int64),
        bought.column("day").to_numpy(zero_copy_only=False).astype("datetime64[D]"),
        counted,
    )


def _purchase_days(star: Star, category: Sequence[str]) -> ir.Table:
    if not category:
        bought = star.table("purchases").filter(lambda table: (table.kind == "sale") & (table.total_e4 > 0))
    else:
        products = star.table("products")
        wanted = products.filter(
            *(products[f"category_{level}"] == name for level, name in enumerate(category, start=1))
        )
        sales = star.table("sales").filter(lambda table: (table.kind == "sale") & (table.quantity_e4 > 0))
        bought = sales.semi_join(wanted, "product_id")
    return bought.filter(bought.customer_id.notnull()).select("customer_id", "day")
