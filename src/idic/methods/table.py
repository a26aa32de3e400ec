"""Where methods meet tables: Arrow, Polars, pandas, or a mapping of columns comes in, and the same kind goes out.

Nothing is imported for it: tables are known by the interfaces that they offer (`__arrow_c_stream__`, `__arrow_c_array__`,
`__dataframe__`, and `__array__` for a column).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Frame = TypeVar("Frame", bound="TableLike")


class ColumnMissing(ValueError):
    def __init__(self, column: str, present: Sequence[str]) -> None:
        self.column = column
        self.present = tuple(present)
        super().__init__(f"The table has no column {column!r}; it has: {', '.join(present)}.")


class NotNumeric(ValueError):
    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(f"The column {column!r} must hold numbers.")


class NotDays(ValueError):
    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(f"The column {column!r} must hold dates or moments, or text such as 2026-03-31.")


class NotATable(TypeError):
    def __init__(self, source: object) -> None:
        kind = type(source)
        super().__init__(
            f"{kind.__module__}.{kind.__qualname__} is no table: pass an Arrow, Polars or pandas one (a lazy one "
            "collected), or a mapping of names to columns."
        )


@runtime_checkable
class ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


@runtime_checkable
class ArrowBatch(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> object: ...


@runtime_checkable
class Interchange(Protocol):
    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> object: ...


TableLike = ArrowStream | ArrowBatch | Interchange | Mapping[str, object]


def arrow_table(source: TableLike) -> pa.Table:
    if isinstance(source, pa.Table):
        return source
    if isinstance(source, Mapping):
        return pa.table({name: _arrow_column(values) for name, values in source.items()})
    if isinstance(source, ArrowStream | ArrowBatch):
        return pa.table(source)
    if isinstance(source, Interchange):
        from pyarrow.interchange import from_dataframe

        return from_dataframe(source)
    raise NotATable(source)


def like(source: Frame, table: pa.Table) -> Frame:
    """The table as what `source` is: Arrow, Polars or pandas; a mapping becomes a mapping of arrays, anything else Arrow."""
    polars, pandas = sys.modules.get("polars"), sys.modules.get("pandas")
    found: Any = table
    if polars is not None and isinstance(source, polars.DataFrame):
        found = polars.from_arrow(table)
    elif pandas is not None and isinstance(source, pandas.DataFrame):
        found = table.to_pandas(date_as_object=False)
    elif isinstance(source, Mapping):
        found = {name: table.column(name).to_numpy() for name in table.column_names}
    return cast(Frame, found)


def column(table: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in table.column_names:
        raise ColumnMissing(name, table.column_names)
    return table.column(name)


def numbers(table: pa.Table, name: str) -> NDArray[np.float64]:
    """The column as float64, null as NaN; truth values as 1 and 0."""
    values = column(table, name)
    kind = values.type
    if pa.types.is_null(kind):
        return np.full(len(values), np.nan)
    if not (
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_boolean(kind)
    ):
        raise NotNumeric(name)
    result: NDArray[np.float64] = values.cast(pa.float64(), safe=False).to_numpy().astype(np.float64)
    return result


def days(table: pa.Table, name: str) -> NDArray[np.datetime64]:
    """Days; a moment with a time zone is a day of that zone. Null is NaT."""
    values = column(table, name)
    if pa.types.is_timestamp(values.type) and values.type.tz is not None:
        values = pc.local_timestamp(values)
    if pa.types.is_string_view(values.type):
        values = values.cast(pa.large_string())
    try:
        whole = values.cast(pa.date32(), safe=False)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise NotDays(name) from None
    since = whole.cast(pa.int32()).cast(pa.int64()).fill_null(np.iinfo(np.int64).min)
    found: NDArray[np.datetime64] = np.asarray(since.to_numpy(), dtype=np.int64).astype("datetime64[D]")
    return found


def coded(table: pa.Table, name: str) -> tuple[NDArray[np.int64], pa.Array]:
    """Whole numbers or texts as places among their distinct values, in the order first seen; null is -1."""
    values = column(table, name)
    if pa.types.is_string_view(values.type):
        values = values.cast(pa.large_string())  # Polars sends text as views, which Arrow cannot take from
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    encoded = values.combine_chunks().dictionary_encode()
    code = np.asarray(encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(), dtype=np.int64)
    return code, encoded.dictionary


def texts(table: pa.Table, name: str) -> NDArray[np.object_]:
    """The column as objects, null as None."""
    values = column(table, name)
    found = np.empty(len(values), dtype=object)
    found[:] = values.to_pylist()
    return found


def _arrow_column(values: object) -> pa.Array | pa.ChunkedArray:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values
    if isinstance(values, ArrowStream):
        return pa.chunked_array(values)
    return pa.array(values if hasattr(values, "__array__") else list(cast("Sequence[object]", values)))
