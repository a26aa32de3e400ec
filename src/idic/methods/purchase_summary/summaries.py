"""The figures of all customers, read from an accumulator."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import Accumulator
from idic.methods.purchase_summary.records import COUNTED, RETURN, Records, Table
from idic.methods.purchase_summary.waiting import Days, Flags, Ints, Places

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
    of all lines, returns before the first purchase included, where it was asked for.
    """

    customer: Ints
    x: Days
    recency: Days
    age: Days
    orders: Days
    repeat_spend: Ints
    spend: Ints | None
    as_of: int

    @property
    def first_day(self) -> Days:
        return np.int32(self.as_of) - self.age

    @property
    def last_day(self) -> Days:
        return self.first_day + self.recency

    @property
    def mean_repeat_spend(self) -> Floats:
        mean: Floats = _small_pages(self.x.size, np.float64)

        def divided(low: int, high: int) -> None:
            for start in range(low, high, _TOGETHER):
                here = slice(start, min(start + _TOGETHER, high))
                with np.errstate(divide="ignore", invalid="ignore"):
                    np.divide(self.repeat_spend[here], self.x[here], out=mean[here])
                mean[here][self.x[here] == 0] = np.nan

        _by_threads(divided, self.x.size)
        return mean


def summaries(
    accumulated: Accumulator, *, as_of: int, customers: Ints | None = None, with_spend: bool = False
) -> Summaries:
    """`as_of` is a day; no line after it may have been added. `customers`: of these only, ascending. Raises LateLines."""
    accumulated.fold()
    late = accumulated.late()
    if late.size:
        raise LateLines(late.size)
    known = accumulated.known
    if customers is not None:
        wanted = customers[customers < known.size]
        rows = known.of(wanted)
    else:
        rows = known.rows if isinstance(known, Table) else known.as_table().rows
    bought, before = _bought(rows)
    customer = _small_pages(int(before[-1]), np.int64)
    x, recency, age = (_small_pages(customer.size, np.int32) for _ in range(3))
    repeat = _small_pages(customer.size, np.int64)
    spend: Ints | None = _small_pages(customer.size, np.int64) if with_spend else None
    # an array of zeros takes no memory until something is written to it
    orders = np.zeros(customer.size, dtype=np.int32)
    until = np.int32(as_of - (accumulated.base or 0))

    def told(low: int, high: int) -> None:
        for start in range(low, high, _TOGETHER):
            inside = slice(start, min(start + _TOGETHER, high))
            here = slice(before[start // _TOGETHER], before[start // _TOGETHER + 1])
            some, place = rows[inside], np.flatnonzero(bought[inside])
            if place.size < some.size:
                some = some.take(place)
            if customers is None:
                np.add(place, start, out=customer[here])
            else:
                customer[here] = wanted[inside][place]
            np.subtract(some["days"], 1, out=x[here], casting="unsafe")
            np.subtract(some["last"], some["first"], out=recency[here])
            np.subtract(until, some["first"], out=age[here])
            repeat[here] = some["later"]
            if spend is not None:
                np.add(some["later"], some["opening"], out=spend[here])
            if some.dtype == COUNTED:
                orders[here] = some["orders"]

    _by_threads(told, rows.size)
    returned = np.concatenate([np.zeros(0, dtype=RETURN), *accumulated.returned])
    place, there = _places(customer, returned["customer"])
    place, amount = place[there], returned["amount"][there]
    if spend is not None:
        np.add.at(spend, place, amount)
    # those of the first day belong to it, those before it to nothing
    later = returned["day"][there] > as_of - age[place]
    np.add.at(repeat, place[later], amount[later])
    return Summaries(customer, x, recency, age, orders, repeat, spend, as_of)


def _bought(rows: Records) -> tuple[Flags, Places]:
    """Who has a purchase day, and how many of them stand before each piece."""
    bought = np.empty(rows.size, dtype=np.bool_)
    found = np.zeros(-(-rows.size // _TOGETHER) + 1, dtype=np.intp)

    def looked(low: int, high: int) -> None:
        for start in range(low, high, _TOGETHER):
            inside = slice(start, min(start + _TOGETHER, high))
            np.not_equal(rows["days"][inside], 0, out=bought[inside])
            found[start // _TOGETHER + 1] = np.count_nonzero(bought[inside])

    _by_threads(looked, rows.size)
    return bought, np.cumsum(found)


def _by_threads(work: Callable[[int, int], None], size: int) -> None:
    """From 0 to `size`, cut between two pieces where that is worth a thread more."""
    middle = size // 2 // _TOGETHER * _TOGETHER if size >= _WORTH_THREADS else 0
    if not middle:
        work(0, size)
        return
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(work, 0, middle)
        work(middle, size)
        other.result()


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
