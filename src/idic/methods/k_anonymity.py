"""Counts of people that may be published: every cell of the quasi-identifiers holds at least k of them.

Shapes: `counts` maps a tuple of quasi-identifiers, all of one length, to a number of people. Small cells are merged into
one with the value `MERGED`, from the last identifier to the first; what stays small is left out. Where less than k people
in all would be left out, the smallest other cell goes too: else a known total would give them away.
Source: L. Sweeney, k-anonymity: a model for protecting privacy (2002); P. Samarati, Protecting respondents' identities in
microdata release (2001).
Errors: ValueError for k below 2, cells of different length, negative counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = tuple[str, ...]
MERGED = "*"


@dataclass(frozen=True)
class PublicTable:
    """`suppressed_people` is how many people stand in no row, `merged_cells` how many cells went into others."""

    rows: dict[Cell, int]
    merged_cells: int
    suppressed_cells: int
    suppressed_people: int


def small_cells(counts: Mapping[Cell, int], k: int) -> dict[Cell, int]:
    """The cells by which somebody could be found: fewer than k people, but not none."""
    _check(counts, k)
    return {cell: count for cell, count in counts.items() if 0 < count < k}


def anonymise(counts: Mapping[Cell, int], k: int, *, merge: bool = True) -> PublicTable:
    """With `merge` small cells are joined with others that differ in one identifier only; without, left out."""
    _check(counts, k)
    rows = {cell: count for cell, count in counts.items() if count}
    before = len(rows)
    width = max((len(cell) for cell in rows), default=0)
    if merge:
        for place in reversed(range(width)):
            rows = _merged(rows, place, k)
    merged = before - len(rows)
    left_out = {cell for cell, count in rows.items() if count < k}
    if left_out and sum(rows[cell] for cell in left_out) < k:
        others = sorted((count, cell) for cell, count in rows.items() if cell not in left_out)
        left_out |= {cell for _count, cell in others[:1]}
    return PublicTable(
        {cell: count for cell, count in sorted(rows.items()) if cell not in left_out},
        merged, len(left_out), sum(rows[cell] for cell in left_out),
    )  # fmt: skip


def _merged(rows: Mapping[Cell, int], place: int, k: int) -> dict[Cell, int]:
    """One identifier at a time: among cells that agree in all others, the small ones are joined, with the smallest of
    the rest where they are not enough by themselves."""
    groups: dict[Cell, list[Cell]] = {}
    for cell in rows:
        groups.setdefault((*cell[:place], MERGED, *cell[place + 1 :]), []).append(cell)
    found: dict[Cell, int] = {}
    for key, cells in groups.items():
        ordered = sorted(cells, key=lambda cell: (rows[cell], cell))
        joined: list[Cell] = []
        for cell in ordered:
            if rows[cell] < k or (joined and sum(rows[one] for one in joined) < k):
                joined.append(cell)
        if len(joined) < 2:
            joined = []
        found.update((cell, rows[cell]) for cell in cells if cell not in joined)
        if joined:
            found[key] = found.get(key, 0) + sum(rows[cell] for cell in joined)
    return found


def _check(counts: Mapping[Cell, int], k: int) -> None:
    if k < 2:
        raise ValueError("k is at least 2")
    if len({len(cell) for cell in counts}) > 1:
        raise ValueError("every cell has the same identifiers")
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is not negative")
