"""The figures of all customers, read from an accumulator."""

from __future__ import annotations

import mmap
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import Accumulator
from idic.methods.purchase_summary.records import COUNTED, Records, Table
from idic.methods.purchase_summary.waiting import Days, Flags, Ints

Floats = npt.NDArray[np.float64]

# what is worked on stays in the processor's own memory
_TOGETHER = 1 << 14
_WORTH_THREADS = 1_000_000


class LateLines(ValueError):
    """Lines came after later ones had been folded; `settled` adds the customers concerned anew."""

    def __init__(self, customers: int) -> None:
        self.customers = customers
        super().__init__(f"The lines of {customers} customers have to be added again in one go.")


@dataclass(frozen=True, slots=True)
class Summaries:
    """One entry per customer with a purchase day, by number; what takes little to work out is worked out when asked for.

    `x` repeat purchase days; `recency` days from the first to the last purchase (t_x), `age` to `as_of` (T); `repeat_spend`
    net spend after the first day, as whole units, and `mean_repeat_spend` of it per repeat day (NaN without one); `spend`
    of all lines, returns before the first purchase included.
    """

    customer: Ints
    x: Days
    recency: Days
    first_day: Days
    orders: Days
    spend: Ints
    repeat_spend: Ints
    as_of: int

    @property
    def age(self) -> Days:
        age: Days = _small_pages(self.x.size, np.int32)
        return np.subtract(np.int32(self.as_of), self.first_day, out=age)

    @property
    def last_day(self) -> Days:
        return self.first_day + self.recency

    @property
    def mean_repeat_spend(self) -> Floats:
        mean: Floats = _small_pages(self.x.size, np.float64)
        mean.fill(np.nan)
        np.divide(self.repeat_spend, self.x, out=mean, where=self.x > 0)
        return mean


def summaries(accumulated: Accumulator, *, as_of: int, customers: Ints | None = None) -> Summaries:
    """`as_of` is a day; no line after it may have been added. `customers`: of these only, ascending. Raises LateLines."""
    accumulated.fold()
    late = accumulated.late()
    if late.size:
        raise LateLines(late.size)
    customer, parts = _wanted(accumulated, customers)
    x, first, recency = (_small_pages(customer.size, np.int32) for _ in range(3))
    spend, repeat = (_small_pages(customer.size, np.int64) for _ in range(2))
    # an array of zeros takes no memory until something is written to it
    orders = np.zeros(customer.size, dtype=np.int32)
    base = np.int32(accumulated.base or 0)

    def told(at: int, pieces: Iterator[Records]) -> None:
        for rows in pieces:
            here = slice(at, at + rows.size)
            x[here], first[here], repeat[here] = rows["days"], rows["first"], rows["later"]
            x[here] -= 1
            first[here] += base
            np.subtract(rows["last"], rows["first"], out=recency[here])
            np.add(rows["later"], rows["opening"], out=spend[here])
            if rows.dtype == COUNTED:
                orders[here] = rows["orders"]
            at += rows.size

    if len(parts) == 1:
        told(*parts[0])
    else:
        with ThreadPoolExecutor(len(parts)) as pool:
            deque(pool.map(lambda one: told(*one), parts), maxlen=0)
    for returned in accumulated.returned:
        place, there = _places(customer, returned["customer"])
        place, amount = place[there], returned["amount"][there]
        np.add.at(spend, place, amount)
        # those of the first day belong to it, those before it to nothing
        later = returned["day"][there] > first[place]
        np.add.at(repeat, place[later], amount[later])
    return Summaries(customer, x, recency, first, orders, spend, repeat, as_of)


def _wanted(accumulated: Accumulator, customers: Ints | None) -> tuple[Ints, list[tuple[int, Iterator[Records]]]]:
    """Who has a purchase day, and their records in this order, in parts for a thread each: where a part begins, and it."""
    known = accumulated.known
    if customers is not None:
        customer = customers[customers < known.size]
        rows = known.of(customer)
        bought = rows["days"] > 0
        return customer[bought], [(0, iter([rows[bought]]))]
    table = known.rows if isinstance(known, Table) else known.as_table().rows
    bought = table["days"] > 0
    customer = np.flatnonzero(bought)
    if table.size < _WORTH_THREADS:
        return customer, [(0, _parts(table, bought))]
    middle = table.size // 2
    first = int(np.searchsorted(customer, middle))
    return customer, [
        (0, _parts(table[:middle], bought[:middle])), (first, _parts(table[middle:], bought[middle:])),
    ]  # fmt: skip


def _parts(table: Records, bought: Flags) -> Iterator[Records]:
    for start in range(0, table.size, _TOGETHER):
        rows, wanted = table[start : start + _TOGETHER], bought[start : start + _TOGETHER]
        yield rows if wanted.all() else rows[wanted]


def _places(customer: Ints, wanted: Ints) -> tuple[Ints, Flags]:
    """Where each one stands in the ascending `customer`, and whether it does."""
    place = np.minimum(np.searchsorted(customer, wanted), max(customer.size - 1, 0))
    return place, customer[place] == wanted if customer.size else np.zeros(wanted.size, dtype=np.bool_)


def _small_pages(size: int, kind: npt.DTypeLike) -> npt.NDArray[Any]:
    """What is written once from end to end: the large pages that numpy asks for took a virtual machine three times as long
    to hand out."""
    if size < _TOGETHER:
        return np.empty(size, dtype=kind)
    return np.frombuffer(mmap.mmap(-1, size * np.dtype(kind).itemsize), dtype=kind)
