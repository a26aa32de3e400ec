"""The days of customers as a table of any engine, from the mart that keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from idic.warehouse.customer_days.carrying import MART
from idic.warehouse.customer_days.reading import number_of
from idic.warehouse.customer_days.sums import NOBODY
from idic.warehouse.reading import Star

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.customer_days.reading import ReadDays


def customer_days(star: Star) -> ir.Table:
    """A snapshot from before they were kept has them from its purchases."""
    if star.holds(MART):
        return star.table(MART)
    bought = star.table("purchases")
    sale = bought.kind == "sale"
    order = sale & (bought.total_e4 > 0)
    return bought.group_by("customer_id", "currency", "day").aggregate(
        purchases=bought.count(), sales=bought.count(where=sale), orders=bought.count(where=order),
        net_e4=bought.total_e4.sum(), gross_e4=bought.total_e4.sum(where=sale).fill_null(0),
        sold_e4=bought.total_e4.sum(where=order).fill_null(0),
    )  # fmt: skip


def order_days(star: Star, *, until: date, currency: str) -> ir.Table:
    """One row per customer who is named and day with a sale above zero."""
    import ibis

    days = customer_days(star)
    return days.filter(
        days.customer_id.notnull(), days.currency == currency, days.orders > 0, days.day <= ibis.date(until.isoformat())
    )


def named_orders(days: ReadDays, *, until: date, after: date | None = None) -> ReadDays:
    """The same of days that were read already."""
    kept = (days.customer != NOBODY) & (days.figures["orders"] > 0) & (days.day <= number_of(until))
    if after is not None:
        kept &= days.day > number_of(after)
    return days.where(kept)
