"""Totals summed from the cells, where everything in them adds up: quicker than asking the engine for each level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from idic.warehouse.questions.compiling import levels_of
from idic.warehouse.questions.question import Question

Line = tuple[Any, ...]


def roll_up(question: Question, cells: Sequence[Line]) -> list[Line]:
    """`cells` hold the dimensions and then the atoms; the lines are those of `compiling`."""
    r, d = len(question.rows), len(question.dimensions)
    found: list[Line] = []
    for level in levels_of(question):
        kept = [*range(level.rows), *range(r, r + level.columns)]
        if len(kept) == d:
            found += [(level.rows, level.columns, *cell) for cell in cells]
            continue
        sums: dict[tuple[Any, ...], list[Any]] = {}
        for cell in cells:
            key = tuple(cell[n] for n in kept)
            so_far = sums.get(key)
            if so_far is None:
                sums[key] = list(cell[d:])
            else:
                for n, value in enumerate(cell[d:]):
                    if value is not None:
                        so_far[n] = value if so_far[n] is None else so_far[n] + value
        found += _lines(level.rows, level.columns, kept, sums, d)
    return found


def _lines(
    rows: int, columns: int, kept: Sequence[int], sums: dict[tuple[Any, ...], list[Any]], d: int
) -> Iterator[Line]:
    for key, values in sums.items():
        dimensions: list[Any] = [None] * d
        for n, value in zip(kept, key, strict=True):
            dimensions[n] = value
        yield (rows, columns, *dimensions, *values)
