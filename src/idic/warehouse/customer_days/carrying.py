"""The days of customers carried on from the snapshot before: only blocks of purchases that changed are read, as they were
and as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from idic.warehouse.customer_days.sums import (
    AMOUNTS,
    COUNTS,
    NOBODY,
    READ,
    Bought,
    Currencies,
    DaySums,
    bought,
    in_blocks,
    joined,
    summed,
)
from idic.warehouse.snapshots import EMPTY, Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.drafts import Draft

MART = "customer_days"


def carry_on(draft: Draft) -> None:
    """Writes the mart into a draft that holds its purchases: to the byte the same, from whatever it is carried on."""
    base = draft.base if draft.base is not None and MART in draft.base.files else None
    known = set(base.files[MART]) - {EMPTY} if base is not None else set()
    currencies = Currencies()
    changed = _in_blocks(_changed(draft, with_base=base is not None), currencies)
    parts = {file_of(block): rows for block, rows in changed.items()}
    draft.write_block(MART, EMPTY, table_of(summed([], currencies), currencies))
    for file in sorted(known | parts.keys()):
        sums = summed(parts.pop(file, []), currencies)
        if not sums.size:
            if file in known:
                draft.link_block(MART, file)
            continue
        if base is not None and file in known:
            sums = joined(sums_of(_read(base.folder / MART / file), currencies), sums, currencies)
        if sums.size:
            draft.write_block(MART, file, table_of(sums, currencies))


def sums_of_purchases(snapshot: Snapshot) -> dict[int, tuple[DaySums, Currencies]]:
    """By block, from all purchases of a snapshot that has not kept the days."""
    currencies = Currencies()
    paths = sorted(snapshot.table("purchases").parent.glob(snapshot.table("purchases").name))
    parts = _in_blocks(((path, 1) for path in paths), currencies)
    return {block: (summed(parts[block], currencies), currencies) for block in sorted(parts)}


def table_of(sums: DaySums, currencies: Currencies) -> pa.Table:
    import pyarrow as pa

    nobody = sums.customer == NOBODY
    columns = {
        "customer_id": pa.array(sums.customer, pa.int64(), mask=nobody if nobody.any() else None),
        "currency": pa.array(currencies.names, pa.string()).take(pa.array(sums.currency)),
        "day": pa.array(sums.day).cast(pa.date32()),
    }
    for name, figures in zip((*COUNTS, *AMOUNTS), sums.figures, strict=True):
        columns[name] = pa.array(figures.astype(np.int32) if name in COUNTS else figures)
    return pa.table(columns)


def sums_of(table: pa.Table, currencies: Currencies) -> DaySums:
    import pyarrow.compute as compute

    return DaySums(
        compute.fill_null(table.column("customer_id"), NOBODY).to_numpy(),
        currencies.coded(table.column("currency")),
        table.column("day").combine_chunks().view("int32").to_numpy(),
        np.stack([table.column(name).to_numpy().astype(np.int64) for name in (*COUNTS, *AMOUNTS)]),
    )


def _in_blocks(files: Iterable[tuple[Path, int]], currencies: Currencies) -> dict[int, list[Bought]]:
    parts: dict[int, list[Bought]] = {}
    for path, sign in files:
        for block, rows in in_blocks(bought(_read(path, READ), sign, currencies)).items():
            parts.setdefault(block, []).append(rows)
    return parts


def _changed(draft: Draft, *, with_base: bool) -> Iterator[tuple[Path, int]]:
    """Blocks of purchases that are gone or new; one that stayed is the same file in both snapshots."""
    now = {file: draft.folder / "purchases" / file for file in draft.files["purchases"]}
    before: dict[str, Path] = {}
    if with_base and draft.base is not None:
        before = {file: draft.base.folder / "purchases" / file for file in draft.base.files["purchases"]}
    for file in sorted(now.keys() | before.keys()):
        if file in now and file in before and now[file].samefile(before[file]):
            continue
        if file in before:
            yield before[file], -1
        if file in now:
            yield now[file], 1


def _read(path: Path, columns: tuple[str, ...] | None = None) -> pa.Table:
    import pyarrow.parquet as parquet

    return parquet.ParquetFile(path, read_dictionary=["currency"]).read(list(columns) if columns else None)


def file_of(block: int) -> str:
    return "nobody.parquet" if block < 0 else f"{block:06d}.parquet"
