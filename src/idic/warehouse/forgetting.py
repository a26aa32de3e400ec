"""People taken out of what was published: their rows stay for the sums, and say nothing of them any more."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from idic.warehouse.adhoc.held import drop_all
from idic.warehouse.locking import only_writer
from idic.warehouse.star.declaration import EVERYTHING, Mart
from idic.warehouse.star.marts import MARTS

if TYPE_CHECKING:
    import pyarrow as pa


def forget_customers(warehouse: Path, customer_ids: Sequence[int]) -> int:
    """Rewrites the blocks of every snapshot that is kept. Returns how many rows were blanked.

    A block that several snapshots share is rewritten once and shared again. A refresh that read the people before they
    were erased has ended before this begins. A reader that has the old file open reads it to its end; the next one
    sees the new. Safe to repeat.
    """
    root = warehouse / "snapshots"
    if not root.exists() or not customer_ids:
        return 0
    blanked = 0
    with only_writer(warehouse):
        for mart in MARTS:
            if not mart.forgotten:
                continue
            for paths in _shared(root, mart.name):
                blanked += _rewrite(paths, mart, customer_ids)
        _read_again(customer_ids)
    drop_all(warehouse / "answers")
    return blanked


def _shared(root: Path, mart: str) -> Iterator[list[Path]]:
    """The places of each file: one file has several where its block did not change from snapshot to snapshot."""
    places: dict[tuple[int, int], list[Path]] = {}
    for path in sorted([*root.glob(f"*/{mart}/*.parquet"), *root.glob(f"*/{mart}.parquet")]):
        told = path.stat()
        places.setdefault((told.st_dev, told.st_ino), []).append(path)
    yield from places.values()


def _rewrite(paths: list[Path], mart: Mart, customer_ids: Sequence[int]) -> int:
    import pyarrow
    import pyarrow.compute as compute
    import pyarrow.parquet as parquet

    wanted = pyarrow.array(list(customer_ids), pyarrow.int64())
    keys = parquet.ParquetFile(paths[0]).read(["customer_id"]).column("customer_id")
    found = int(compute.sum(compute.is_in(keys, wanted)).as_py() or 0)
    if not found:
        return 0
    table = parquet.ParquetFile(paths[0]).read()
    draft = paths[0].with_suffix(f".{os.getpid()}.draft")
    parquet.write_table(_blank(table, mart, compute.is_in(keys, wanted)), draft, compression="zstd")
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    for path in paths:
        link = path.with_suffix(f".{os.getpid()}.link")
        os.link(draft, link)
        os.replace(link, path)
    draft.unlink()
    return found * len(paths)


def _blank(table: pa.Table, mart: Mart, gone: pa.ChunkedArray) -> pa.Table:
    import pyarrow
    import pyarrow.compute as compute

    names = set(table.column_names) - {"customer_id"}
    for name in names if mart.forgotten == EVERYTHING else names & set(mart.forgotten):
        field = table.schema.field(name)
        empty = pyarrow.scalar("{}" if name == "facts" else None, field.type)
        place = table.schema.get_field_index(name)
        table = table.set_column(place, field, compute.if_else(gone, empty, table.column(name)))
    return table


def _read_again(customer_ids: Sequence[int]) -> None:
    """What was blanked is not what the records say: the next refresh reads these blocks anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO warehouse_change (relation, block)
               SELECT DISTINCT relation, id >> 16 FROM unnest(%s::bigint[]) AS id,
                      unnest(ARRAY['identify_customer', 'privacy_consentevent']) AS relation""",
            [list(customer_ids)],
        )
