from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Unit, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _other_sum(star: Star) -> ir.Table:
    sales, purchases = star.table("sales"), star.table("purchases")
    sums = sales.group_by("purchase_id").aggregate(summed=sales.amount_e4.sum(), lines=sales.count())
    both = purchases.join(sums, "purchase_id")
    return both.filter((both.summed != both.total_e4) | (both.lines != both.line_count))


def _of_no_purchase(star: Star) -> ir.Table:
    return star.table("sales").anti_join(star.table("purchases"), "purchase_id")


def _of_no_product(star: Star) -> ir.Table:
    sales = star.table("sales")
    return sales.filter(sales.product_id.notnull()).anti_join(star.table("products"), "product_id")


SALES = Mart(
    "sales",
    _("Sales"),
    _("One row per line of a purchase, with what it needs of its purchase."),
    Kind.FACT,
    (
        Column("purchase_id", "int64", _("Number of the purchase."), ("sales_purchaseline.purchase_id",)),
        Column(
            "product_id",
            "int64",
            _("What was bought; empty where the source names no product."),
            ("sales_purchaseline.product_id",),
        ),
        Column("customer_id", "int64", _("Who bought; empty where nobody was named."), ("sales_purchase.customer_id",)),
        Column("kind", "string", _("Sale, return, cancellation or adjustment."), ("sales_purchase.kind",)),
        Column("day", "date32", _("Day of the purchase, in the time zone of the business."), ("sales_purchase.at",)),
        Column("currency", "string", _("Currency of the amounts."), ("sales_purchase.currency",)),
        Column("place", "string", _("Place of the purchase."), ("sales_purchase.place",)),
        Column("channel", "string", _("Channel of the purchase."), ("sales_purchase.channel",)),
        Column("payment_kind", "string", _("How it was paid."), ("sales_purchase.payment_kind",)),
        Column(
            "quantity_e4",
            "int64",
            _("How many; a return is negative."),
            ("sales_purchaseline.quantity",),
            unit=Unit.QUANTITY,
        ),
        Column(
            "discount_e4",
            "int64",
            _("What was taken off the price."),
            ("sales_purchaseline.discount",),
            unit=Unit.MONEY,
        ),
        Column("amount_e4", "int64", _("What was paid for the line."), ("sales_purchaseline.amount",), unit=Unit.MONEY),
    ),
    parts=(
        Part(
            "FROM sales_purchaseline l JOIN sales_purchase p ON p.id = l.purchase_id",
            {
                "purchase_id": "l.purchase_id",
                "product_id": "l.product_id",
                "customer_id": "p.customer_id",
                "kind": "p.kind",
                "day": "(p.at AT TIME ZONE '{zone}')::date",
                "currency": "p.currency",
                "place": "p.place",
                "channel": "p.channel",
                "payment_kind": "p.payment_kind",
                "quantity_e4": "(l.quantity * 10000)::bigint",
                "discount_e4": "(l.discount * 10000)::bigint",
                "amount_e4": "(l.amount * 10000)::bigint",
            },
            order="l.purchase_id, l.id",
            table="sales_purchase",
            key="id",
            bounds=("p.id", "l.purchase_id"),
            shift=16,
            watched=(Watched("sales_purchase", "id", 16), Watched("sales_purchaseline", "purchase_id", 16)),
        ),
    ),
    invariants=(
        Invariant("sales_sum_to_purchases", _("The lines of a purchase sum to its total."), _other_sum),
        Invariant("sale_of_a_purchase", _("Each line belongs to a purchase."), _of_no_purchase),
        Invariant("sale_of_a_product", _("What was bought stands among the products."), _of_no_product),
    ),
)
