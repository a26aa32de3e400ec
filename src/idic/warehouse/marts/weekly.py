"""Repeat purchases per week around a day in the past, of those who were customers on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from idic.warehouse.customer_days.reading import day_of, number_of, run_starts
from idic.warehouse.marts.days import named_orders, order_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from idic.warehouse.customer_days.reading import ReadDays


def repeat_days_by_week(
    snapshot: Snapshot,
    *,
    split: date,
    until: date,
    currency: str,
    before: int,
    after: int,
    days: ReadDays | None = None,
) -> list[int]:
    """Purchase days after the first one, of customers whose first was before `split`: one figure for each of `before` weeks
    that end with that day, and `after` whole weeks that follow it, none later than `until`."""
    weeks = [0] * (before + after)
    start = split - timedelta(days=7 * before - 1)
    counted = (
        _asked(snapshot, split, until, currency) if days is None else _counted(named_orders(days, until=until), split)
    )
    for day, repeats in counted:
        week = (day - start).days // 7
        if 0 <= week < len(weeks):
            weeks[week] += repeats
    return weeks


def _asked(snapshot: Snapshot, split: date, until: date, currency: str) -> list[tuple[date, int]]:
    import ibis

    with opened(snapshot) as star:
        days = order_days(star, until=until, currency=currency)
        first = days.group_by("customer_id").aggregate(first_day=days.day.min())
        known = first.filter(first.first_day < ibis.date(split.isoformat()))
        repeat = days.join(known, "customer_id")
        repeat = repeat.filter(repeat.day > repeat.first_day)
        counted = repeat.group_by("day").aggregate(n=repeat.count()).to_pyarrow().to_pylist()
    return [(row["day"], row["n"]) for row in counted]


def _counted(bought: ReadDays, split: date) -> list[tuple[date, int]]:
    starts = run_starts(bought.customer)
    # of the customers who are counted, all days but the first
    kept = np.repeat(bought.day[starts] < number_of(split), np.diff(starts, append=bought.customer.size))
    kept[starts] = False
    found, repeats = np.unique(bought.day[kept], return_counts=True)
    return [(day_of(int(day)), int(count)) for day, count in zip(found, repeats, strict=True)]
