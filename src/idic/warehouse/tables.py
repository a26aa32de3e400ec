"""What the warehouse reads from the records, declared in one place.

The warehouse stands below the rooms and knows their tables only by name: tests/contracts holds every name here
against the real models. Money and quantities travel as whole ten-thousandths, so nothing is rounded on the way.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceTable:
    """`grain` says what one row is. `columns` maps the column in the warehouse to the expression that fills it."""

    name: str
    grain: str
    relation: str
    columns: dict[str, str]
    where: str = ""

    def select(self, time_zone: str) -> str:
        columns = ", ".join(
            f"{expression.format(zone=time_zone)} AS {name}" for name, expression in self.columns.items()
        )
        where = f" WHERE {self.where}" if self.where else ""
        return f"SELECT {columns} FROM {self.relation}{where}"  # noqa: S608 - only the declarations below


CUSTOMERS = SourceTable(
    "customers",
    "One row per customer that has not been merged into another.",
    "identify_customer",
    {
        "customer_id": "id",
        "kind": "kind",
        "province": "province",
        "country": "country",
        "birth_date": "birth_date",
        # built-in facts under their codes, custom attributes under x_ and theirs, in the form in which they are kept
        "facts": "facts::text",
        "created_on": "(created_at AT TIME ZONE '{zone}')::date",
    },
    where="merged_into_id IS NULL",
)

PURCHASES = SourceTable(
    "purchases",
    "One row per receipt, invoice, return or cancellation.",
    "sales_purchase",
    {
        "purchase_id": "id",
        "customer_id": "customer_id",
        "kind": "kind",
        "day": "(at AT TIME ZONE '{zone}')::date",
        "currency": "currency",
        "place": "place",
        "channel": "channel",
        "payment_kind": "payment_kind",
        "total_e4": "(total * 10000)::bigint",
        "line_count": "line_count",
    },
)

PURCHASE_LINES = SourceTable(
    "purchase_lines",
    "One row per line of a purchase.",
    "sales_purchaseline",
    {
        "purchase_id": "purchase_id",
        "product_id": "product_id",
        "quantity_e4": "(quantity * 10000)::bigint",
        "discount_e4": "(discount * 10000)::bigint",
        "amount_e4": "(amount * 10000)::bigint",
    },
)

PRODUCTS = SourceTable(
    "products",
    "One row per product.",
    "catalogue_product",
    {"product_id": "id", "code": "code", "name": "name", "category_id": "category_id", "is_goods": "is_goods"},
)

TABLES: tuple[SourceTable, ...] = (CUSTOMERS, PURCHASES, PURCHASE_LINES, PRODUCTS)
