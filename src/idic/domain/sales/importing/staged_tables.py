"""The staging tables of a purchase file: what its lines, its invoices and its products are before they are taken."""

from __future__ import annotations

PART_COLUMNS = (
    "part", "invoice_key", "customer_key", "day", "currency", "at", "place", "channel", "payment_kind", "country",
    "kind_least", "kind_most", "amount", "lines",
)  # fmt: skip
LINE_COLUMNS = (
    "row_no",
    "part",
    "key",
    "numbered",
    "ordinal",
    "product",
    "quantity",
    "unit_price",
    "discount",
    "amount",
)
PRODUCT_COLUMNS = ("product", "row_no", "code", "name", "category", "department")

TABLES = {
    # Lines of one chunk that agree on invoice, customer, day and currency; `part` is the row of the first of them.
    # Keys are compared byte by byte: a language's sorting would cost ten times as much.
    "part": """part bigint, invoice_key text COLLATE "C", customer_key text COLLATE "C", day date,
               currency text COLLATE "C", at timestamptz, place text COLLATE "C", channel text COLLATE "C",
               payment_kind text COLLATE "C", country text COLLATE "C", kind_least text COLLATE "C",
               kind_most text COLLATE "C", amount numeric, lines int""",
    # `key` is the line's number, or the digest of what it says with `ordinal` among the equal lines of its part.
    "line": """row_no bigint, part bigint, key text COLLATE "C", numbered boolean, ordinal int, product bigint,
               quantity numeric, unit_price numeric, discount numeric, amount numeric""",
    "product": """product bigint, row_no bigint, code text COLLATE "C", name text COLLATE "C", category text COLLATE "C",
                  department text COLLATE "C\"""",
}  # fmt: skip
