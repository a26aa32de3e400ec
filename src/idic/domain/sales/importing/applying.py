"""Set-based statements that turn staged lines into products, customers, purchases and lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from idic.domain.identify.importing.figures import Refusals
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.normalising import normalise_record
from idic.foundation.bulk.copying import copy_rows

# Compared byte by byte: keys are codes, and a language's sorting would cost ten times as much.
CREATE = """
CREATE TEMPORARY TABLE stage_line (
    row_no bigint, invoice_key text COLLATE "C", line_key text COLLATE "C", digest text COLLATE "C",
    customer_key text COLLATE "C", at timestamptz, product_code text COLLATE "C", product_name text COLLATE "C",
    category text COLLATE "C", department text COLLATE "C", quantity numeric, unit_price numeric, discount numeric,
    amount numeric, currency text COLLATE "C", payment_kind text COLLATE "C", place text COLLATE "C",
    channel text COLLATE "C", kind text COLLATE "C", country text COLLATE "C"
) ON COMMIT DROP
"""

# For the sorts of this transaction alone.
_MEMORY = "SET LOCAL work_mem = '256MB'"


@dataclass(frozen=True)
class Applied:
    new_lines: int
    changed_lines: int
    unchanged_lines: int
    new_purchases: int
    changed_purchases: int
    new_products: int
    new_customers: int


def apply_lines(batch: ImportBatch, refusals: Refusals, *, at: datetime, time_zone: str) -> Applied:
    _run(_MEMORY)
    _run("ANALYZE stage_line")
    _refuse_conflicts(batch, refusals, time_zone)
    new_products = _products(at)
    new_customers = _customers(batch, at)
    new_purchases, changed_purchases = _purchases(batch)
    repeated = _known_lines(batch)
    changed_lines = _change_lines()
    staged = _value("SELECT count(*) FROM stage_known")
    new_lines = _run(
        """INSERT INTO sales_purchaseline (purchase_id, key, product_id, quantity, unit_price, discount, amount)
           SELECT purchase_id, key, product_id, quantity, unit_price, discount, amount FROM stage_known
           ORDER BY purchase_id, row_no ON CONFLICT (purchase_id, key) DO NOTHING"""
    )
    _run(
        """UPDATE sales_purchase p SET total = t.total, line_count = t.lines
           FROM (SELECT purchase_id, sum(amount) AS total, count(*) AS lines FROM sales_purchaseline
                 WHERE purchase_id IN (SELECT DISTINCT purchase_id FROM stage_known) GROUP BY purchase_id) t
           WHERE p.id = t.purchase_id AND (p.total, p.line_count) IS DISTINCT FROM (t.total, t.lines::int)"""
    )
    return Applied(
        new_lines, changed_lines, staged + repeated - new_lines - changed_lines, new_purchases, changed_purchases,
        new_products, new_customers,
    )  # fmt: skip


def _refuse_conflicts(batch: ImportBatch, refusals: Refusals, time_zone: str) -> None:
    """One invoice is one customer, one day and one currency; the first row that says so wins."""
    mapping = batch.mapping
    _run(
        """CREATE TEMPORARY TABLE stage_head ON COMMIT DROP AS
           SELECT invoice_key,
                  coalesce((array_agg(customer_key) FILTER (WHERE customer_key <> ''))[1], '') AS customer_key,
                  (array_agg((at AT TIME ZONE %s)::date))[1] AS day, (array_agg(currency))[1] AS currency,
                  min(at) AS at, max(place) AS place, max(channel) AS channel, max(payment_kind) AS payment_kind,
                  max(country) AS country,
                  CASE WHEN min(kind) = max(kind) THEN min(kind) WHEN sum(amount) < 0 THEN 'return' ELSE 'sale' END AS kind
           FROM (SELECT * FROM stage_line ORDER BY invoice_key, row_no) l GROUP BY invoice_key""",
        time_zone,
    )
    _run("CREATE INDEX ON stage_head (invoice_key)")
    _run("ANALYZE stage_head")
    for code, field, column, condition, values in (
        (
            "customer_conflict",
            "customer_key",
            "l.customer_key",
            "l.customer_key <> '' AND l.customer_key <> h.customer_key",
            (),
        ),
        ("date_conflict", "at", "l.at::text", "(l.at AT TIME ZONE %s)::date <> h.day", (time_zone,)),
        ("currency_conflict", "currency", "l.currency", "l.currency <> h.currency", ()),
    ):
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM stage_line l USING stage_head h WHERE h.invoice_key = l.invoice_key AND {condition}"
                f" RETURNING l.row_no, {column}",
                values,
            )
            for row_no, value in cursor.fetchall():
                refusals.add(row_no, code, mapping.get(field, ""), value)


def _products(at: datetime) -> int:
    for parent, name in (("''", "department"), ("department", "category")):
        # A department is a root; a category hangs below its department, or is a root where none is given.
        path = f"CASE WHEN {parent} <> '' THEN {parent} || ' / ' || {name} ELSE {name} END"
        depth = f"CASE WHEN {parent} <> '' THEN 1 ELSE 0 END"
        _run(
            f"""INSERT INTO catalogue_category (name, parent_id, path, depth)
                SELECT DISTINCT ON (path) name, c.id, path, depth
                FROM (SELECT DISTINCT {name} AS name, {parent} AS parent, {path} AS path, {depth} AS depth
                      FROM stage_line WHERE {name} <> '') s
                     LEFT JOIN catalogue_category c ON c.path = s.parent AND s.parent <> ''
                ON CONFLICT (path) DO NOTHING""".replace(
                "SELECT DISTINCT ON (path) name, c.id, path, depth",
                "SELECT DISTINCT ON (s.path) s.name, c.id, s.path, s.depth",
            )
        )
    return _run(
        """INSERT INTO catalogue_product (code, name, category_id, is_goods, is_active, created_at)
           SELECT s.code, s.name, c.id, s.code ~ '[0-9]' OR s.code = s.name, true, %s
           FROM (SELECT product_code AS code,
                        coalesce((array_agg(product_name ORDER BY row_no) FILTER (WHERE product_name <> ''))[1], '') AS name,
                        (array_agg(CASE WHEN department <> '' AND category <> '' THEN department || ' / ' || category
                                        WHEN category <> '' THEN category ELSE department END ORDER BY row_no))[1] AS path
                 FROM stage_line WHERE product_code <> '' GROUP BY product_code) s
                LEFT JOIN catalogue_category c ON c.path = s.path
           ORDER BY s.code
           ON CONFLICT (code) DO NOTHING""",
        at,
    )


def _customers(batch: ImportBatch, at: datetime) -> int:
    """A customer number that its source has not told about yet becomes a customer known by that number alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT h.customer_key, (array_agg(h.country ORDER BY h.invoice_key))[1]
               FROM stage_head h
               WHERE h.customer_key <> '' AND NOT EXISTS (
                     SELECT FROM identify_sourcerecord r WHERE r.source_id = %s AND r.key = h.customer_key)
               GROUP BY h.customer_key ORDER BY h.customer_key""",
            [batch.source_id],
        )
        unknown = cursor.fetchall()
        if not unknown:
            return 0
        rows = []
        for key, country in unknown:
            record = normalise_record({"country": country or ""}, key=key)
            rows.append((key, country or "", record.search_text, record.search_keys))
        cursor.execute(
            "CREATE TEMPORARY TABLE stage_unknown (key text, country text, search_text text, search_keys text[],"
            " customer_id bigint) ON COMMIT DROP"
        )
    copy_rows("stage_unknown", ("key", "country", "search_text", "search_keys"), rows)
    _run("UPDATE stage_unknown SET customer_id = nextval(pg_get_serial_sequence('identify_customer', 'id'))")
    _run(
        """INSERT INTO identify_customer (id, kind, name, title, given_name, family_name, phone, email, national_id, tax_id,
               sex, language, address, district, province, postcode, country, facts, provenance, search_text, search_keys,
               sort_name, record_count, version, created_at, updated_at)
           SELECT customer_id, 'person', key, '', '', '', '', '', '', '', '', '', '', '', '', '', country, '{}', '{}',
                  search_text, search_keys, lower(key), 1, 1, %s, %s
           FROM stage_unknown""",
        at, at,
    )  # fmt: skip
    _run(
        """INSERT INTO identify_sourcerecord (source_id, key, customer_id, batch_id, payload, digest, received_at, kind, name,
               title, given_name, family_name, name_key, phones, email, email_key, national_id, tax_id, sex, language,
               address, district, province, postcode, country, facts, search_text, search_keys)
           SELECT %s, key, customer_id, %s, jsonb_build_object('country', country), '', %s, 'person', '', '', '', '', '',
                  '{}', '', '', '', '', '', '', '', '', '', '', country, '{}', search_text, search_keys
           FROM stage_unknown""",
        batch.source_id, batch.pk, at,
    )  # fmt: skip
    _run(
        """INSERT INTO identify_link (record_id, customer_id, valid_from, reason)
           SELECT r.id, r.customer_id, %s, 'new' FROM identify_sourcerecord r JOIN stage_unknown u
                ON r.source_id = %s AND r.key = u.key""",
        at, batch.source_id,
    )  # fmt: skip
    return len(rows)


def _purchases(batch: ImportBatch) -> tuple[int, int]:
    _run(
        """CREATE TEMPORARY TABLE stage_purchase ON COMMIT DROP AS
           SELECT h.invoice_key AS key, h.at, h.currency, r.id AS record_id, r.customer_id, h.place, h.channel,
                  h.payment_kind, h.kind
           FROM stage_head h LEFT JOIN identify_sourcerecord r
                ON r.source_id = %s AND r.key = h.customer_key AND h.customer_key <> ''""",
        batch.source_id,
    )
    changed = _run(
        """UPDATE sales_purchase p SET at = s.at, kind = s.kind, currency = s.currency, place = s.place,
                  channel = s.channel, payment_kind = s.payment_kind, batch_id = %s,
                  record_id = coalesce(s.record_id, p.record_id), customer_id = coalesce(s.customer_id, p.customer_id)
           FROM stage_purchase s WHERE p.source_id = %s AND p.key = s.key
                AND ((p.at, p.kind, p.currency, p.place, p.channel, p.payment_kind)
                         IS DISTINCT FROM (s.at, s.kind, s.currency, s.place, s.channel, s.payment_kind)
                     OR s.record_id <> coalesce(p.record_id, 0))""",
        batch.pk, batch.source_id,
    )  # fmt: skip
    made = _run(
        """INSERT INTO sales_purchase (source_id, key, record_id, customer_id, batch_id, at, kind, currency, place, channel,
               payment_kind, total, line_count)
           SELECT %s, key, record_id, customer_id, %s, at, kind, currency, place, channel, payment_kind, 0, 0
           FROM stage_purchase ORDER BY at, key ON CONFLICT (source_id, key) DO NOTHING""",
        batch.source_id, batch.pk,
    )  # fmt: skip
    return made, changed


def _known_lines(batch: ImportBatch) -> int:
    """Every staged line with its purchase, product and key; returns how many repeat a line number of their invoice.

    A line without a number of its own is known by its content and which of the equal lines of its purchase it is.
    """
    _run(
        """CREATE TEMPORARY TABLE stage_known ON COMMIT DROP AS
           SELECT l.row_no, p.id AS purchase_id, i.id AS product_id,
                  CASE WHEN l.line_key <> '' THEN l.line_key
                       ELSE l.digest || '.' || row_number() OVER (PARTITION BY p.id, l.digest ORDER BY l.row_no)
                  END AS key,
                  l.line_key <> '' AS numbered,
                  round(l.quantity, 4) AS quantity, round(l.unit_price, 4) AS unit_price,
                  round(l.discount, 4) AS discount, round(l.amount, 4) AS amount
           FROM stage_line l JOIN sales_purchase p ON p.source_id = %s AND p.key = l.invoice_key
                LEFT JOIN catalogue_product i ON i.code = l.product_code AND l.product_code <> ''""",
        batch.source_id,
    )
    if not _value("SELECT count(*) FROM stage_known WHERE numbered"):
        return 0
    return _run(
        """DELETE FROM stage_known l USING (
               SELECT row_no, row_number() OVER (PARTITION BY purchase_id, key ORDER BY row_no) AS ordinal
               FROM stage_known WHERE numbered) n
           WHERE n.row_no = l.row_no AND n.ordinal > 1"""
    )


def _change_lines() -> int:
    """Only lines with a number of their own can change; the others are known by their content."""
    return _run(
        """UPDATE sales_purchaseline t SET product_id = s.product_id, quantity = s.quantity, unit_price = s.unit_price,
                  discount = s.discount, amount = s.amount
           FROM stage_known s WHERE s.numbered AND t.purchase_id = s.purchase_id AND t.key = s.key
                AND (t.product_id, t.quantity, t.unit_price, t.discount, t.amount)
                    IS DISTINCT FROM (s.product_id, s.quantity, s.unit_price, s.discount, s.amount)"""
    )


def _run(statement: str, *values: int | str | datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return int(cursor.rowcount)


def _value(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
