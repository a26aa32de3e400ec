"""From staged parts of invoices to one head for each: customer, day, currency, and the purchase that it becomes."""

from __future__ import annotations

from collections.abc import Mapping

from idic.domain.identify.importing.figures import Refusals
from idic.domain.sales.importing.statements import rows, run, value

# One invoice is one customer, one day and one currency; the first row that says so wins.
_CONFLICTS = """
CREATE TEMPORARY TABLE stage_conflict ON COMMIT DROP AS
SELECT p.part, CASE WHEN p.customer_key <> '' AND p.customer_key <> f.customer_key THEN 'customer_conflict'
                    WHEN p.day <> f.day THEN 'date_conflict' ELSE 'currency_conflict' END AS code
FROM stage_part p JOIN (
    SELECT invoice_key, coalesce((array_agg(customer_key ORDER BY part) FILTER (WHERE customer_key <> ''))[1], '')
               AS customer_key,
           (array_agg(day ORDER BY part))[1] AS day, (array_agg(currency ORDER BY part))[1] AS currency
    FROM stage_part WHERE invoice_key IN (SELECT invoice_key FROM stage_many) GROUP BY invoice_key) f
    ON f.invoice_key = p.invoice_key
WHERE (p.customer_key <> '' AND p.customer_key <> f.customer_key) OR p.day <> f.day OR p.currency <> f.currency
"""
_HEADS = """
CREATE TEMPORARY TABLE stage_head ON COMMIT DROP AS
SELECT invoice_key AS key, customer_key, currency, at, place, channel, payment_kind, country, part AS first_part,
       CASE WHEN kind_least = kind_most THEN kind_least WHEN amount < 0 THEN 'return' ELSE 'sale' END AS kind,
       amount, lines, false AS is_many
FROM stage_part WHERE invoice_key NOT IN (SELECT invoice_key FROM stage_many)
UNION ALL
SELECT invoice_key, max(customer_key), min(currency), min(at), max(place), max(channel), max(payment_kind), max(country),
       min(part),
       CASE WHEN min(kind_least) = max(kind_most) THEN min(kind_least) WHEN sum(amount) < 0 THEN 'return' ELSE 'sale' END,
       sum(amount), sum(lines), true
FROM stage_part WHERE invoice_key IN (SELECT invoice_key FROM stage_many)
     AND part NOT IN (SELECT part FROM stage_conflict) GROUP BY invoice_key
"""
_PURCHASES = """
CREATE TEMPORARY TABLE stage_purchase ON COMMIT DROP AS
SELECT h.*, r.id AS record_id, r.customer_id, p.id AS known_id, p.id AS purchase_id
FROM stage_head h
     LEFT JOIN identify_sourcerecord r ON r.source_id = %s AND r.key = h.customer_key AND h.customer_key <> ''
     LEFT JOIN sales_purchase p ON p.source_id = %s AND p.key = h.key
"""
_FIELDS = {"customer_conflict": ("customer_key", "p.customer_key"), "date_conflict": ("at", "p.at::text"),
           "currency_conflict": ("currency", "p.currency")}  # fmt: skip


def refuse_conflicts(mapping: Mapping[str, str], refusals: Refusals) -> None:
    """What the staging tables hold stays as it is: lines of a part in `stage_conflict` are passed over."""
    run(
        "CREATE TEMPORARY TABLE stage_many ON COMMIT DROP AS"
        " SELECT invoice_key FROM stage_part GROUP BY invoice_key HAVING count(*) > 1"
    )
    run("ANALYZE stage_many")
    run(_CONFLICTS)
    if value("SELECT count(*) FROM stage_conflict"):
        for code, (field, column) in _FIELDS.items():
            for row_no, said in rows(
                f"""SELECT l.row_no, {column} FROM stage_conflict c JOIN stage_part p ON p.part = c.part
                         JOIN stage_line l ON l.part = c.part WHERE c.code = %s ORDER BY l.row_no""",
                code,
            ):
                refusals.add(int(str(row_no)), code, mapping.get(field, ""), str(said))


def make_heads() -> None:
    run(_HEADS)
    run("ANALYZE stage_head")


def find_purchases(source_id: int) -> None:
    run(_PURCHASES, source_id, source_id)
    run("ANALYZE stage_purchase")
