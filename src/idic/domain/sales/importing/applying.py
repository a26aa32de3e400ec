"""Set-based statements that turn staged lines into products, customers, purchases and lines.

First everything is looked up and nothing written; what is written then is known row by row. A dry run stops between the
two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.importing.statements import next_id
from idic.domain.identify.models import ImportBatch
from idic.domain.sales.importing.customers import make_customers, unknown_customers
from idic.domain.sales.importing.heads import find_purchases, make_heads, refuse_conflicts
from idic.domain.sales.importing.products import find_products, make_products, unknown_products
from idic.domain.sales.importing.statements import run, value
from idic.foundation.bulk.references import Reference, references_proved

# For the sorts of this transaction alone.
_MEMORY = ("SET LOCAL work_mem = '192MB'", "SET LOCAL hash_mem_multiplier = 2")

# The lines of purchases that need a closer look: known before, or told in several places of the file.
_TARGETS = """
CREATE TEMPORARY TABLE stage_target ON COMMIT DROP AS
SELECT n.*, t.id AS line_id,
       CASE WHEN t.id IS NULL THEN 'new'
            WHEN n.numbered AND (t.product_id, t.quantity, t.unit_price, t.discount, t.amount)
                 IS DISTINCT FROM (n.product_id, n.quantity, n.unit_price, n.discount, n.amount) THEN 'changed'
            ELSE 'same' END AS state
FROM (SELECT l.row_no, s.key AS invoice_key, s.known_id, i.product_id, l.numbered, l.quantity, l.unit_price, l.discount,
             l.amount, row_number() OVER (PARTITION BY s.key, l.key ORDER BY l.row_no) AS ordinal,
             CASE WHEN l.numbered THEN l.key
                  ELSE l.key || '.' || row_number() OVER (PARTITION BY s.key, l.key ORDER BY l.row_no) END AS key
      FROM stage_purchase s JOIN stage_part p ON p.invoice_key = s.key JOIN stage_line l ON l.part = p.part
           LEFT JOIN stage_item i ON i.product = l.product
      WHERE (s.is_many OR s.known_id IS NOT NULL) AND p.part NOT IN (SELECT part FROM stage_conflict)) n
     LEFT JOIN sales_purchaseline t ON t.purchase_id = n.known_id AND t.key = n.key
