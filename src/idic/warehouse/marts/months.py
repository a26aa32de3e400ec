"""Whole months of the business: what was sold, to how many, who is new, who was kept, what was done late.

Invariants, each held by a test: the months have no gap; net sales of all months are the sum of the purchases in the business's
currency; every buyer is new in exactly one month.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import ibis.expr.types as ir

_UNITS = 10_000
RECENT, BEFORE = 3, 9
MOST_MEMBERS = 12

Floats = NDArray[np.float64]


def month_number(day: date) -> int:
    """Months are counted from the year 0."""
    return day.year * 12 + day.month - 1


def month_day(number: int) -> date:
    """Its first day."""
    return date(number // 12, number % 12 + 1, 1)


def last_whole_month(as_of: date) -> int:
    """The month of `as_of` where that is its last day, else the one before."""
    next_day = date.fromordinal(as_of.toordinal() + 1)
    return month_number(as_of) if next_day.month != as_of.month else month_number(as_of) - 1


def flows(purchases: ir.Table, *, currency: str, last: int) -> list[dict[str, Any]]:
    """One row for every month from the first purchase to `last`: month, net, purchases, buyers; 0 where nothing was sold."""
    rows = _months(purchases, currency, last)
    found = {
        int(row["month"]): row
        for row in rows.group_by("month")
        .aggregate(
            net=rows.total_e4.sum(),
            purchases=rows.count(where=rows.kind == "sale"),
            buyers=rows.customer_id.nunique(where=rows.kind == "sale"),
        )
        .to_pyarrow()
        .to_pylist()
    }
    return [
        {
            "month": number,
            "net": int(found[number]["net"]) / _UNITS if number in found else 0.0,
            "purchases": int(found[number]["purchases"]) if number in found else 0,
            "buyers": int(found[number]["buyers"]) if number in found else 0,
        }
        for number in range(min(found, default=last + 1), last + 1)
    ]


def newcomers_and_kept(purchases: ir.Table, *, currency: str, first: int, last: int) -> tuple[Floats, Floats]:
    """Per month from `first` to `last`: how many bought for the first time; the share of those who bought in the nine
    months before the last three that bought again in these three, nan where there were none."""
    rows = _months(purchases, currency, last)
    pairs = rows.filter(rows.kind == "sale", rows.customer_id.notnull()).select("customer_id", "month").distinct()
    table = pairs.to_pyarrow()
    count = last - first + 1
    customers, index = np.unique(table.column("customer_id").to_numpy(), return_inverse=True)
    active = np.zeros((customers.size, max(count, 0)), dtype=np.bool_)
    active[index, table.column("month").to_numpy().astype(np.int64) - first] = True
    new = np.zeros(count)
    if customers.size:
        new += np.bincount(active.argmax(axis=1), minlength=count)
    kept = np.full(count, np.nan)
    for place in range(RECENT + BEFORE - 1, count):
        earlier = active[:, place - RECENT - BEFORE + 1 : place - RECENT + 1].any(axis=1)
        if earlier.any():
            kept[place] = float(active[earlier, place - RECENT + 1 : place + 1].any(axis=1).mean())
    return new, kept


def late_contacts(contacts: ir.Table, *, first: int, last: int) -> Floats:
    """Per month: the share of contacts due in it that were not done by their day; nan where nothing was due."""
    due = contacts.filter(contacts.due_on.notnull(), contacts.state != "cancelled")
    numbered = due.mutate(
        month=due.due_on.year().cast("int64") * 12 + due.due_on.month() - 1,
        is_late=due.done_on.isnull() | (due.done_on > due.due_on),
    )
    asked = numbered.filter(numbered.month >= first, numbered.month <= last)
    rows = (
        asked.group_by("month")
        .aggregate(due=asked.count(), late=asked.count(where=asked.is_late))
        .to_pyarrow()
        .to_pylist()
    )
    shares = np.full(last - first + 1, np.nan)
    for row in rows:
        if row["due"]:
            shares[int(row["month"]) - first] = row["late"] / row["due"]
    return shares


def net_by_member(sold: ir.Table, member: str, amount: str, *, currency: str, month: int) -> dict[str, float]:
    """Net sales of one month by a column that the rows carry; "" where it is not known."""
    rows = _months(sold, currency, month).filter(lambda row: row.month == month)
    named = rows.mutate(member=rows[member].cast("string").fill_null(""))
    # In one order, so that what is summed on from here is the same to the last bit.
    summed = named.group_by("member").aggregate(net=named[amount].sum()).order_by("member").to_pyarrow().to_pylist()
    return {row["member"]: int(row["net"]) / _UNITS for row in summed}


def _months(rows: ir.Table, currency: str, last: int) -> ir.Table:
    counted = rows.filter(rows.currency == currency)
    numbered = counted.mutate(month=counted.day.year().cast("int64") * 12 + counted.day.month() - 1)
    return numbered.filter(numbered.month <= last)
