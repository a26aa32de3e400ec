"""On which days each customer bought, and since when each customer is known: what a customer's life is read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.marts.days import named_orders, order_days
from idic.warehouse.marts.summed_days import known_customers
from idic.warehouse.reading import Star
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from idic.warehouse.customer_days.reading import ReadDays


@dataclass(frozen=True)
class PurchaseDays:
    """`customer` ascending, `known_since` beside it. `index` and `day` have one entry per customer and purchase day,
    ordered by both; `index` counts into `customer`."""

    customer: NDArray[np.int64]
    known_since: NDArray[np.datetime64]
    index: NDArray[np.int64]
    day: NDArray[np.datetime64]


def purchase_days(star: Star, *, until: date, currency: str) -> PurchaseDays:
    """A customer is known since the first record or the first purchase, whichever was earlier."""
    sales = order_days(star, until=until, currency=currency)
    bought = sales.select("customer_id", "day").order_by("customer_id", "day").to_pyarrow()
    known = star.table("customers").select("customer_id", "created_on").order_by("customer_id").to_pyarrow()
    customer = known.column("customer_id").to_numpy().astype(np.int64)
    who = bought.column("customer_id").to_numpy().astype(np.int64)
    day = bought.column("day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    known_since = known.column("created_on").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return _of_known(customer, known_since, who, day)


def purchase_days_held(snapshot: Snapshot, days: ReadDays, *, until: date) -> PurchaseDays:
    """The same of days that were read already."""
    known, bought = known_customers(snapshot, "created_on"), named_orders(days, until=until)
    # a copy: it is written to
    since = known.column("created_on").to_numpy(zero_copy_only=False).astype("datetime64[D]", copy=True)
    return _of_known(known.column("customer_id").to_numpy(), since, bought.customer, bought.day.astype("datetime64[D]"))


def _of_known(
    customer: NDArray[np.int64],
    known_since: NDArray[np.datetime64],
    who: NDArray[np.int64],
    day: NDArray[np.datetime64],
) -> PurchaseDays:
    index = np.searchsorted(customer, who)
    kept = (
        (index < customer.size) & (customer[np.minimum(index, max(customer.size - 1, 0))] == who)
        if who.size
        else who > 0
    )
    if not kept.all():
        index, day = index[kept], day[kept]
    first = np.ones(index.size, dtype=np.bool_)
    first[1:] = index[1:] != index[:-1]
    known_since[index[first]] = np.minimum(known_since[index[first]], day[first])
    return PurchaseDays(customer, known_since, index.astype(np.int64), day)