WHERE NOT n.numbered OR n.ordinal = 1
"""
_PLAIN = "FROM stage_purchase s JOIN stage_line l ON l.part = s.first_part WHERE s.known_id IS NULL AND NOT s.is_many"
_IS_OTHER = """s.known_id IS NOT NULL
    AND ((p.at, p.kind, p.currency, p.place, p.channel, p.payment_kind)
             IS DISTINCT FROM (s.at, s.kind, s.currency, s.place, s.channel, s.payment_kind)
         OR s.record_id <> coalesce(p.record_id, 0))"""


@dataclass(frozen=True)
class Applied:
    new_lines: int
    changed_lines: int
    unchanged_lines: int
    new_purchases: int
    changed_purchases: int
    new_products: int
    new_customers: int


def weigh_lines(batch: ImportBatch, refusals: Refusals) -> Applied:
    """What taking the staged lines would do. Writes nothing but temporary tables."""
    for setting in _MEMORY:
        run(setting)
    refuse_conflicts(batch.mapping, refusals)
    make_heads()
    return _weighed(batch, unknown_products(), unknown_customers(batch))


def apply_lines(batch: ImportBatch, refusals: Refusals, *, at: datetime) -> Applied:
    for setting in _MEMORY:
        run(setting)
    refuse_conflicts(batch.mapping, refusals)
    make_heads()
    applied = _weighed(batch, make_products(at), make_customers(batch, at))
    _make_purchases(batch)
    _change_purchases(batch)
    _make_lines(batch, applied)
    return applied


def _weighed(batch: ImportBatch, new_products: int, new_customers: int) -> Applied:
    find_products()
    find_purchases(batch.source_id)
    run(_TARGETS)
    run("ANALYZE stage_target")
    plain = value(f"SELECT count(*) {_PLAIN} AND (NOT l.numbered OR l.ordinal = 1)")
    targets = "SELECT count(*) FROM stage_target WHERE state = %s"
    new, changed = plain + value(targets, "new"), value(targets, "changed")
    taken = value(
        "SELECT count(*) FROM stage_line WHERE part NOT IN (SELECT part FROM stage_conflict)"
    )  # fmt: skip
    return Applied(
        new, changed, taken - new - changed,
        value("SELECT count(*) FROM stage_purchase WHERE known_id IS NULL"),
        value(f"SELECT count(*) FROM sales_purchase p JOIN stage_purchase s ON p.id = s.known_id WHERE {_IS_OTHER}"),
        new_products, new_customers,
    )  # fmt: skip


def _make_purchases(batch: ImportBatch) -> None:
    run(
        f"""CREATE TEMPORARY TABLE stage_made ON COMMIT DROP AS
            SELECT {next_id("sales_purchase")} AS purchase_id, o.*
            FROM (SELECT key, first_part, is_many FROM stage_purchase WHERE known_id IS NULL ORDER BY first_part) o"""
    )
    run("ANALYZE stage_made")
    named = "SELECT {} FROM stage_purchase WHERE known_id IS NULL"
    with references_proved(
        Reference("identify_source", "SELECT %s::bigint", [batch.source_id]),
        Reference("identify_importbatch", "SELECT %s::bigint", [batch.pk]),
        Reference("identify_sourcerecord", named.format("record_id")),
        Reference("identify_customer", named.format("customer_id")),
    ):
        run(
            """INSERT INTO sales_purchase (id, source_id, key, record_id, customer_id, batch_id, at, kind, currency, place,
                   channel, payment_kind, total, line_count)
               SELECT m.purchase_id, %s, s.key, s.record_id, s.customer_id, %s, s.at, s.kind, s.currency, s.place, s.channel,
                      s.payment_kind, s.amount, s.lines
               FROM stage_made m JOIN stage_purchase s ON s.key = m.key ORDER BY m.purchase_id""",
            batch.source_id, batch.pk,
        )  # fmt: skip


def _change_purchases(batch: ImportBatch) -> None:
    run(
        f"""INSERT INTO arrivals_change (batch_id, what, row_id, before)
            SELECT %s, 'purchase', p.id, to_jsonb(p) FROM sales_purchase p JOIN stage_purchase s ON p.id = s.known_id
            WHERE {_IS_OTHER}""",
        batch.pk,
    )
    run(
        f"""UPDATE sales_purchase p SET at = s.at, kind = s.kind, currency = s.currency, place = s.place,
                   channel = s.channel, payment_kind = s.payment_kind, batch_id = %s,
                   record_id = coalesce(s.record_id, p.record_id), customer_id = coalesce(s.customer_id, p.customer_id)
            FROM stage_purchase s WHERE p.id = s.known_id AND {_IS_OTHER}""",
        batch.pk,
    )


def _make_lines(batch: ImportBatch, applied: Applied) -> None:
    """A line without a number of its own is known by its content and which of the equal lines of its purchase it is."""
    columns = "(purchase_id, key, product_id, quantity, unit_price, discount, amount)"
    with references_proved(
        # The purchases that this transaction made are nobody else's.
        Reference("sales_purchase", "SELECT DISTINCT known_id FROM stage_target WHERE state = 'new'"),
        Reference("catalogue_product", "SELECT product_id FROM stage_item"),
    ):
        run(
            f"""INSERT INTO sales_purchaseline {columns}
                SELECT m.purchase_id, CASE WHEN l.numbered THEN l.key ELSE l.key || '.' || l.ordinal END, i.product_id,
                       l.quantity, l.unit_price, l.discount, l.amount
                FROM stage_made m JOIN stage_line l ON l.part = m.first_part LEFT JOIN stage_item i ON i.product = l.product
                WHERE NOT m.is_many AND (NOT l.numbered OR l.ordinal = 1)"""
        )
        run(
            f"""INSERT INTO sales_purchaseline {columns}
                SELECT coalesce(t.known_id, m.purchase_id), t.key, t.product_id, t.quantity, t.unit_price, t.discount,
                       t.amount
                FROM stage_target t LEFT JOIN stage_made m ON m.key = t.invoice_key AND t.known_id IS NULL
                WHERE t.state = 'new' ORDER BY t.row_no"""
        )
    run(
        """INSERT INTO arrivals_change (batch_id, what, row_id, before)
           SELECT %s, 'added_line', l.id, '{}' FROM stage_target t JOIN sales_purchaseline l
                  ON l.purchase_id = t.known_id AND l.key = t.key WHERE t.state = 'new' AND t.known_id IS NOT NULL""",
        batch.pk,
    )
    if applied.changed_lines:
        run(
            """INSERT INTO arrivals_change (batch_id, what, row_id, before)
               SELECT %s, 'line', l.id, to_jsonb(l) FROM stage_target t JOIN sales_purchaseline l ON l.id = t.line_id
               WHERE t.state = 'changed'""",
            batch.pk,
        )
        run(
            """UPDATE sales_purchaseline l SET product_id = t.product_id, quantity = t.quantity, unit_price = t.unit_price,
                      discount = t.discount, amount = t.amount
               FROM stage_target t WHERE t.state = 'changed' AND l.id = t.line_id"""
        )
    _correct_totals()


def _correct_totals() -> None:
    """Of purchases that were there, and of those in which a line number stood twice."""
    run(
        """UPDATE sales_purchase p SET total = t.total, line_count = t.lines
           FROM (SELECT purchase_id, sum(amount) AS total, count(*) AS lines FROM sales_purchaseline
                 WHERE purchase_id IN (
                       SELECT known_id FROM stage_target WHERE state <> 'same'
                       UNION SELECT m.purchase_id FROM stage_made m JOIN stage_line l ON l.part = m.first_part
                             WHERE l.numbered AND l.ordinal > 1
                       UNION SELECT purchase_id FROM stage_made WHERE is_many)
                 GROUP BY purchase_id) t
           WHERE p.id = t.purchase_id AND (p.total, p.line_count) IS DISTINCT FROM (t.total, t.lines::int)"""
    )
