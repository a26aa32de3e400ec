"""On which days each customer bought of which category: what paths and the rhythm of buying are read from."""

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
class CategoryDays:
    """One entry per customer, day and category, ordered by all three; `category` counts into `names`, which is sorted;
    `spent` in whole money."""

    customer: NDArray[np.int64]
    day: NDArray[np.datetime64]
    category: NDArray[np.int64]
    spent: NDArray[np.float64]
    names: tuple[str, ...]

    def main_of_the_day(self) -> CategoryDays:
        """One entry per customer and day: the category most was spent on; of equal ones the first by name."""
        order = np.lexsort((self.category, -self.spent, self.day, self.customer))
        customer, day = self.customer[order], self.day[order]
        first = np.ones(order.size, dtype=np.bool_)
        first[1:] = (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])
        kept = order[first]
        return CategoryDays(self.customer[kept], self.day[kept], self.category[kept], self.spent[kept], self.names)


def category_days(
    snapshot: Snapshot, *, since: date, until: date, level: str, currency: str, customers: Sequence[int] | None = None
) -> CategoryDays:
    """Sales of goods to named customers, in the business's currency."""
    import ibis

    with opened(snapshot) as star:
        products = star.table("products").filter(lambda table: table.is_goods & (table[level] != ""))
        sales = star.table("sales")
        lines = sales.filter(
            sales.kind == "sale", sales.quantity_e4 > 0, sales.customer_id.notnull(), sales.currency == currency,
            sales.day >= ibis.date(since.isoformat()), sales.day <= ibis.date(until.isoformat()),
        )  # fmt: skip
        lines = only_of(lines, customers)
        joined = lines.inner_join(products.select("product_id", category=products[level]), "product_id")
        rows = (
            joined.group_by("customer_id", "day", "category")
            .aggregate(spent_e4=joined.amount_e4.sum())
            .order_by("customer_id", "day", "category")
            .to_pyarrow()
        )
    coded = rows.column("category").combine_chunks().dictionary_encode()
    found = np.array(coded.dictionary.to_pylist(), dtype=object)
    names, place = np.unique(found, return_inverse=True)
    return CategoryDays(
        rows.column("customer_id").to_numpy().astype(np.int64),
        rows.column("day").to_numpy(zero_copy_only=False).astype("datetime64[D]"),
        place[coded.indices.to_numpy()].astype(np.int64) if found.size else np.zeros(0, dtype=np.int64),
        rows.column("spent_e4").to_numpy().astype(np.float64) / 10_000,
        tuple(names.tolist()),
    )
