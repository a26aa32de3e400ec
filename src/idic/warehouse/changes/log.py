"""What changed since the snapshot that is read, as the triggers noted it.

The log is exact as long as the database and the warehouse speak of the same snapshot: its token stands in both. Where
they do not (a restored backup, another warehouse folder, a trigger that is missing), everything is read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from idic.warehouse.changes.triggers import Installed, expected
from idic.warehouse.errors import NoSnapshot, SnapshotDamaged
from idic.warehouse.snapshots import EMPTY, FORM, Snapshot, current_snapshot
from idic.warehouse.star.declaration import Mart, Part
from idic.warehouse.star.marts import MARTS

TRIGGERS = """
SELECT t.tgname::text AS name, c.relname::text AS relation FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND c.relnamespace = current_schema()::regnamespace
"""


@dataclass(frozen=True)
class Changes:
    """`base` is the snapshot whose unchanged blocks may be linked, None where every block is read (`why_full`).
    `moment` names the state of the database that was read."""

    moment: str
    declared: str
    base: Snapshot | None
    why_full: str
    blocks: dict[str, set[int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    def stale_blocks(self, part: Part) -> set[int] | None:
        """None: all of them."""
        if self.base is None or any(one.table in self.whole for one in part.watched):
            return None
        return set().union(*(self.blocks.get(one.table, set()) for one in part.watched))

    def known_blocks(self, mart: Mart, part: Part) -> set[int] | None:
        if self.base is None:
            return None
        stems = [file.removesuffix(".parquet") for file in self.base.files[mart.name] if file != EMPTY]
        prefix = f"{part.name}-" if part.name else ""
        return {int(stem.removeprefix(prefix)) for stem in stems if stem.startswith(prefix)}


def read_changes(cursor: Any, warehouse: Path, *, time_zone: str, full: bool = False) -> Changes:
    """Read inside the transaction that reads the marts, so both speak of the same moment."""
    moment = str(_rows(cursor, "SELECT pg_current_snapshot()::text AS moment")[0]["moment"])
    declared = declared_as(time_zone)
    base, why = (None, "asked") if full else _base(cursor, warehouse, declared)
    if base is None:
        return Changes(moment, declared, None, why)
    blocks: dict[str, set[int]] = {}
    whole = {one.table for mart in MARTS for part in mart.parts for one in part.watched if not one.key}
    changed_whole = set()
    for row in _rows(cursor, "SELECT DISTINCT relation, block FROM warehouse_change"):
        if row["block"] is None or row["relation"] in whole:
            changed_whole.add(row["relation"])
        else:
            blocks.setdefault(row["relation"], set()).add(row["block"])
    return Changes(moment, declared, base, "", blocks, frozenset(changed_whole))


def declared_as(time_zone: str) -> str:
    """Changes with any declaration: blocks read under another one are no blocks of this one."""
    told = [FORM, time_zone]
    told += [(mart.name, part.name, part.shift, part.select(time_zone)) for mart in MARTS for part in mart.parts]
    told += [(mart.name, mart.names) for mart in MARTS if mart.carried is not None]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def say_what_is_published(token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE warehouse_published SET pending = %s", [token])


def forget_read_changes(token: str, moment: str) -> None:
    """Exactly what the extraction saw. A number of a transaction that this database has not reached yet came with a
    backup of another one, and was seen as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH told AS (UPDATE warehouse_published SET token = %s, pending = %s)
               DELETE FROM warehouse_change
               WHERE pg_visible_in_snapshot(transaction, %s::pg_snapshot)
                     OR transaction > pg_snapshot_xmax(pg_current_snapshot())""",
            [token, token, moment],
        )


def _base(cursor: Any, warehouse: Path, declared: str) -> tuple[Snapshot | None, str]:
    try:
        base = current_snapshot(warehouse)
    except NoSnapshot:
        return None, "first"
    except SnapshotDamaged:
        return None, "damaged"
    if base.declared != declared:
        return None, "declared"
    told = _rows(cursor, "SELECT token, pending FROM warehouse_published")
    if not told or base.token not in told[0].values():
        return None, "another"
    enabled = [(row["name"], row["relation"]) for row in _rows(cursor, TRIGGERS)]
    return (None, "triggers") if missing_triggers(enabled) else (base, "")


def missing_triggers(found: Iterable[tuple[str, str]]) -> set[Installed]:
    """Of those that must be there, which are not among the enabled ones of the database."""
    return expected() - {Installed(name, relation) for name, relation in found}


def _rows(cursor: Any, statement: str) -> list[dict[str, Any]]:
    cursor.execute(statement)
    rows: list[dict[str, Any]] = cursor.fetch_arrow_table().to_pylist()
    return rows
