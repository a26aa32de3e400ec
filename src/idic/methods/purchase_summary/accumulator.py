"""What is kept of each customer while lines go by, and how lines are added to it.

Lines wait in buffers of 65,536 customers each. When the buffers are full, or figures are asked for, they are folded: each
buffer is put in the order of customer and day by two passes of radix sort, and its figures are joined to those that are
known. Joining is exact where the new days lie after the last known day, on it, or before the first one. Customers of whom
a line came later than that are named by `late`, and their lines have to be given once more (`settled` does it).

A day is a purchase day when it holds a line that is bought; other lines (returns) are kept aside and settled when the
figures are read, because whether one lies before, on or after the first purchase day is known only then.

Memory: 32 bytes per customer, 8 per line that waits, 24 per day with nothing but returns.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.waiting import (
    BITS,
    Days,
    Flags,
    Ints,
    PartDays,
    Shorts,
    Waiting,
    run_starts,
    run_sums,
)

Records = npt.NDArray[np.void]

NEVER = np.iinfo(np.int32).max
RECORD = np.dtype(
    [("spend", "<i8"), ("first_spend", "<i8"), ("first", "<i4"), ("last", "<i4"), ("days", "<i4"), ("orders", "<i4")]
)
ROOM = 48_000_000
_THREADS, _WORTH_THREADS = 2, 1_000_000
# a run of lines is worth its own look where it shortens the batch by a fifth
_SHORTENED = 1.25


class LineRefused(ValueError):
    """A batch of lines that cannot be added; nothing of it was."""


class UnequalColumns(LineRefused):
    pass


class NegativeCustomer(LineRefused):
    pass


class DayOutOfRange(LineRefused):
    """More than 89 years away from the first day that was seen."""


class Accumulator:
    """`size` is a guess of the largest customer number: the records grow where it was too small. `room` bounds the lines
    that wait. With `counting`, `orders` is the number of bought rows, which are the orders where rows are receipts."""

    def __init__(self, size: int = 0, *, room: int = ROOM, counting: bool = False) -> None:
        self.records: Records = blank_records(size)
        self.returned: list[tuple[Ints, Days, Ints]] = []
        self._room, self._counting = room, counting
        self._waiting = Waiting(counting=counting)
        self.base: int | None = None
        self._late: list[Ints] = []
        self._reached: list[Ints] | None = None

    def add(self, customer: Ints, day: Days, amount: Ints, *, bought: Flags | None = None) -> None:
        """Lines in any order. `bought`: which of them make their day a purchase day, without it those of 0 or more."""
        columns = (customer, day, amount) if bought is None else (customer, day, amount, bought)
        if len({one.size for one in columns}) > 1:
            raise UnequalColumns("Customer, day and amount must have the same length.")
        if not customer.size:
            return
        largest = int(customer.view(np.uint64).max())
        if largest > np.iinfo(np.int64).max:
            raise NegativeCustomer("Customer numbers start at 0.")
        short = self._short_days(day)
        self._reach(largest + 1)
        customer, short, amount, count, bought = _in_runs(customer, short, amount, bought, counting=self._counting)
        if bought is not None:
            back = ~bought
            days = short[back].astype(np.int32) + np.int32(self.base or 0)
            self.returned.append((customer[back], days, amount[back]))
            np.add.at(self.records["spend"], customer[back], amount[back])
            if self._reached is not None:
                self._reached.append(customer[back])
            customer, short, amount = customer[bought], short[bought], amount[bought]
            count = None if count is None else count[bought]
        if customer.size:
            self._waiting.keep(customer, short, amount, count)
        if self._waiting.size > self._room:
            self.fold()

    def fold(self) -> None:
        """Everything that waits goes into the records. Parts touch different customers: two are folded at a time."""
        if self._waiting.size < _WORTH_THREADS:
            for part, pieces, beyond in self._waiting.taken():
                self._fold(part, self._waiting.days(pieces, beyond))
            return
        with ThreadPoolExecutor(_THREADS) as pool:
            deque(
                pool.map(lambda one: self._fold(one[0], self._waiting.days(*one[1:])), self._waiting.taken()), maxlen=0
            )

    @contextmanager
    def roomy(self, wanted: bool) -> Iterator[None]:
        """No bound on what waits, for the lines of a single customer."""
        room, self._room = self._room, np.iinfo(np.int64).max if wanted else self._room
        try:
            yield
        finally:
            self._room = room

    def watch(self) -> None:
        """From now on it is noted whom lines reach."""
        self._reached = []

    def reached(self) -> Ints:
        """Whom a line has reached since `watch`, ascending: nobody else's figures have changed."""
        self.fold()
        return np.unique(np.concatenate(self._reached)) if self._reached else np.zeros(0, dtype=np.int64)

    def late(self) -> Ints:
        """Customers whose figures are not right until they are forgotten and all their lines are added again."""
        return np.unique(np.concatenate(self._late)) if self._late else np.zeros(0, dtype=np.int64)

    def mark_late(self, customers: Ints) -> None:
        if customers.size:
            self._late.append(customers)

    def forget(self, customers: Ints) -> None:
        """As if no line of these customers had been added."""
        self.fold()
        gone = np.unique(customers[(customers >= 0) & (customers < self.records.size)])
        self.records[gone] = blank_records(1)[0]
        kept = np.ones(self.records.size, dtype=np.bool_)
        kept[gone] = False
        self.returned = [(c[kept[c]], d[kept[c]], a[kept[c]]) for c, d, a in self.returned]
        self._late = [one[kept[one]] for one in self._late]
        self._late = [one for one in self._late if one.size]

    def _fold(self, part: int, days: PartDays) -> None:
        base = part << BITS
        opening = run_starts(days.local)
        closing = np.append(opening[1:], days.local.size) - 1
        day = days.short.astype(np.int32) + np.int32(self.base or 0)
        figures = np.empty(opening.size, dtype=RECORD)
        figures["spend"] = run_sums(days.spent, opening)
        figures["first_spend"] = days.spent[opening]
        figures["first"], figures["last"] = day[opening], day[closing]
        figures["days"] = closing - opening + 1
        figures["orders"] = 0 if days.rows is None else run_sums(days.rows, opening)
        self._join(base + days.local[opening].astype(np.int64), figures)

    def _join(self, customer: Ints, new: Records) -> None:
        if self._reached is not None:
            self._reached.append(customer)
        unknown = self.records["first"][customer] == NEVER
        if unknown.all():
            # returns are in it already
            new["spend"] += self.records["spend"][customer]
            self.records[customer] = new
            return
        old = self.records[customer]
        new["spend"] += old["spend"]
        new["orders"] += old["orders"]
        before = new["last"] < old["first"]
        same_start = ~unknown & (new["first"] == old["first"])
        late = ~unknown & ~before & (new["first"] < old["last"])
        new["days"] += np.where(unknown, 0, old["days"] - (new["first"] == old["last"]))
        new["first_spend"] = np.where(
            unknown | before, new["first_spend"], old["first_spend"] + np.where(same_start, new["first_spend"], 0)
        )
        new["first"] = np.minimum(new["first"], old["first"])
        new["last"] = np.maximum(new["last"], old["last"])
        self.records[customer] = new
        self.mark_late(customer[late])

    def _short_days(self, day: Days) -> Shorts:
        if self.base is None:
            self.base = int(day[0]) - (1 << 15)
        if int(day.min()) < self.base or int(day.max()) >= self.base + (1 << 16):
            raise DayOutOfRange("A day lies more than 89 years from the first one that was seen.")
        return (day - np.int32(self.base)).astype(np.uint16)

    def _reach(self, size: int) -> None:
        if size <= self.records.size:
            return
        grown = blank_records(max(size, self.records.size * 5 // 4))
        grown[: self.records.size] = self.records
        self.records = grown


def blank_records(size: int) -> Records:
    records = np.zeros(size, dtype=RECORD)
    records["first"] = NEVER
    records["last"] = -NEVER
    return records


def _in_runs(
    customer: Ints, day: Shorts, amount: Ints, bought: Flags | None, *, counting: bool
) -> tuple[Ints, Shorts, Ints, Days | None, Flags | None]:
    """Lines of one customer and day that stand together become one, where that is worth the look; it is bought when one
    of them is. None: all are.
    """
    if bought is None and int(amount.min()) < 0:
        bought = amount >= 0
    elif bought is not None and bought.all():
        bought = None
    count = None
    if counting:
        count = np.ones(customer.size, dtype=np.int32) if bought is None else bought.astype(np.int32)
    new = np.empty(customer.size, dtype=np.bool_)
    new[:1] = True
    np.not_equal(customer[1:], customer[:-1], out=new[1:])
    new[1:] |= day[1:] != day[:-1]
    starts = np.flatnonzero(new)
    if starts.size * _SHORTENED > customer.size:
        return customer, day, amount, count, bought
    customer, day, amount = customer[starts], day[starts], run_sums(amount, starts)
    if count is not None:
        count = np.add.reduceat(count, starts)
    if bought is not None:
        bought = _any_in_run(bought, starts)
    return customer, day, amount, count, None if bought is None or bought.all() else bought


def _any_in_run(bought: Flags, starts: Ints) -> Flags:
    """Few lines are not: they are counted in their runs, and a run that holds nothing else is not bought."""
    run, times = np.unique(np.searchsorted(starts, np.flatnonzero(~bought), side="right") - 1, return_counts=True)
    length = np.append(starts, bought.size)[run + 1] - starts[run]
    flags = np.ones(starts.size, dtype=np.bool_)
    flags[run[times == length]] = False
    return flags
