"""Products and categories that a file of purchases names and the catalogue does not have yet."""

from __future__ import annotations

from datetime import datetime

from idic.domain.sales.importing.statements import run, value

_PATH = """CASE WHEN department <> '' AND category <> '' THEN department || ' / ' || category
                WHEN category <> '' THEN category ELSE department END"""


def unknown_products() -> int:
    return value(
        "SELECT count(DISTINCT code) FROM stage_product s WHERE code <> ''"
        " AND NOT EXISTS (SELECT FROM catalogue_product p WHERE p.code = s.code)"
    )


def make_products(at: datetime) -> int:
    for parent, name in (("''", "department"), ("department", "category")):
        # A department is a root; a category hangs below its department, or is a root where none is given.
        path = f"CASE WHEN {parent} <> '' THEN {parent} || ' / ' || {name} ELSE {name} END"
        depth = f"CASE WHEN {parent} <> '' THEN 1 ELSE 0 END"
        run(
            f"""INSERT INTO catalogue_category (name, parent_id, path, depth)
                SELECT DISTINCT ON (s.path) s.name, c.id, s.path, s.depth
                FROM (SELECT DISTINCT {name} AS name, {parent} AS parent, {path} AS path, {depth} AS depth
                      FROM stage_product WHERE {name} <> '') s
                     LEFT JOIN catalogue_category c ON c.path = s.parent AND s.parent <> ''
                ON CONFLICT (path) DO NOTHING"""
        )
    return run(
        f"""INSERT INTO catalogue_product (code, name, category_id, is_goods, is_active, created_at)
            SELECT s.code, s.name, c.id, s.code ~ '[0-9]' OR s.code = s.name, true, %s
            FROM (SELECT code, coalesce((array_agg(name ORDER BY row_no) FILTER (WHERE name <> ''))[1], '') AS name,
                         (array_agg({_PATH} ORDER BY row_no))[1] AS path
                  FROM stage_product WHERE code <> '' GROUP BY code) s
                 LEFT JOIN catalogue_category c ON c.path = s.path
            ORDER BY s.code
            ON CONFLICT (code) DO NOTHING""",
        at,
    )


def find_products() -> None:
    run(
        """CREATE TEMPORARY TABLE stage_item ON COMMIT DROP AS
           SELECT DISTINCT s.product, p.id AS product_id FROM stage_product s
                  LEFT JOIN catalogue_product p ON p.code = s.code WHERE s.code <> ''"""
    )
    run("ANALYZE stage_item")
