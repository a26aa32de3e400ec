"""The triggers that note which blocks of which table a statement touched.

After a statement, with its transition tables: one row per statement and block, into a log without an index, so no
writer ever waits for another and the cost does not grow with the rows. They fire always: an import proves its references
itself and switches the row checks off, and must still be noticed.
"""

from __future__ import annotations

from dataclasses import dataclass

from idic.warehouse.star.declaration import Watched
from idic.warehouse.star.marts import MARTS

#: Truncating tells no key: every block is then stale.
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {insert}
    ELSIF TG_OP = 'UPDATE' THEN
        {update}
    ELSIF TG_OP = 'DELETE' THEN
        {delete}
    ELSE
        INSERT INTO warehouse_change (relation, block) VALUES ('{table}', NULL);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER {name}_i AFTER INSERT ON {table} {new} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE OR REPLACE TRIGGER {name}_u AFTER UPDATE ON {table} {both} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE OR REPLACE TRIGGER {name}_d AFTER DELETE ON {table} {old} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE OR REPLACE TRIGGER {name}_t AFTER TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_i, ENABLE ALWAYS TRIGGER {name}_u,
    ENABLE ALWAYS TRIGGER {name}_d, ENABLE ALWAYS TRIGGER {name}_t;
"""


@dataclass(frozen=True)
class Installed:
    """As the database has it: what a session without triggers, or an older installation, would lack."""

    trigger: str
    table: str


def watched_tables() -> tuple[Watched, ...]:
    """Each table once; that all marts watch it by the same key and shift is held by a test."""
    found = {one.table: one for mart in MARTS for part in mart.parts for one in part.watched}
    return tuple(found[name] for name in sorted(found))


def expected() -> set[Installed]:
    return {
        Installed(f"{name_of(one.table)}_{event}", one.table)
        for one in watched_tables()
        for event in ("i", "u", "d", "t")
    }


def name_of(table: str) -> str:
    return f"warehouse_{table}"


def statements(table: str, key: str = "", shift: int = 0) -> str:
    """Also to be used by a later migration, for a table that comes to be watched."""
    if not key:
        noted = f"INSERT INTO warehouse_change (relation, block) VALUES ('{table}', 0);"  # noqa: S608 - names of the declarations
        return _FUNCTION.format(
            name=name_of(table), table=table, insert=noted, update=noted, delete=noted, new="", old="", both=""
        )

    def note(rows: str) -> str:
        return (
            f"INSERT INTO warehouse_change (relation, block) SELECT DISTINCT '{table}', touched.{key} >> {shift}"  # noqa: S608
            f" FROM {rows} AS touched;"
        )

    # a number of its own never changes; another key may, and then two blocks are stale
    moved = "new_rows" if key == "id" else f"(SELECT {key} FROM new_rows UNION ALL SELECT {key} FROM old_rows)"  # noqa: S608
    old = "" if key == "id" else "OLD TABLE AS old_rows"
    return _FUNCTION.format(
        name=name_of(table), table=table, insert=note("new_rows"), update=note(moved), delete=note("old_rows"),
        new="REFERENCING NEW TABLE AS new_rows", old="REFERENCING OLD TABLE AS old_rows",
        both=f"REFERENCING {old} NEW TABLE AS new_rows",
    )  # fmt: skip


def removal(table: str) -> str:
    name = name_of(table)
    return "".join(f"DROP TRIGGER IF EXISTS {name}_{event} ON {table};" for event in "iudt") + (
        f"DROP FUNCTION IF EXISTS {name}();"
    )
