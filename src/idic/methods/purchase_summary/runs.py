"""Lines of one customer and day that stand together become one, where that is worth the look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from idic.methods.purchase_summary.waiting import Days, Flags, Ints, Places, distinct, run_sums

# a run of lines is worth its own look where it shortens the batch by a fifth
_SHORTENED = 1.25


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
    return Runs(customer[starts], day[starts], sums, rows, flags)


def _runs_of(lines: Places, starts: Places) -> Places:
    return distinct([np.searchsorted(starts, lines, side="right") - 1])


def _any_in(bought: Flags | None, amount: Ints, starts: Places, chosen: Places) -> Flags:
    first = starts[chosen]
    length = np.append(starts, amount.size)[chosen + 1] - first
    opening = np.cumsum(length) - length
    lines = np.repeat(first - opening, length) + np.arange(int(length.sum()))
    found: Flags = np.logical_or.reduceat(amount[lines] >= 0 if bought is None else bought[lines], opening)
    return found
