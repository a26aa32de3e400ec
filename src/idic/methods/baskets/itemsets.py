"""Frequent itemsets: every set of items that at least `min_count` baskets hold.

Pairs are counted by the product of the sparse basket table with itself, a block of items at a time, so memory stays
bounded whatever the number of baskets. Longer sets come from the baskets of one item at a time, in the same way
(projection as in Han, Pei & Yin, "Mining frequent patterns without candidate generation", 2000). The minimum is a whole
number of baskets: a share such as 2/9 would lose items at the border to rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from idic.methods.baskets.encoding import Baskets, Ints
from idic.methods.baskets.errors import CountTooLow, TooManyItemsets

Codes = NDArray[np.int32]

MOST_ITEMSETS = 2_000_000
# Counts that one block of the product may hold.
_BLOCK_CELLS = 8_000_000


@dataclass(frozen=True, slots=True)
class Itemsets:
    """`codes[k - 1]` has one row per itemset of k items, codes ascending, rows in order; `counts` beside it."""

    items: NDArray[np.object_]
    baskets: int
    min_count: int
    codes: tuple[Codes, ...]
    counts: tuple[Ints, ...]

    @property
    def total(self) -> int:
        return sum(counts.size for counts in self.counts)

    def labelled(self) -> Iterator[tuple[tuple[object, ...], int]]:
        for codes, counts in zip(self.codes, self.counts, strict=True):
            for row, count in zip(codes.tolist(), counts.tolist(), strict=True):
                yield tuple(self.items[code] for code in row), count


def frequent_pairs(baskets: Baskets, *, min_count: int, most: int = MOST_ITEMSETS) -> Itemsets:
    return frequent_itemsets(baskets, min_count=min_count, max_length=2, most=most)


def frequent_itemsets(baskets: Baskets, *, min_count: int, max_length: int = 3, most: int = MOST_ITEMSETS) -> Itemsets:
    """Refused with TooManyItemsets before memory runs out."""
    if int(min_count) != min_count or min_count < 1 or max_length < 1:
        raise CountTooLow("The minimum count and the length must be whole numbers from 1.")
    least = int(min_count)
    totals = np.bincount(baskets.code, minlength=baskets.items.size).astype(np.int64)
    frequent = np.flatnonzero(totals >= least)
    codes: list[list[Codes]] = [[frequent[:, None].astype(np.int32)]]
    counts: list[list[Ints]] = [[totals[frequent]]]
    found = _Found(
        most, [*codes, *([] for _ in range(max_length - 1))], [*counts, *([] for _ in range(max_length - 1))]
    )
    if max_length > 1 and frequent.size > 1:
        _search(_table(baskets, frequent), frequent.astype(np.int32), np.zeros(0, dtype=np.int32), least, found)
    filled = [place for place, parts in enumerate(found.codes) if parts and sum(len(part) for part in parts)]
    return Itemsets(
        items=baskets.items,
        baskets=baskets.count,
        min_count=least,
        codes=tuple(np.concatenate(found.codes[place]) for place in filled),
        counts=tuple(np.concatenate(found.counts[place]) for place in filled),
    )


@dataclass(slots=True)
class _Found:
    most: int
    codes: list[list[Codes]]
    counts: list[list[Ints]]

    def add(self, codes: Codes, counts: Ints) -> None:
        self.most -= counts.size
        if self.most < 0:
            raise TooManyItemsets(sum(one.size for parts in self.counts for one in parts) + counts.size)
        self.codes[codes.shape[1] - 1].append(codes)
        self.counts[codes.shape[1] - 1].append(counts)


def _table(baskets: Baskets, frequent: Ints) -> sparse.csr_array:
    """One row per basket with two frequent items or more, one column per frequent item."""
    column = np.full(baskets.items.size, -1, dtype=np.int32)
    column[frequent] = np.arange(frequent.size, dtype=np.int32)
    codes = column[baskets.code]
    kept = np.concatenate(([0], np.cumsum(codes >= 0)))
    start = kept[baskets.start]
    codes = codes[codes >= 0]
    size = np.diff(start)
    used = size > 1
    codes = codes[np.repeat(used, size)]
    pointer = np.concatenate(([0], np.cumsum(size[used])))
    index = np.int32 if codes.size < np.iinfo(np.int32).max else np.int64
    ones = np.ones(codes.size, dtype=np.int32)
    return sparse.csr_array((ones, codes.astype(index), pointer.astype(index)), shape=(int(used.sum()), frequent.size))


def _search(table: sparse.csr_array, names: Codes, prefix: Codes, least: int, found: _Found) -> None:
    """All frequent sets that start with `prefix` and go on with at least two columns of `table`; `names` are the
    items of the columns, ascending."""
    by_item = table.T.tocsr()
    longest = len(found.codes)
    width = max(1, _BLOCK_CELLS // max(names.size, 1))
    for begin in range(0, names.size, width):
        rows = by_item[begin : begin + width]
        first, second, count = _pairs(rows, table, begin, least)
        codes = np.empty((count.size, prefix.size + 2), dtype=np.int32)
        codes[:, : prefix.size] = prefix
        codes[:, -2], codes[:, -1] = names[first], names[second]
        found.add(codes, count)
        if prefix.size + 2 >= longest:
            continue
        for item in np.unique(first).tolist():
            partners = second[first == item]
            if partners.size < 2:
                continue
            held = table[by_item.indices[by_item.indptr[item] : by_item.indptr[item + 1]]][:, partners]
            _search(held, names[partners], np.append(prefix, names[item]).astype(np.int32), least, found)


def _pairs(rows: sparse.csr_array, table: sparse.csr_array, begin: int, least: int) -> tuple[Ints, Ints, Ints]:
    """Pairs (first, second) of columns, first in the block and before second, with their count of baskets."""
    product = rows @ table
    enough = product.data >= least
    first = np.repeat(np.arange(product.shape[0], dtype=np.int64), np.diff(product.indptr))[enough] + begin
    second = product.indices[enough].astype(np.int64)
    count = product.data[enough].astype(np.int64)
    later = second > first
    first, second, count = first[later], second[later], count[later]
    order = np.lexsort((second, first))
    return first[order], second[order], count[order]
