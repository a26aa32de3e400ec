"""Purchases of an import that is undone: new ones go, changed ones get their former values back."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps

from idic.domain.identify.models import ImportBatch
from idic.domain.sales.importing.statements import run, value
from idic.domain.sales.models import Purchase, PurchaseLine

_PURCHASE = ("record_id", "customer_id", "batch_id", "at", "kind", "currency", "place", "channel", "payment_kind")
_LINE = ("product_id", "quantity", "unit_price", "discount", "amount")


def take_back_purchases(batch: ImportBatch) -> tuple[Mapping[str, int], Mapping[str, int]]:
    run("CREATE TEMPORARY TABLE undo_touched (purchase_id bigint) ON COMMIT DROP")
    run(
        """INSERT INTO undo_touched SELECT l.purchase_id FROM sales_purchaseline l JOIN arrivals_change c ON c.row_id = l.id
           WHERE c.batch_id = %s AND c.what IN ('line', 'added_line')""",
        batch.pk,
    )
    added = run(
        "DELETE FROM sales_purchaseline l USING arrivals_change c"
        " WHERE c.batch_id = %s AND c.what = 'added_line' AND c.row_id = l.id",
        batch.pk,
    )
    lines = _restore(batch, "line", PurchaseLine._meta.db_table, _LINE, "NOT EXISTS (SELECT FROM arrivals_change n"
                     " WHERE n.what = 'line' AND n.row_id = t.id AND n.batch_id > c.batch_id)")  # fmt: skip
    purchases = _restore(batch, "purchase", Purchase._meta.db_table, _PURCHASE, "t.batch_id = c.batch_id")
    run(
        """UPDATE sales_purchase p SET total = coalesce(t.total, 0), line_count = coalesce(t.lines, 0)
           FROM (SELECT u.purchase_id, sum(l.amount) AS total, count(l.id) AS lines
                 FROM (SELECT DISTINCT purchase_id FROM undo_touched) u
                      LEFT JOIN sales_purchaseline l ON l.purchase_id = u.purchase_id GROUP BY u.purchase_id) t
           WHERE p.id = t.purchase_id"""
    )
    run(
        """CREATE TEMPORARY TABLE undo_purchase ON COMMIT DROP AS
           SELECT p.id, false AS stays FROM sales_purchase p WHERE p.batch_id = %s AND NOT EXISTS (
                  SELECT FROM arrivals_change c WHERE c.batch_id = %s AND c.what = 'purchase' AND c.row_id = p.id)""",
        batch.pk, batch.pk,
    )  # fmt: skip
    # A later file told more of the purchase, or something else speaks of it.
    run(
        """UPDATE undo_purchase u SET stays = true FROM sales_purchaseline l JOIN arrivals_change c ON c.row_id = l.id
           WHERE c.what IN ('line', 'added_line') AND c.batch_id > %s AND l.purchase_id = u.id""",
        batch.pk,
    )
    for table, name in _references():
        run(f"UPDATE undo_purchase u SET stays = true FROM {table} x WHERE x.{name} = u.id")
    gone = run("DELETE FROM sales_purchaseline l USING undo_purchase u WHERE l.purchase_id = u.id AND NOT u.stays")
    removed = run("DELETE FROM sales_purchase p USING undo_purchase u WHERE p.id = u.id AND NOT u.stays")
    stays = value("SELECT count(*) FROM undo_purchase WHERE stays")
    done = {"purchases_removed": removed, "lines_removed": gone + added, "purchases_restored": purchases,
            "lines_restored": lines}  # fmt: skip
    return done, {"purchase_in_use": stays} if stays else {}


def _restore(batch: ImportBatch, what: str, table: str, columns: tuple[str, ...], condition: str) -> int:
    assignments = ", ".join(f"{name} = b.{name}" for name in columns)
    return run(
        f"""UPDATE {table} t SET {assignments}
            FROM arrivals_change c CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, c.before) b
            WHERE c.batch_id = %s AND c.what = %s AND c.row_id = t.id AND {condition}""",
        batch.pk, what,
    )  # fmt: skip


def _references() -> list[tuple[str, str]]:
    return sorted(
        (other._meta.db_table, str(field.column))
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.concrete_fields
        if field.related_model is Purchase and other is not PurchaseLine
    )
