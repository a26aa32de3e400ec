"""Different customers at every level. Different values do not add up: the engine makes one number of each row that counts, of
its rows' cell, its value and its columns' cell, and these are put in order, each once. What several rows have in common
then stands together, for the cells and for each coarser level of the columns; with one dimension of the rows less it is
done again, with what was left. Exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from idic.warehouse.asking.errors import TooMuch
from idic.warehouse.questions.compiling import Level
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.rolling import Axis, Lines, Numbers, kept_places, keys_of
from idic.warehouse.questions.rows import Numbering

if TYPE_CHECKING:
    import pyarrow as pa

#: A byte for each number that there could be is quicker than sorting, up to so many for each row.
_SPARE = 16
_NONE = np.zeros(0, dtype=np.intp)


def add_counted(
    lines: Lines, question: Question, table: pa.Table, numbering: Numbering, columns: Sequence[str], most: int
) -> None:
    """Of the columns of `table`, each has a number for each row. Raises TooMuch where there are more than `most` cells."""
    axes = [Axis(_NONE, numbering.values[one.code]) for one in question.dimensions]
    sizes = [len(axis.values) for axis in axes]
    for name in table.column_names:
        n, size = columns.index(name), numbering.size(name)
        with ThreadPoolExecutor(2) as threads:
            counting = _Counting(sizes, len(question.rows), size, lambda do, parts: list(threads.map(do, parts)))
            counts, there = counting.of(table.column(name).to_numpy(), list(lines))
        if np.count_nonzero(there) > most:
            raise TooMuch("rows", most)
        for level, found in lines.items():
            kept = kept_places(question, level)
            gone = tuple(n for n in range(len(axes)) if n not in kept)
            places = np.flatnonzero(there.reshape(sizes).any(axis=gone))
            values = counts[level][places].tolist()
            for key, value in zip(keys_of([axes[n] for n in kept], places), values, strict=True):
                found.setdefault(key, [None] * len(columns))[n] = value


class _Counting:
    """`size` bounds the values; 0 of them stands for none. `each` does a thing with all parts at once."""

    def __init__(
        self,
        sizes: list[int],
        r: int,
        size: int,
        each: Callable[[Callable[..., Numbers], Sequence[object]], list[Numbers]],
    ) -> None:
        self._rows, self._columns, self._size, self._each = sizes[:r], sizes[r:], size, each
        self._across = prod(self._columns)
        self._block = size * self._across

    def of(self, numbers: Numbers, levels: list[Level]) -> tuple[dict[Level, Numbers], Numbers]:
        """How many different values stand in each cell that there could be, and in which of the finest any row does."""
        kind, held = numbers.dtype.type, len(self._rows)
        parts = self._once([numbers], prod(self._rows) * self._block)
        counted = self._each(self._counts, parts)
        there = np.sum(counted, axis=0) > 0
        if any(self._nothing(part).size for part in parts):
            parts = self._each(self._without_nothing, parts)
            counted = self._each(self._counts, parts)
        found = {Level(held, len(self._columns)): np.sum(counted, axis=0)}
        for rows in sorted({one.rows for one in levels}, reverse=True):
            if rows < held:
                fewer = kind(prod(self._rows[rows:held]))
                parts = self._each(lambda part, fewer=fewer: self._above(part, fewer), parts)
                parts, held = self._once(parts, prod(self._rows[:rows]) * self._block), rows
            for level in levels:
                if level.rows == rows and level not in found:
                    counted = self._each(lambda part, level=level: self._at(part, level), parts)
                    found[level] = np.sum(counted, axis=0)
        return found, there

    def _once(self, parts: list[Numbers], most: int) -> list[Numbers]:
        """In order, and each once; what differs only by the columns stands in one part."""
        kind, rows = parts[0].dtype, sum(map(len, parts))
        if not rows:
            return parts
        if most <= _SPARE * rows:
            seen = np.zeros(most, dtype=bool)

            def see(part: Numbers) -> Numbers:
                seen[part.astype(np.intp)] = True
                return part

            self._each(see, parts)
            middle = most // self._across // 2 * self._across
            ends = [(0, middle), (middle, most)]
            return self._each(lambda end: (np.flatnonzero(seen[end[0] : end[1]]) + end[0]).astype(kind), ends)
        numbers = np.concatenate(parts) if len(parts) > 1 else parts[0]
        middle = int(np.median(numbers[:: max(rows // 1000, 1)])) // self._across * self._across
        return self._each(lambda below: _sorted_once(numbers[(numbers < middle) == below]), [True, False])

    def _above(self, part: Numbers, fewer: Any) -> Numbers:
        """Without the last dimensions of the rows."""
        block = part.dtype.type(self._block)
        above: Numbers = part // block
        inside = part - above * block
        above //= fewer
        above *= block
        above += inside
        return above

    def _nothing(self, part: Numbers) -> Numbers:
        """Where those begin and end that say only that a cell is there; they come first of each cell of the rows."""
        starts = np.arange(prod(self._rows), dtype=np.int64) * self._block
        ends = [np.searchsorted(part, one.astype(part.dtype)) for one in (starts, starts + self._across)]
        found: Numbers = np.stack(ends, axis=1)[ends[0] < ends[1]]
        return found

    def _without_nothing(self, part: Numbers) -> Numbers:
        kept = np.ones(len(part), dtype=bool)
        for start, end in self._nothing(part).tolist():
            kept[start:end] = False
        return part[kept]

    def _at(self, part: Numbers, level: Level) -> Numbers:
        across = prod(self._columns[: level.columns])
        if level.columns < len(self._columns):
            part = _once_of_sorted(part // part.dtype.type(self._across // across))
        return self._counts(part, across)

    def _counts(self, part: Numbers, across: int = 0) -> Numbers:
        """Of the numbers in each cell that there could be."""
        kind, across = part.dtype.type, across or self._across
        cells = part // kind(self._size * across)
        rows = prod(self._rows)
        if across > 1:
            cells *= kind(across)
            cells += part % kind(across)
        found: Numbers = np.bincount(cells.astype(np.intp), minlength=rows * across)
        return found


def _sorted_once(numbers: Numbers) -> Numbers:
    numbers.sort()
    return _once_of_sorted(numbers)


def _once_of_sorted(numbers: Numbers) -> Numbers:
    first = np.empty(len(numbers), dtype=bool)
    first[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]
