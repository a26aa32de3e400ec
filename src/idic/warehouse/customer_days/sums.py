"""Purchases summed by customer, currency and day. All sums are of whole numbers, so that rows are taken out again exactly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]
Codes = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]

NOBODY = -1
#: A block holds the customers of 65,536 numbers; those of nobody have one of their own, which comes first.
SHIFT = 16
COUNTS = ("purchases", "sales", "orders")
AMOUNTS = ("net_e4", "gross_e4", "sold_e4")
READ = ("customer_id", "kind", "day", "currency", "total_e4")


@dataclass
class Currencies:
    """Numbers for the names of currencies, in the order in which they were met."""

    names: list[str] = field(default_factory=list)

    def coded(self, column: pa.ChunkedArray) -> Codes:
        encoded = column.combine_chunks().dictionary_encode()
        numbers = [self._number(name) for name in encoded.dictionary.to_pylist()]
        return np.array(numbers, dtype=np.int16)[encoded.indices.to_numpy()] if numbers else np.zeros(0, np.int16)

    @property
    def ranks(self) -> npt.NDArray[np.uint64]:
        """The place of each number in the order of the names."""
        ranks = np.zeros(len(self.names), dtype=np.uint64)
        ranks[np.argsort(np.array(self.names, dtype=object))] = np.arange(len(self.names))
        return ranks

    def _number(self, name: str) -> int:
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


@dataclass(frozen=True)
class Bought:
    """Receipts as they come; `sign` is -1 where they are taken out."""

    customer: Ints
    currency: Codes
    day: Days
    sale: Flags
    total: Ints
    sign: int

    def of(self, rows: npt.NDArray[np.intp]) -> Bought:
        return Bought(
            self.customer[rows], self.currency[rows], self.day[rows], self.sale[rows], self.total[rows], self.sign
        )


@dataclass(frozen=True)
class DaySums:
    """One column of `figures` for each entry: COUNTS, then AMOUNTS."""

    customer: Ints
    currency: Codes
    day: Days
    figures: Ints

    @property
    def size(self) -> int:
        return int(self.customer.size)

    def where(self, kept: Flags) -> DaySums:
        if kept.all():
            return self
        return DaySums(self.customer[kept], self.currency[kept], self.day[kept], self.figures[:, kept])


def bought(table: pa.Table, sign: int, currencies: Currencies) -> Bought:
    """`table` has the columns READ of purchases."""
    import pyarrow.compute as compute

    return Bought(
        compute.fill_null(table.column("customer_id"), NOBODY).to_numpy(),
        currencies.coded(table.column("currency")),
        table.column("day").combine_chunks().view("int32").to_numpy(),
        compute.equal(table.column("kind"), "sale").to_numpy(),
        table.column("total_e4").to_numpy(),
        sign,
    )


def in_blocks(rows: Bought) -> dict[int, Bought]:
    """By the block of their customer."""
    if not rows.customer.size:
        return {}
    block = rows.customer >> SHIFT
    if block[0] == block.min() == block.max():
        return {int(block[0]): rows}
    order = np.argsort(block, kind="stable")
    found, starts = np.unique(block[order], return_index=True)
    return {int(one): rows.of(part) for one, part in zip(found, np.split(order, starts[1:]), strict=True)}


def summed(parts: list[Bought], currencies: Currencies) -> DaySums:
    """Of one block. What comes in and goes out again alike leaves nothing."""
    if not parts:
        nothing = np.zeros(0, np.int64)
        return DaySums(
            nothing, np.zeros(0, np.int16), np.zeros(0, np.int32), nothing.reshape(len(COUNTS) + len(AMOUNTS), 0)
        )
    figures = np.concatenate([_figures(one) for one in parts], axis=1)
    customer, currency = (
        np.concatenate([one.customer for one in parts]),
        np.concatenate([one.currency for one in parts]),
    )
    found = _grouped(customer, currency, np.concatenate([one.day for one in parts]), figures, currencies)
    return found.where((found.figures != 0).any(axis=0))


def joined(old: DaySums, new: DaySums, currencies: Currencies) -> DaySums:
    """Of one block. A day of which no receipt is left is gone."""
    found = _grouped(
        np.concatenate([old.customer, new.customer]), np.concatenate([old.currency, new.currency]),
        np.concatenate([old.day, new.day]), np.concatenate([old.figures, new.figures], axis=1), currencies,
    )  # fmt: skip
    return found.where(found.figures[0] != 0)


def _figures(rows: Bought) -> Ints:
    order = rows.sale & (rows.total > 0)
    figures = np.empty((len(COUNTS) + len(AMOUNTS), rows.total.size), dtype=np.int64)
    figures[0], figures[1], figures[2] = 1, rows.sale, order
    figures[3], figures[4], figures[5] = rows.total, rows.total * rows.sale, rows.total * order
    return figures if rows.sign > 0 else -figures


def _grouped(customer: Ints, currency: Codes, day: Days, figures: Ints, currencies: Currencies) -> DaySums:
    key = (customer & ((1 << SHIFT) - 1)).astype(np.uint64) << np.uint64(48)
    key |= currencies.ranks[currency] << np.uint64(32)
    key |= (day.astype(np.int64) + (1 << 31)).astype(np.uint64)
    if np.any(key[1:] < key[:-1]):
        order = np.argsort(key)
        key, customer, currency, day = key[order], customer[order], currency[order], day[order]
        figures = figures[:, order]
    at = np.flatnonzero(np.concatenate([np.ones(min(key.size, 1), np.bool_), key[1:] != key[:-1]]))
    if at.size == key.size:
        return DaySums(customer, currency, day, figures)
    return DaySums(customer[at], currency[at], day[at], np.add.reduceat(figures, at, axis=1))
