"""On which days each customer bought, and since when each customer is known: what a customer's life is read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.marts.days import order_days
from idic.warehouse.reading import Star


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
    index = np.searchsorted(customer, who)
    kept = (
        (index < customer.size) & (customer[np.minimum(index, max(customer.size - 1, 0))] == who)
        if who.size
        else who > 0
    )
    index, day = index[kept], day[kept]
    known_since = known.column("created_on").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    first = np.ones(index.size, dtype=np.bool_)
    first[1:] = index[1:] != index[:-1]
    known_since[index[first]] = np.minimum(known_since[index[first]], day[first])
    return PurchaseDays(customer, known_since, index.astype(np.int64), day)
