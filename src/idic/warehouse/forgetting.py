"""People taken out of what was published: their rows stay for the sums, and say nothing of them any more."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

# Columns of the table of customers that tell of a person; the others are counts and keys.
_BLANKED = ("kind", "province", "country", "birth_date", "facts")


def forget_customers(warehouse: Path, customer_ids: Sequence[int]) -> int:
    """Rewrites the customers of every snapshot that is kept. Returns how many rows were blanked.

    A reader that has the old file open reads it to its end; the next one sees the new.
    """
    import pyarrow
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    blanked = 0
    for path in sorted((warehouse / "snapshots").glob("*/customers.parquet")):
        table = parquet.read_table(path)
        gone = compute.is_in(table.column("customer_id"), pyarrow.array(list(customer_ids), pyarrow.int64()))
        found = int(compute.sum(gone).as_py() or 0)
        if not found:
            continue
        for name in _BLANKED:
            if name not in table.column_names:
                continue
            place = table.schema.get_field_index(name)
            kind = table.schema.field(name).type
            empty = pyarrow.scalar("{}" if name == "facts" else None, kind)
            table = table.set_column(place, table.schema.field(name), compute.if_else(gone, empty, table.column(name)))
        draft = path.with_suffix(f".{os.getpid()}.draft")
        parquet.write_table(table, draft, compression="zstd")
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(draft, path)
        blanked += found
    return blanked
