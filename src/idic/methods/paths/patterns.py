"""Frequent sequential patterns: PrefixSpan for sequences of itemsets, with an optional largest gap.

Source: Pei, Han, Mortazavi-Asl, Wang, Pinto, Chen, Dayal & Hsu, "Mining sequential patterns by pattern-growth: the
PrefixSpan approach" (IEEE TKDE 16, 2004). With a gap the earliest occurrence is not enough, so every element at which
a pattern can end is carried along.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from idic.methods.paths.errors import PathsUnequal, TooManyPatterns
from idic.methods.paths.sequences import Ints, Sequences

MOST_PATTERNS = 100_000


@dataclass(frozen=True, slots=True)
class Pattern:
    """`elements`: itemsets in order of time. `support`: the number of sequences that hold the pattern."""

    elements: tuple[tuple[object, ...], ...]
    support: int


def frequent_patterns(
    sequences: Sequences, *, min_support: int, max_gap: float | None = None, max_items: int = 6,
    most: int = MOST_PATTERNS,
) -> list[Pattern]:  # fmt: skip
    """Ordered by support, then length, then items. `max_gap`: the longest time from one element to the next, in the
    unit of the moments (days of dates). `max_items` limits the items of a pattern."""
    if int(min_support) != min_support or min_support < 1 or max_items < 1 or (max_gap is not None and max_gap < 0):
        raise PathsUnequal("The support and the length are whole numbers from 1, the gap is not negative.")
    search = _Search(sequences, int(min_support), max_gap, max_items, most)
    search.grow((), np.arange(sequences.code.size, dtype=np.int64), None)
    found = sorted(search.found, key=lambda one: (-one[1], sum(map(len, one[0])), one[0]))
    names = sequences.items
    return [
        Pattern(tuple(tuple(names[code] for code in element) for element in elements), support)
        for elements, support in found
    ]


_Elements = tuple[tuple[int, ...], ...]


class _Search:
    def __init__(self, sequences: Sequences, least: int, max_gap: float | None, max_items: int, most: int) -> None:
        self._least, self._gap, self._longest, self._most = least, max_gap, max_items, most
        self._code, self._start, self._at = sequences.code, sequences.start, sequences.at
        elements = np.diff(sequences.first)
        self._owner = np.repeat(np.arange(sequences.count, dtype=np.int64), elements)
        self._end = np.repeat(sequences.first[1:], elements)
        self._element = np.repeat(np.arange(self._at.size, dtype=np.int64), np.diff(self._start))
        self._reach = self._end if max_gap is None else self._ends_of_reach(max_gap)
        self.found: list[tuple[_Elements, int]] = []

    def grow(self, prefix: _Elements, later: Ints, inside: Ints | None) -> None:
        """`later`: rows that can begin a new element after the prefix; `inside`: rows that can join its last one."""
        if sum(map(len, prefix)) >= self._longest:
            return
        if inside is not None:
            for item, rows in self._frequent(inside):
                self._take((*prefix[:-1], (*prefix[-1], item)), rows)
        for item, rows in self._frequent(later):
            self._take((*prefix, (item,)), rows)

    def _take(self, pattern: _Elements, rows: Ints) -> None:
        ends = self._element[rows]
        owners = np.unique(self._owner[ends])
        if len(self.found) >= self._most:
            raise TooManyPatterns(self._most)
        self.found.append((pattern, int(owners.size)))
        self.grow(pattern, self._rows_after(ends), self._rows_inside(ends, pattern[-1][-1]))

    def _frequent(self, rows: Ints) -> list[tuple[int, Ints]]:
        """Items that enough owners have in the rows, with their rows."""
        if not rows.size:
            return []
        codes = self._code[rows]
        order = np.argsort(codes, kind="stable")
        rows, codes = rows[order], codes[order]
        edges = np.append(np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))), codes.size)
        found = []
        for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if end - begin < self._least:
                continue
            held = rows[begin:end]
            if np.unique(self._owner[self._element[held]]).size >= self._least:
                found.append((int(codes[begin]), held))
        return found

    def _ends_of_reach(self, gap: float) -> Ints:
        """For each element the first of the same owner that lies further away than the gap. Elements are in order of
        owner, then of time, so one axis holds all owners side by side, more than a gap apart."""
        if not self._at.size:
            return self._end
        since = self._at - self._at.min()
        apart = float(since.max()) + gap + 1.0
        axis = self._owner * apart + since
        reach: Ints = np.searchsorted(axis, axis + gap, side="right").astype(np.int64)
        return reach

    def _rows_after(self, ends: Ints) -> Ints:
        """Without a gap only the earliest end of each owner matters: what follows a later one follows it as well."""
        if self._gap is None:
            _owners, first = np.unique(self._owner[ends], return_index=True)
            ends = ends[first]
            last = self._end[ends]
        else:
            last = self._reach[ends]
        rows = _ranges(self._start[ends + 1], self._start[last])
        return np.unique(rows) if self._gap is not None else rows

    def _rows_inside(self, ends: Ints, item: int) -> Ints:
        rows = _ranges(self._start[ends], self._start[ends + 1])
        joined: NDArray[np.int64] = rows[self._code[rows] > item]
        return joined


def _ranges(begin: Ints, end: Ints) -> Ints:
    """All whole numbers of the ranges, one range after the other."""
    size = np.maximum(end - begin, 0)
    offset = np.repeat(begin - np.concatenate(([0], np.cumsum(size)[:-1])), size) if size.size else size
    return offset + np.arange(size.sum(), dtype=np.int64)
