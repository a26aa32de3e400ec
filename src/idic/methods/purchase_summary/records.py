"""What is known of each customer, in 24 bytes, and how the figures of more days are joined to it.

A record of zeros is one of nobody known. `opening` is what was spent on the first purchase day, `later` what on the
others; `first` and `last` count from the day before which no line may lie. `orders` stands behind where rows are counted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.waiting import Flags, Ints

Records = npt.NDArray[np.void]

RECORD = np.dtype([("later", "<i8"), ("opening", "<i8"), ("first", "<u2"), ("last", "<u2"), ("days", "<u4")])
COUNTED = np.dtype([*RECORD.descr, ("orders", "<i8")])
#: A day of a customer, or a part of one, with nothing but returns; this day counts from 1970-01-01.
RETURN = np.dtype([("customer", "<i8"), ("day", "<i4"), ("amount", "<i8")])

_SMALL = 8


def as_bytes(rows: Records) -> npt.NDArray[np.void]:
    """The same memory: numpy takes ten times as long to pick records whose fields it knows, one field after another."""
    return rows.view(np.dtype((np.void, rows.dtype.itemsize)))


class Table:
    """A record for every number below `size`."""

    def __init__(self, rows: Records) -> None:
        self.rows = rows

    @property
    def size(self) -> int:
        return int(self.rows.size)

    def reach(self, size: int) -> None:
        if size > self.size:
            rows = np.zeros(max(size, self.size * 5 // 4), dtype=self.rows.dtype)
            rows[: self.size] = self.rows
            self.rows = rows

    def of(self, customer: Ints) -> Records:
        return self.rows.take(customer)

    def between(self, start: int, stop: int) -> Records:
        return self.rows[start:stop]

    def put(self, customer: Ints, rows: Records) -> None:
        as_bytes(self.rows)[customer] = as_bytes(rows)

    def settle(self) -> None:
        pass


class Overlaid:
    """A table that is left as it is, and in order of customers the records that have changed since it was made. What is
    put counts once it is settled; until then no customer may be put twice."""

    def __init__(self, base: Records, customer: Ints, rows: Records) -> None:
        self.base, self.customer, self.rows = base, customer, rows
        self.size = max(base.size, int(customer[-1]) + 1 if customer.size else 0)
        self._put: list[tuple[Ints, Records]] = []

    def reach(self, size: int) -> None:
        self.size = max(size, self.size)

    def of(self, customer: Ints) -> Records:
        if np.array_equal(customer, self.customer):
            return self.rows
        rows = np.zeros(customer.size, dtype=self.base.dtype)
        place = np.searchsorted(self.customer, customer)
        changed = place < self.customer.size
        changed[changed] = self.customer[place[changed]] == customer[changed]
        as_bytes(rows)[changed] = as_bytes(self.rows.take(place[changed]))
        old = np.flatnonzero(~changed & (customer < self.base.size))
        as_bytes(rows)[old] = as_bytes(np.asarray(self.base).take(customer[old]))
        return rows

    def between(self, start: int, stop: int) -> Records:
        rows = np.zeros(stop - start, dtype=self.base.dtype)
        old = self.base[start:stop]
        rows[: old.size] = old
        low, high = np.searchsorted(self.customer, (start, stop))
        as_bytes(rows)[self.customer[low:high] - start] = as_bytes(self.rows[low:high])
        return rows

    def put(self, customer: Ints, rows: Records) -> None:
        if customer.size:
            self._put.append((customer, rows))

    def settle(self) -> None:
        if not self._put:
            return
        pieces = sorted(self._put, key=lambda one: int(one[0][0]))
        self._put = []
        customer = np.concatenate([self.customer, *(one[0] for one in pieces)])
        rows = np.concatenate([self.rows, *(one[1] for one in pieces)])
        if np.any(customer[1:] <= customer[:-1]):
            # of two for one customer the later one counts
            order = np.argsort(customer, kind="stable")
            last = np.append(np.diff(customer[order]) != 0, True)
            customer, rows = customer[order[last]], rows.take(order[last])
        self.customer, self.rows = customer, rows

    @property
    def grown(self) -> bool:
        """So far that new records cost less than carrying on."""
        return self.customer.size * _SMALL > self.base.size

    def as_table(self) -> Table:
        return Table(self.between(0, self.size))


def joined(old: Records, new: Records) -> tuple[Records, Flags]:
    """Exact where the new days lie after the last known one, on it, or before the first one; else the customer is late."""
    unknown = old["days"] == 0
    before = new["last"] < old["first"]
    same_start = ~unknown & (new["first"] == old["first"])
    late = ~unknown & ~before & (new["first"] < old["last"])
    both = new.copy()
    both["opening"] = np.where(
        unknown | before, new["opening"], old["opening"] + np.where(same_start, new["opening"], 0)
    )
    both["later"] = old["later"] + old["opening"] + new["later"] + new["opening"] - both["opening"]
    both["first"] = np.where(unknown, new["first"], np.minimum(new["first"], old["first"]))
    both["last"] = np.maximum(new["last"], old["last"])
    both["days"] += np.where(unknown, 0, old["days"] - (new["first"] == old["last"]))
    if new.dtype == COUNTED:
        both["orders"] += old["orders"]
    return both, late
