"""Repeat purchases per week around a day in the past, of those who were customers on it."""

from __future__ import annotations

from datetime import date, timedelta

from idic.warehouse.reading import opened_on_duckdb
from idic.warehouse.snapshots import Snapshot


def repeat_days_by_week(
    snapshot: Snapshot, *, split: date, until: date, currency: str, before: int, after: int
) -> list[int]:
    """Purchase days after the first one, of customers whose first was before `split`: one figure for each of `before` weeks
    that end with that day, and `after` whole weeks that follow it, none later than `until`."""
    import ibis

    with opened_on_duckdb(snapshot) as star:
        purchases = star.table("purchases")
        sales = purchases.filter(
            purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
            purchases.total_e4 > 0, purchases.day <= ibis.date(until.isoformat()),
        )  # fmt: skip
        days = sales.select("customer_id", "day").distinct()
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
