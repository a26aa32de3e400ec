"""Lines of a batch made ready for an accumulator: those of one customer and day that stand together become one, where that
is worth the look, and returns without a purchase stand apart. Nothing here depends on other batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from idic.methods.purchase_summary.records import RETURN, Records
from idic.methods.purchase_summary.waiting import Days, Flags, Ints, Places, distinct, run_sums

# a run of lines is worth its own look where it shortens the batch by a fifth
_SHORTENED = 1.25


class LineRefused(ValueError):
    """A batch of lines that cannot be added; nothing of it was."""


class UnequalColumns(LineRefused):
    pass


class NegativeCustomer(LineRefused):
    pass


@dataclass(frozen=True, slots=True)
class Runs:
    """`rows`: how many of them were bought, where that is counted. `bought`: whether any of them was; None: all runs."""

    customer: Ints
    day: Days
    amount: Ints
    rows: Days | None
    bought: Flags | None

    def only(self, wanted: Flags) -> Runs:
        rows = None if self.rows is None else self.rows[wanted]
        return Runs(self.customer[wanted], self.day[wanted], self.amount[wanted], rows, None)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`bought` runs and the `returned` ones. `opened`: where among the bought a day differs from the one before, and
    `in_time` whether it is always a later one. The `opening` day is that of the first line; it, the `first` day, the `last`
    one and whom a line reaches are those of all."""

    bought: Runs
    returned: Records | None
    opened: Places
    in_time: bool
    opening: int
    first: int
    last: int
    largest: int
    reached: Ints


def prepared(customer: Ints, day: Days, amount: Ints, bought: Flags | None, *, counting: bool) -> Prepared | None:
    columns = (customer, day, amount) if bought is None else (customer, day, amount, bought)
    if len({one.size for one in columns}) > 1:
        raise UnequalColumns("Customer, day and amount must have the same length.")
    if not customer.size:
        return None
    runs = in_runs(customer, day, amount, bought, counting=counting)
    largest = int(runs.customer.view(np.uint64).max())
    if largest > np.iinfo(np.int64).max:
        raise NegativeCustomer("Customer numbers start at 0.")
    reached = runs.customer
    opening, first, last = int(runs.day[0]), int(runs.day.min()), int(runs.day.max())
    returned = None
    if runs.bought is not None:
        back = runs.only(~runs.bought)
        returned = np.empty(back.customer.size, dtype=RETURN)
        returned["customer"], returned["day"], returned["amount"] = back.customer, back.day, back.amount
        runs = runs.only(runs.bought)
    opened = changes(runs.day)
    in_time = bool((runs.day[opened] > runs.day[opened - 1]).all())
    return Prepared(runs, returned, opened, in_time, opening, first, last, largest, reached)


def changes(day: Days) -> Places:
    """Where a day differs from the one before."""
    return np.flatnonzero(day[1:] != day[:-1]) + 1


def in_runs(customer: Ints, day: Days, amount: Ints, bought: Flags | None, *, counting: bool) -> Runs:
    """Without `bought`, lines of 0 or more are."""
    rows = None
    if counting:
        rows = (amount >= 0 if bought is None else bought).astype(np.int32)
    new = np.empty(customer.size, dtype=np.bool_)
    new[:1] = True
    np.not_equal(customer[1:], customer[:-1], out=new[1:])
    new[1:] |= day[1:] != day[:-1]
    starts = np.flatnonzero(new)
    if starts.size * _SHORTENED > customer.size:
        if bought is None:
            bought = amount >= 0
        return Runs(customer, day, amount, rows, None if bought.all() else bought)
    sums = run_sums(amount, starts)
    if rows is not None:
        rows = np.add.reduceat(rows, starts)
    # a run without a bought line has no sum of 0 or more
    suspect = np.flatnonzero(sums < 0) if bought is None else _runs_of(np.flatnonzero(~bought), starts)
    flags = None
    if suspect.size:
        flags = np.ones(starts.size, dtype=np.bool_)
        flags[suspect] = _any_in(bought, amount, starts, suspect)
        flags = None if flags.all() else flags
    return Runs(customer.take(starts), day.take(starts), sums, rows, flags)


def _runs_of(lines: Places, starts: Places) -> Places:
    return distinct([np.searchsorted(starts, lines, side="right") - 1])


def _any_in(bought: Flags | None, amount: Ints, starts: Places, chosen: Places) -> Flags:
    first = starts[chosen]
    length = np.append(starts, amount.size)[chosen + 1] - first
    opening = np.cumsum(length) - length
    lines = np.repeat(first - opening, length) + np.arange(int(length.sum()))
    found: Flags = np.logical_or.reduceat(amount[lines] >= 0 if bought is None else bought[lines], opening)
    return found
