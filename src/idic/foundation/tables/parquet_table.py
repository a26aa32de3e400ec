from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import limits
from .batch import Block, Cell
from .content import PARQUET_MAGIC
from .errors import ColumnTooLarge, DamagedFile, NestedColumns, RowGroupTooLarge, TruncatedFile
from .table import Table

_ROWS_PER_BLOCK = 50_000


@dataclass(kw_only=True)
class ParquetTable(Table):
    """Typed values stay what they are: integers, floats, decimals, dates and times (nanoseconds cut to microseconds,
    time zones kept); true and false are texts. There is no header row, so the first row is row 1."""

    def blocks(self) -> Iterator[Block]:
        row = self.first_data_row
        try:
            with open_parquet(self.path) as file:
                rows_per_block = min(_ROWS_PER_BLOCK, max(1, limits.MAX_BATCH_CELLS // len(self.columns)))
                for batch in file.iter_batches(batch_size=rows_per_block):
                    columns = [
                        _cells(column, name, self.path.name)
                        for column, name in zip(batch.columns, self.columns, strict=True)
                    ]
                    count = batch.num_rows
                    yield Block(row + count, range(row, row + count), columns, weight=batch.nbytes)
                    row += count
        except (pa.ArrowException, OSError) as error:
            raise DamagedFile(file=self.path.name) from error


def open_parquet(path: Path) -> pq.ParquetFile:
    with path.open("rb") as raw:
        raw.seek(-min(4, path.stat().st_size), 2)
        if raw.read(4) != PARQUET_MAGIC or path.stat().st_size < 12:
            raise TruncatedFile(file=path.name)
    try:
        schema = pq.ParquetFile(path).schema_arrow
        texts = [field.name for field in schema if _is_text(field.type)]
        file = pq.ParquetFile(path, read_dictionary=texts)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFile(file=path.name) from error
    nested = [field.name for field in schema if not _is_readable(field.type)]
    if nested:
        raise NestedColumns(file=path.name, columns=", ".join(nested))
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > limits.MAX_ROW_GROUP_BYTES:
            raise RowGroupTooLarge(file=path.name, limit=f"{limits.MAX_ROW_GROUP_BYTES // limits.MIB} MiB")
    return file


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_readable(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_readable(kind.value_type)
    return bool(
        _is_text(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_date(kind)
        or pa.types.is_timestamp(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_null(kind)
    )


def _cells(column: pa.Array, name: str, file: str) -> list[Cell]:
    kind = column.type
    if isinstance(column, pa.DictionaryArray):
        if _is_text(column.dictionary.type):
            _check_text_size(column, name, file)
            if len(column.dictionary) <= len(column):  # rows share one string object per distinct text
                shared = [value or None for value in column.dictionary.to_pylist()]
                return [None if index is None else shared[index] for index in column.indices.to_pylist()]
        return _cells(column.dictionary_decode(), name, file)
    if _is_text(kind):
        return [value or None for value in column.to_pylist()]
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    if pa.types.is_boolean(kind):
        return [None if value is None else "TRUE" if value else "FALSE" for value in column.to_pylist()]
    cells: list[Cell] = column.to_pylist()
    return cells


def _check_text_size(column: pa.DictionaryArray, name: str, file: str) -> None:
    lengths = pc.binary_length(column.dictionary)
    longest = pc.max(lengths).as_py() or 0
    if longest > limits.MAX_FIELD_CHARS or longest * len(column) > limits.MAX_COLUMN_BATCH_BYTES:
        total = pc.sum(pc.take(lengths, column.indices)).as_py() or 0
        if longest > limits.MAX_FIELD_CHARS or total > limits.MAX_COLUMN_BATCH_BYTES:
            raise ColumnTooLarge(file=file, column=name, limit=f"{limits.MAX_COLUMN_BATCH_BYTES // limits.MIB} MiB")
