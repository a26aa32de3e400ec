"""Some customers, as a table that marts are cut to: a segment may hold a million."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def only_of(table: ir.Table, customers: Sequence[int] | None) -> ir.Table:
    """The rows of these customers; all rows where nobody is named."""
    import ibis
    import pyarrow as pa

    if customers is None:
        return table
    named = pa.table({"customer_id": pa.array([int(one) for one in customers], type=pa.int64())})
    return table.semi_join(ibis.memtable(named), "customer_id")
