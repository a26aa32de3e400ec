"""What each customer bought on each day: the sums from which the refresh reads values, instead of all purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.customer_days.carrying import carry_on
from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Unit

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _unlike_purchases(star: Star) -> ir.Table:
    purchases, days = star.table("purchases"), star.table("customer_days")
    keys = ["currency", "day"]
    bought = purchases.group_by(keys).aggregate(rows=purchases.count(), total=purchases.total_e4.sum())
    summed = days.group_by(keys).aggregate(counted=days.purchases.sum(), net=days.net_e4.sum())
    both = bought.outer_join(summed, keys)
    same = (both.rows == both.counted) & (both.total == both.net)
    return both.filter(~same.fill_null(False))


CUSTOMER_DAYS = Mart(
    "customer_days",
    _("Days of customers"),
    _("One row per customer, currency and day with a purchase or a return."),
    Kind.FACT,
    (
        Column("customer_id", "int64", _("Who bought; empty where nobody was named."), ("sales_purchase.customer_id",)),
        Column("currency", "string", _("Currency of the amounts."), ("sales_purchase.currency",)),
        Column("day", "date32", _("Day of the purchase, in the time zone of the business."), ("sales_purchase.at",)),
        Column("purchases", "int32", _("Receipts of the day, returns included."), ("sales_purchase.id",), unit=Unit.COUNT),
        Column("sales", "int32", _("Receipts that are sales."), ("sales_purchase.kind",), unit=Unit.COUNT),
        Column("orders", "int32", _("Sales above zero."), ("sales_purchase.kind",), unit=Unit.COUNT),
        Column("net_e4", "int64", _("Sum of all receipts."), ("sales_purchase.total",), unit=Unit.MONEY),
        Column("gross_e4", "int64", _("Sum of the sales."), ("sales_purchase.total",), unit=Unit.MONEY),
        Column("sold_e4", "int64", _("Sum of the sales above zero."), ("sales_purchase.total",), unit=Unit.MONEY),
    ),
    carried=carry_on,
    reads=("purchases",),
    invariants=(
        Invariant(
            "days_sum_up_purchases", _("The days sum up all purchases of their currency and day."), _unlike_purchases
        ),
    ),
)  # fmt: skip
