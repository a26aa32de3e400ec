"""Repeat purchases per week around a day in the past, of those who were customers on it."""

from __future__ import annotations

from datetime import date, timedelta

from idic.warehouse.marts.days import order_days
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot


def repeat_days_by_week(
    snapshot: Snapshot, *, split: date, until: date, currency: str, before: int, after: int
) -> list[int]:
    """Purchase days after the first one, of customers whose first was before `split`: one figure for each of `before` weeks
    that end with that day, and `after` whole weeks that follow it, none later than `until`."""
    import ibis

    with opened(snapshot) as star:
        days = order_days(star, until=until, currency=currency)
        first = days.group_by("customer_id").aggregate(first_day=days.day.min())
        known = first.filter(first.first_day < ibis.date(split.isoformat()))
        repeat = days.join(known, "customer_id")
        repeat = repeat.filter(repeat.day > repeat.first_day)
        counted = repeat.group_by("day").aggregate(n=repeat.count()).to_pyarrow().to_pylist()
    weeks = [0] * (before + after)
    start = split - timedelta(days=7 * before - 1)
    for row in counted:
        week = (row["day"] - start).days // 7
        if 0 <= week < len(weeks):
            weeks[week] += row["n"]
    return weeks
