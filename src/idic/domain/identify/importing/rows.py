"""Rows of an uploaded file as target fields, in order, with the rows that the file itself refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType
from typing import cast

from idic.domain.identify.models import ImportBatch
from idic.foundation.files.storage import local_path
from idic.foundation.tables.batch import Batch, Cell, RefusedRow
from idic.foundation.tables.export import unguarded
from idic.foundation.tables.opening import open_table
from idic.foundation.tables.table import Table


@dataclass(frozen=True)
class Chunk:
    """One batch of the file: `columns` holds only the mapped ones, under the name of their target field. `source` stays
    behind when the rows travel to another process."""

    row_numbers: list[int]
    columns: dict[str, list[Cell]]
    source: Batch | None

    @property
    def broken(self) -> list[RefusedRow]:
        return self.source.refused if self.source is not None else []

    @property
    def next_row(self) -> int:
        return self.source.next_row_number if self.source is not None else 0


def open_batch(batch: ImportBatch) -> Table:
    options = batch.options
    return open_table(
        local_path(batch.path),
        encoding=options.get("encoding") or None,
        delimiter=options.get("delimiter") or None,
        sheet=options.get("sheet") or None,
    )


def chunks(table: Table, mapping: Mapping[str, str], *, size: int = 10_000, start_row: int = 0) -> Iterator[Chunk]:
    for batch in table.batches(size=size, start_row=start_row):
        columns = {target: batch.columns[column] for target, column in mapping.items() if column in batch.columns}
        yield Chunk(list(batch.row_numbers), columns, batch)


def as_text(cell: Cell) -> str:
    """Typed cells of Excel and Parquet as people would write them: 17850.0 is the customer 17850."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.replace("\x00", "").strip()
        # Exports, ours too, put an apostrophe before what a spreadsheet would run as a formula: it is no part of the value.
        return unguarded(text) if text.startswith("'") else text
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def texts_of(cells: list[Cell]) -> list[str]:
    """Every cell as `as_text` gives it, a whole column at a time where none has anything about it."""
    kinds = set(map(type, cells))
    if not kinds <= {str, NoneType}:
        return list(map(as_text, cells))
    written = [str(cell or "") for cell in cells] if NoneType in kinds else cast("list[str]", cells)
    texts = list(map(str.strip, written))
    together = "\n".join(texts)
    if "\0" in together or together.startswith("'") or "\n'" in together:
        return list(map(as_text, cells))
    return texts
