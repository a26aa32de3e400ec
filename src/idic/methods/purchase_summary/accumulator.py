"""What is kept of each customer while lines go by, and how lines are added to it.

Once many lines have come in the order of time, further ones that do go straight into the records. All others wait in
buffers of 65,536 customers each. When the buffers are full, or figures are asked for, they are folded: each buffer is put
in the order of customer and day by two passes of radix sort, and its figures are joined to those that are known. Joining is
exact where the new days lie after the last known day, on it, or before the first one. Customers of whom a line came later
than that are named by `late`, and their lines have to be given once more (`settled` does it).

A day is a purchase day when it holds a line that is bought; other lines (returns) are kept aside and settled when the
figures are read, because whether one lies before, on or after the first purchase day is known only then.

Memory: 24 bytes per customer (32 where rows are counted), 8 per line that waits, 20 per day with nothing but returns.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from idic.methods.purchase_summary.in_order import add_in_order, behind
from idic.methods.purchase_summary.records import COUNTED, RECORD, Overlaid, Records, Table, joined
from idic.methods.purchase_summary.runs import LineRefused, Prepared, Runs, changes, prepared
from idic.methods.purchase_summary.waiting import (
    CustomerDays,
    Days,
    Flags,
    Ints,
    Shorts,
    Waiting,
    distinct,
    run_starts,
    run_sums,
)

ROOM = 48_000_000
TRUST = 1 << 18
_FEW = 16
_THREADS, _WORTH_THREADS = 2, 1_000_000
# the system hands out a table's memory when it is written to for the first time, and takes long for it
_WORTH_FIRST_TOUCH = 1 << 17
_FAR = 1 << 15


class DayOutOfRange(LineRefused):
    """More than 89 years away from the first day that was seen."""


class Accumulator:
    """`size` is a guess of the largest customer number: the records grow where it was too small. `room` bounds the lines
    that wait. With `counting`, `orders` is the number of bought rows, which are the orders where rows are receipts. After `trust`
    lines in the order of time, that order is taken for the one of lines to come; twice as many after each mistake."""

    def __init__(self, size: int = 0, *, room: int = ROOM, counting: bool = False, trust: float = TRUST) -> None:
        self.known: Table | Overlaid = Table(np.zeros(size, dtype=COUNTED if counting else RECORD))
        self.returned: list[Records] = []
        self.base: int | None = None
        self.newest = 0
        self._room, self._counting = room, counting
        self._trust, self._in_order, self._held = trust, 0, False
        self._waiting = Waiting(counting=counting)
        self._late: list[Ints] = []
        self._reached: list[Ints] | None = None
        self._unlooked = 0

    def add(self, customer: Ints, day: Days, amount: Ints, *, bought: Flags | None = None) -> None:
        """Lines in any order. `bought`: which of them make their day a purchase day, without it those of 0 or more."""
        ready = self.prepared(customer, day, amount, bought=bought)
        if ready is not None:
            self.take(ready)

    def prepared(self, customer: Ints, day: Days, amount: Ints, *, bought: Flags | None = None) -> Prepared | None:
        """What of `add` may be done in any thread, for several batches at a time; None: there is no line."""
        return prepared(customer, day, amount, bought, counting=self._counting)

    def take(self, ready: Prepared) -> None:
        """The rest of it, for one batch after another."""
        self._place_in_time(ready)
        self.known.reach(ready.largest + 1)
        if self._reached is not None:
            self._reached.append(ready.reached)
            self._unlooked += ready.reached.size
            if self._unlooked > self._room:
                self._reached, self._unlooked = [self.reached()], 0
        if ready.returned is not None:
            self.returned.append(ready.returned)
        if ready.bought.customer.size:
            self._take(ready)
        if self._waiting.size > self._room:
            self.fold()

    def fold(self) -> None:
        """Everything that waits goes into the records. Parts touch different customers: two are folded at a time."""
        self._held = False
        if self._waiting.size < (_WORTH_FIRST_TOUCH if isinstance(self.known, Table) else _WORTH_THREADS):
            for taken in self._waiting.taken():
                self._fold(self._waiting.days(taken))
        else:
            with ThreadPoolExecutor(_THREADS) as pool:
                deque(pool.map(lambda taken: self._fold(self._waiting.days(taken)), self._waiting.taken()), maxlen=0)
        self._settle()

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
        return distinct(self._reached or [])

    def late(self) -> Ints:
        """Customers whose figures are not right until they are forgotten and all their lines are added again."""
        return distinct(self._late)

    def mark_late(self, customers: Ints) -> None:
        if customers.size:
            self._late.append(customers)

    def forget(self, customers: Ints) -> None:
        """As if no line of these customers had been added."""
        self.fold()
        # what is added again would be late again
        self._trust = math.inf
        gone = distinct([customers[(customers >= 0) & (customers < self.known.size)]])
        self.known.put(gone, np.zeros(gone.size, dtype=self.kind))
        self._settle()
        kept = np.ones(self.known.size, dtype=np.bool_)
        kept[gone] = False
        self.returned = [one if (still := kept[one["customer"]]).all() else one[still] for one in self.returned]
        self._late = [one[kept[one]] for one in self._late]
        self._late = [one for one in self._late if one.size]

    @property
    def kind(self) -> np.dtype[np.void]:
        return COUNTED if self._counting else RECORD

    def _take(self, ready: Prepared) -> None:
        runs, opened, base = ready.bought, ready.opened, self.base or 0
        late: Flags | None = None
        if not ready.in_time or int(runs.day[0]) < base + self.newest:
            late = behind(runs.day, base + self.newest)
        self.newest = max(self.newest, (int(runs.day[-1]) if ready.in_time else int(runs.day.max())) - base)
        if late is None or int(late.sum()) * _FEW <= runs.day.size:
            self._in_order += runs.day.size
        else:
            self._in_order, self._trust = 0, 2 * self._trust
        if self._in_order < self._trust or not isinstance(self.known, Table):
            self._held = True
            self._wait(runs)
            return
        if self._held:
            self.fold()
        if late is not None:
            self._wait(runs.only(late))
            runs = runs.only(~late)
            opened = changes(runs.day)
        add_in_order(self.known.rows, runs.customer, runs.day, runs.amount, runs.rows, base=base, opened=opened)

    def _wait(self, runs: Runs) -> None:
        self._waiting.keep(runs.customer, self._short(runs.day), runs.amount, runs.rows)

    def _short(self, day: Days) -> Shorts:
        return (day - np.int32(self.base or 0)).astype(np.uint16)

    def _fold(self, days: CustomerDays) -> None:
        opening = run_starts(days.customer)
        closing = np.append(opening[1:], days.customer.size) - 1
        customer = days.customer[opening]
        figures: Records = np.empty(opening.size, dtype=self.kind)
        figures["opening"] = days.spent[opening]
        figures["later"] = run_sums(days.spent, opening) - figures["opening"]
        figures["first"], figures["last"] = days.short[opening], days.short[closing]
        figures["days"] = closing - opening + 1
        if days.rows is not None:
            figures["orders"] = run_sums(days.rows, opening)
        figures, late = joined(self.known.of(customer), figures)
        self.known.put(customer, figures)
        self.mark_late(customer[late])

    def _settle(self) -> None:
        self.known.settle()
        if isinstance(self.known, Overlaid) and self.known.grown:
            self.known = self.known.as_table()

    def _place_in_time(self, ready: Prepared) -> None:
        base = ready.opening - _FAR if self.base is None else self.base
        if ready.first <= base or ready.last >= base + 2 * _FAR:
            raise DayOutOfRange("A day lies more than 89 years from the first one that was seen.")
        self.base = base
