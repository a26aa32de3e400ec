"""What was bought together: one row per receipt and product, goods only."""

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

LEVELS = ("product", "category_1", "category_2", "category_3")


@dataclass(frozen=True)
class BasketLines:
    """One entry per receipt and product with a bought quantity, receipts ascending. `customer` is 0 where nobody was
    named. `label`: product id to what it stands under on the asked level; a product without a place there is absent."""

    purchase: NDArray[np.int64]
    product: NDArray[np.int64]
    customer: NDArray[np.int64]
    label: dict[object, object]


def basket_lines(
    snapshot: Snapshot, *, since: date, until: date, level: str, customers: Sequence[int] | None = None
) -> BasketLines:
    """Services, fees and postage are no goods and left out: they stand on every receipt and explain nothing."""
    with opened(snapshot) as star:
        products = star.table("products").filter(lambda table: table.is_goods)
        named = products.select("product_id") if level == "product" else products.select("product_id", level)
        labels = named.to_pyarrow()
        lines = _bought(star.table("sales"), since=since, until=until)
        lines = only_of(lines, customers)
        rows = (
            lines.semi_join(products, "product_id")
            .select("purchase_id", "product_id", customer_id=lines.customer_id.fill_null(0))
            .distinct()
            .order_by("purchase_id", "product_id")
            .to_pyarrow()
        )
    ids = labels.column("product_id").to_pylist()
    names = ids if level == "product" else labels.column(level).to_pylist()
    purchase, product, customer = (
        rows.column(name).to_numpy().astype(np.int64) for name in ("purchase_id", "product_id", "customer_id")
    )
    return BasketLines(
        purchase,
        product,
        customer,
        label={product: name for product, name in zip(ids, names, strict=True) if name not in (None, "")},
    )


def buyers_of(
    snapshot: Snapshot, *, since: date, until: date, level: str, item: str, customers: Sequence[int] | None = None
) -> set[int]:
    """Named customers who bought the item (a product's number or a category) in the time."""
    with opened(snapshot) as star:
        products = star.table("products")
        wanted = products.filter(
            products.product_id == int(item) if level == "product" else products[level] == item
        )  # fmt: skip
        lines = _bought(star.table("sales"), since=since, until=until).filter(lambda table: table.customer_id.notnull())
        found = lines.semi_join(wanted, "product_id").select("customer_id").distinct().to_pyarrow()
    buyers = set(found.column("customer_id").to_pylist())
    return buyers if customers is None else buyers & set(customers)


def _bought(sales: ir.Table, *, since: date, until: date) -> ir.Table:
    import ibis

    return sales.filter(
        sales.kind == "sale", sales.quantity_e4 > 0, sales.product_id.notnull(),
        sales.day >= ibis.date(since.isoformat()), sales.day <= ibis.date(until.isoformat()),
    )  # fmt: skip
