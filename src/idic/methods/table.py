"""Where methods accept a table: Arrow, Polars, pandas (all through the Arrow stream) or a mapping of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class ColumnMissing(ValueError):
    def __init__(self, column: str, present: Sequence[str]) -> None:
        self.column = column
        self.present = tuple(present)
        super().__init__(f"The table has no column {column!r}; it has: {', '.join(present)}.")


class NotNumeric(ValueError):
    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(f"The column {column!r} must hold numbers.")


@runtime_checkable
class ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


TableLike = ArrowStream | Mapping[str, object]


def arrow_table(source: TableLike) -> pa.Table:
    if isinstance(source, pa.Table):
        return source
    return pa.table(dict(source) if isinstance(source, Mapping) else source)


def column(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise ColumnMissing(name, table.column_names)
    return table.column(name)


def numbers(table: pa.Table, name: str) -> NDArray[np.float64]:
    """The column as float64, null as NaN."""
    values = column(table, name)
    kind = values.type
    if pa.types.is_null(kind):
        return np.full(len(values), np.nan)
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise NotNumeric(name)
    result: NDArray[np.float64] = values.cast(pa.float64(), safe=False).to_numpy().astype(np.float64)
    return result
