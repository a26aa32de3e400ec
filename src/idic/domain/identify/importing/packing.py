"""A chunk as it travels between processes: a column of texts as one text, which costs a tenth of as many small ones."""

from __future__ import annotations

import pickle
from types import NoneType
from typing import cast

from idic.domain.identify.importing.rows import Chunk
from idic.foundation.tables.batch import Cell

# Signs that no cell of an ordinary file has; a column with one of them travels cell by cell.
_BETWEEN, _MISSING = "\x1e", "\x1d"

_Packed = str | tuple[str, None] | list[Cell]


def packed(chunk: Chunk) -> bytes:
    numbers = chunk.row_numbers
    is_run = bool(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1
    rows = range(numbers[0], numbers[-1] + 1) if is_run else numbers
    return pickle.dumps((rows, {name: _packed(column) for name, column in chunk.columns.items()}))


def unpacked(data: bytes) -> Chunk:
    rows, columns = pickle.loads(data)  # noqa: S301 - from a process of our own
    return Chunk(list(rows), {name: _unpacked(column) for name, column in columns.items()}, None)


def _packed(column: list[Cell]) -> _Packed:
    kinds = set(map(type, column))
    if not column or not kinds <= {str, NoneType}:
        return column
    missing = column.count(None) if NoneType in kinds else 0
    texts = cast("list[str]", [_MISSING if cell is None else cell for cell in column] if missing else column)
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) != len(column) - 1 or joined.count(_MISSING) != missing:
        return column
    return (joined, None) if missing else joined


def _unpacked(column: _Packed) -> list[Cell]:
    if isinstance(column, list):
        return column
    if isinstance(column, str):
        return cast("list[Cell]", column.split(_BETWEEN))
    return [None if cell == _MISSING else cell for cell in column[0].split(_BETWEEN)]
