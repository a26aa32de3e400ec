"""Every level of a question from its finest cells, also where different customers are counted: each cell brings their
numbers, and what two cells share is counted once. Exact, and each level starts from the smallest finer one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.warehouse.questions.compiling import Level, levels_of
from idic.warehouse.questions.question import Question

if TYPE_CHECKING:
    import pyarrow as pa

Key = tuple[Any, ...]
Numbers = NDArray[Any]
#: Beyond so many cells sorting all at once is quicker than looking at each.
_MANY = 4_000


@dataclass(frozen=True)
class Sets:
    """The values of cell n stand from `starts[n]` to `starts[n + 1]`, each once; all are below `size`."""

    keys: list[Key]
    starts: NDArray[np.int64]
    values: Numbers
    size: int

    @classmethod
    def of(cls, keys: list[Key], lists: pa.Array) -> Sets:
        import pyarrow.compute as pc

        counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy().astype(np.int64)
        starts = np.append(0, np.cumsum(counts))
        values = pc.list_flatten(lists).to_numpy(zero_copy_only=False)
        if not len(values):
            return cls(keys, starts, values, 0)
        low, high = int(values.min()), int(values.max())
        if high - low > 4 * len(values) + 1_000_000:
            known, values = np.unique(values, return_inverse=True)
            low, high = 0, len(known) - 1
        return cls(keys, starts, (values - low).astype(np.int32), high - low + 1)._once()

    def counts(self) -> dict[Key, int]:
        return dict(zip(self.keys, np.diff(self.starts).tolist(), strict=True))

    def rolled_up(self, kept: Sequence[int]) -> Sets:
        """The cells whose keys agree in the `kept` places as one."""
        together: dict[Key, list[int]] = {}
        for place, key in enumerate(self.keys):
            together.setdefault(tuple(key[n] for n in kept), []).append(place)
        order = np.array([place for places in together.values() for place in places], dtype=np.int64)
        sizes = np.diff(self.starts)
        # where each cell's values begin now, and what has to be added to a place to find them where they were
        moved = np.append(0, np.cumsum(sizes[order]))
        if bool((order == np.arange(len(order))).all()):
            values = self.values
        else:
            values = np.concatenate([self.values[self.starts[n] : self.starts[n + 1]] for n in order])
        ends = np.cumsum([len(places) for places in together.values()])
        return Sets(list(together), np.append(0, moved[ends]), values, self.size)._once()

    def _once(self) -> Sets:
        first = self._first_of_many() if len(self.keys) > _MANY else self._first()
        kept = np.append(0, np.cumsum(first))
        return Sets(self.keys, kept[self.starts], self.values[first], self.size)

    def _first(self) -> NDArray[np.bool_]:
        """Of each value that stands several times in a cell one: that which is written last is found again."""
        first = np.empty(len(self.values), dtype=bool)
        seen = np.empty(self.size, dtype=np.int32)
        places = np.arange(int(np.diff(self.starts).max(initial=0)), dtype=np.int32)
        for start, end in zip(self.starts[:-1], self.starts[1:], strict=True):
            values, own = self.values[start:end], places[: end - start]
            seen[values] = own
            first[start:end] = seen[values] == own
        return first

    def _first_of_many(self) -> NDArray[np.bool_]:
        cell = np.repeat(np.arange(len(self.keys), dtype=np.int64), np.diff(self.starts))
        order = np.argsort(cell * self.size + self.values, kind="stable")
        ordered, cells = self.values[order], cell[order]
        first = np.empty(len(order), dtype=bool)
        first[order] = np.append(True, (ordered[1:] != ordered[:-1]) | (cells[1:] != cells[:-1]))[: len(order)]
        return first


def gathered_lines(question: Question, parts: Sequence[pa.Table], columns: Sequence[str]) -> list[Key]:
    """The lines that `compiling` tells of, from the cells of each part; `columns` in their order."""
    lines: dict[Level, dict[Key, list[Any]]] = {level: {} for level in _finest_first(question)}
    d = len(question.dimensions)
    for table in parts:
        keys = list(zip(*(table.column(n).to_pylist() for n in range(d)), strict=True)) if d else [()] * table.num_rows
        for name in table.column_names[d:]:
            place, column = columns.index(name), table.column(name).combine_chunks()
            for level, figures in _levels(question, keys, column).items():
                for key, figure in figures.items():
                    lines[level].setdefault(key, [None] * len(columns))[place] = figure
    return [
        (level.rows, level.columns, *_dimensions(question, level, key), *figures)
        for level in levels_of(question)
        for key, figures in lines[level].items()
    ]


def _levels(question: Question, keys: list[Key], column: pa.Array) -> dict[Level, dict[Key, Any]]:
    import pyarrow as pa

    if not pa.types.is_list(column.type):
        if pa.types.is_decimal(column.type):
            column = column.cast(pa.int64())  # the engine sums whole numbers into wider ones
        cells = list(zip(keys, column.to_pylist(), strict=True))
        return {level: _sums(cells, kept_places(question, level)) for level in levels_of(question)}
    made: dict[Level, Sets] = {}
    finest = Level(len(question.rows), len(question.columns))
    for level in _finest_first(question):
        if level == finest:
            made[level] = Sets.of(keys, column)
            continue
        above = [one for one in made if one.rows >= level.rows and one.columns >= level.columns]
        smallest = min(above, key=lambda one: len(made[one].values))
        kept = kept_places(question, level)
        held = kept_places(question, smallest)
        made[level] = made[smallest].rolled_up([held.index(place) for place in kept])
    return {level: sets.counts() for level, sets in made.items()}


def kept_places(question: Question, level: Level) -> list[int]:
    r = len(question.rows)
    return [*range(level.rows), *range(r, r + level.columns)]


def _finest_first(question: Question) -> list[Level]:
    return sorted(levels_of(question), key=lambda one: -one.rows - one.columns)


def _sums(cells: Sequence[tuple[Key, Any]], kept: Sequence[int]) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for key, value in cells:
        short = tuple(key[n] for n in kept)
        so_far = found.get(short)
        found[short] = value if so_far is None else so_far if value is None else so_far + value
    return found


def _dimensions(question: Question, level: Level, key: Key) -> list[Any]:
    told: list[Any] = [None] * len(question.dimensions)
    for place, value in zip(kept_places(question, level), key, strict=True):
        told[place] = value
    return told
