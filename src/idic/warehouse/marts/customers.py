"""The customer mart: one row per customer, what they bought and when, as of one day.

Invariants, each held by a test:
- `orders` counts sales only; a return or a cancellation lowers `net` and nothing else;
- `net` over all customers equals the sum of the purchases that name a customer, in the business's currency;
- `repeat_days` is the number of purchase days after the first; `last_week` is 0 exactly when it is 0.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from idic.warehouse.marts.summed_days import summed_mart
from idic.warehouse.reading import opened
from idic.warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from idic.warehouse.customer_days.reading import ReadDays

_UNITS = 10_000


def customer_mart(snapshot: Snapshot, *, as_of: date, currency: str, days: ReadDays | None = None) -> pa.Table:
    """Columns: customer_id, orders, order_days, first_day, last_day, net, gross, returned,
    repeat_days, last_week, age_weeks, repeat_spend, median_gap. On this machine from the days of customers, which is
    many times quicker than any engine from all purchases; a test holds both equal. `days`: of `held_days`, or any later."""
    if settings.CONFIGURATION.warehouse_engine != "spark":
        return summed_mart(snapshot, as_of=as_of, currency=currency, days=days)
    with opened(snapshot) as star:
        customers, purchases = star.table("customers"), star.table("purchases")
        return customer_mart_expression(customers, purchases, as_of=as_of, currency=currency).to_pyarrow()


def customer_mart_expression(customers: ir.Table, purchases: ir.Table, *, as_of: date, currency: str) -> ir.Table:
    """Described here and run by whichever engine the tables belong to."""
    import ibis

    named = purchases.filter(
        purchases.customer_id.notnull(), purchases.currency == currency, purchases.day <= ibis.date(as_of.isoformat())
    )
    return_kinds = ["return", "cancellation", "adjustment"]
    totals = named.group_by("customer_id").aggregate(
        net=named.total_e4.sum() / _UNITS,
        gross=named.total_e4.sum(where=named.kind == "sale") / _UNITS,
        returned=-named.total_e4.sum(where=named.kind.isin(return_kinds)) / _UNITS,
        orders=named.count(where=(named.kind == "sale") & (named.total_e4 > 0)),
    )
    sales = named.filter(named.kind == "sale", named.total_e4 > 0)
    days = sales.group_by("customer_id", "day").aggregate(spent_e4=sales.total_e4.sum())
    window: Any = ibis.window(group_by=days.customer_id, order_by=days.day)
    steps = days.mutate(
        first_day=days.day.min().over(ibis.window(group_by=days.customer_id)),
        gap=days.day.delta(days.day.lag().over(window), unit="day"),
    )
    again = steps.day > steps.first_day
    history = steps.group_by("customer_id").aggregate(
        first_day=steps.first_day.min(),
        last_day=steps.day.max(),
        order_days=steps.count(),
        # Of whole numbers, whose sum is the same in whatever order an engine adds them.
        repeat_spend=steps.spent_e4.sum(where=again) / _UNITS / steps.count(where=again).nullif(0),
        median_gap=steps.gap.median(),
    )
    mart = (
        customers.select("customer_id")
        .left_join(totals, "customer_id")
        .select(customers.customer_id, totals.net, totals.gross, totals.returned, totals.orders)
    )
    joined = mart.left_join(history, "customer_id").select(
        mart.customer_id,
        net=mart.net.fill_null(0.0),
        gross=mart.gross.fill_null(0.0),
        returned=mart.returned.fill_null(0.0),
        orders=mart.orders.fill_null(0),
        order_days=history.order_days.fill_null(0),
        first_day=history.first_day,
        last_day=history.last_day,
        repeat_spend=history.repeat_spend,
        median_gap=history.median_gap,
    )
    end = ibis.date(as_of.isoformat())
    return joined.mutate(
        repeat_days=ibis.greatest(joined.order_days - 1, 0),
        last_week=joined.last_day.delta(joined.first_day, unit="day") / 7.0,
        age_weeks=end.delta(joined.first_day, unit="day") / 7.0,
    ).order_by("customer_id")
