"""Every level of a question from its finest cells, where everything in them adds up: quicker than asking the engine for
each level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.questions.coding import Codes, plain
from idic.warehouse.questions.compiling import Level, levels_of
from idic.warehouse.questions.question import Question

if TYPE_CHECKING:
    import pyarrow as pa

Key = tuple[Any, ...]
Numbers = NDArray[Any]
Lines = dict[Level, dict[Key, list[Any]]]


@dataclass(frozen=True)
class Axis:
    """One dimension of many rows: `codes` are places in `values`."""

    codes: Numbers
    values: list[Any]


def axes_of(question: Question, table: pa.Table, codes: Mapping[str, Codes]) -> list[Axis]:
    return [_axis(table.column(f"d{n}"), codes.get(one.code)) for n, one in enumerate(question.dimensions)]


def _axis(column: pa.ChunkedArray, codes: Codes | None) -> Axis:
    if codes is not None:
        return Axis(column.to_numpy(), codes.values)
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return Axis(encoded.indices.to_numpy(), [plain(one) for one in encoded.dictionary.to_pylist()])


def kept_places(question: Question, level: Level) -> list[int]:
    r = len(question.rows)
    return [*range(level.rows), *range(r, r + level.columns)]


def place_of(axes: Sequence[Axis], rows: int) -> Numbers:
    """The place of each row among all cells that there could be; the first dimension counts most."""
    place = np.zeros(rows, dtype=np.int64)
    for axis in axes:
        place *= len(axis.values)
        place += axis.codes
    return place


def keys_of(axes: Sequence[Axis], places: Numbers) -> list[Key]:
    """What stands at these places."""
    if not axes:
        return [()] * len(places)
    columns = []
    for n, axis in enumerate(axes):
        below = prod(len(one.values) for one in axes[n + 1 :])
        codes = places // below % len(axis.values)
        columns.append(map(axis.values.__getitem__, codes.tolist()))
    return list(zip(*columns, strict=True))


def add_cells(
    lines: Lines, question: Question, table: pa.Table, codes: Mapping[str, Codes], columns: Sequence[str]
) -> None:
    """`columns` are the figures of a line in their order; a table has some of them."""
    axes = axes_of(question, table, codes)
    figures = {name: table.column(name).combine_chunks() for name in columns if name in table.column_names}
    for level, found in lines.items():
        kept = [axes[n] for n in kept_places(question, level)]
        places, of = np.unique(place_of(kept, table.num_rows), return_inverse=True)
        told = [keys_of(kept, places), *(_sums(one, of, len(places)) for one in figures.values())]
        order = [columns.index(name) for name in figures]
        for key, *values in zip(*told, strict=True):
            line = found.setdefault(key, [None] * len(columns))
            for n, value in zip(order, values, strict=True):
                if value is not None:
                    line[n] = value if line[n] is None else line[n] + value


def _sums(column: pa.Array, of: Numbers, size: int) -> list[Any]:
    """None where nothing is known; whole numbers stay whole."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_decimal(column.type):
        column = column.cast(pa.int64())  # the engine sums whole numbers into wider ones
    values = pc.fill_null(column, 0).to_numpy(zero_copy_only=False)
    sums = np.zeros(size, dtype=values.dtype)
    np.add.at(sums, of, values)
    if not column.null_count:
        return list(sums.tolist())
    some = np.zeros(size, dtype=bool)
    some[of[pc.is_valid(column).to_numpy(zero_copy_only=False)]] = True
    return [value if there else None for value, there in zip(sums.tolist(), some.tolist(), strict=True)]


def told(question: Question, lines: Lines) -> list[Key]:
    """As `compiling` tells of them."""
    found: list[Key] = []
    for level in levels_of(question):
        kept = kept_places(question, level)
        shown = [kept.index(n) if n in kept else None for n in range(len(question.dimensions))]
        found += [
            (level.rows, level.columns, *(None if n is None else key[n] for n in shown), *figures)
            for key, figures in lines[level].items()
        ]
    return found
