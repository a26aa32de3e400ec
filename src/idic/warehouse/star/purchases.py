from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _of_nobody(star: Star) -> ir.Table:
    purchases = star.table("purchases")
    return purchases.filter(purchases.customer_id.notnull()).anti_join(star.table("customers"), "customer_id")


PURCHASES = Mart(
    "purchases",
    _("Purchases"),
    _("One row per receipt, invoice, return or cancellation."),
    Kind.FACT,
    (
        Column("purchase_id", "int64", _("Number of the purchase."), ("sales_purchase.id",)),
        Column("customer_id", "int64", _("Who bought; empty where nobody was named."), ("sales_purchase.customer_id",)),
        Column("kind", "string", _("Sale, return, cancellation or adjustment."), ("sales_purchase.kind",)),
        Column("day", "date32", _("Day of the purchase, in the time zone of the business."), ("sales_purchase.at",)),
        Column(
            "minute", "int32", _("Minute of that day, 0 to 1439."), ("sales_purchase.at",), unit=Unit.MINUTES,
        ),
        Column("currency", "string", _("Currency of the amounts."), ("sales_purchase.currency",)),
        Column("place", "string", _("Place of the purchase."), ("sales_purchase.place",)),
        Column("channel", "string", _("Channel of the purchase."), ("sales_purchase.channel",)),
        Column("payment_kind", "string", _("How it was paid."), ("sales_purchase.payment_kind",)),
        Column("total_e4", "int64", _("Sum of the lines."), ("sales_purchase.total",), unit=Unit.MONEY),
        Column("line_count", "int32", _("Number of lines."), ("sales_purchase.line_count",), unit=Unit.COUNT),
    ),
    parts=(
        Part(
            "FROM sales_purchase p",
            {
                "purchase_id": "p.id", "customer_id": "p.customer_id", "kind": "p.kind",
                "day": "(p.at AT TIME ZONE '{zone}')::date",
                "minute": "extract(epoch FROM (p.at AT TIME ZONE '{zone}')::time)::int / 60",
                "currency": "p.currency", "place": "p.place", "channel": "p.channel",
                "payment_kind": "p.payment_kind", "total_e4": "(p.total * 10000)::bigint", "line_count": "p.line_count",
            },
            order="p.id", table="sales_purchase", key="id", bounds=("p.id",), shift=16,
            watched=(Watched("sales_purchase", "id", 16),),
        ),
    ),
    invariants=(
        Invariant("purchase_of_a_customer", _("Whoever bought stands among the customers."), _of_nobody),
    ),
)  # fmt: skip
