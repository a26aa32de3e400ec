"""A table written anew beside the living one, and put in its place: for when nearly every row of it changes.

The successor has the living table's columns, and gets its keys, indexes and triggers from the catalogue. It is put in
place under a lock that is held only while rows are taken over which others wrote in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import sleep

from django.db import IntegrityError, OperationalError, transaction
from django.db.backends.utils import CursorWrapper

_SUFFIX = "_next"
# Statistics to begin with: whoever puts the table in place looks at all of it afterwards.
_ROUGHLY = 30
# below the second after which the database looks for a deadlock: we step back before it ends somebody
_PATIENCE = "400ms"
_TRIES = 25
_PAUSE = 0.2


class NotReplaced(Exception):
    """Somebody reads the table for very long (a backup, say), or a row that another table names has gone."""


@dataclass(frozen=True)
class Successor:
    """`horizon` is the oldest transaction that had not ended before anything was read for it."""

    table: str
    horizon: int

    @property
    def name(self) -> str:
        return f"{self.table}{_SUFFIX}"


def horizon_of(cursor: CursorWrapper) -> int:
    """Rows that are read after this moment, and changed after they were read, are found by `changed`."""
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(cursor.fetchone()[0])


def begin_successor(cursor: CursorWrapper, table: str, horizon: int) -> Successor:
    """An empty table without indexes."""
    successor = Successor(table, horizon)
    cursor.execute(f"CREATE TABLE {successor.name} (LIKE {table} INCLUDING DEFAULTS INCLUDING STORAGE)")
    return successor


def index_successor(cursor: CursorWrapper, successor: Successor) -> None:
    for name, definition in _indexes(cursor, successor.table):
        cursor.execute(definition.replace(f" {name} ON ", f" {name}{_SUFFIX} ON ", 1).replace(
            f".{successor.table} ", f".{successor.name} ", 1
        ))  # fmt: skip
    for constraint, kind, _ in _constraints(cursor, successor.table):
        if kind == "p":
            # renamed with its index when the time has come
            key = f"{constraint}{_SUFFIX}"
            cursor.execute(f"ALTER TABLE {successor.name} ADD CONSTRAINT {key} PRIMARY KEY USING INDEX {key}")
    cursor.execute(f"SET LOCAL default_statistics_target = {_ROUGHLY}")
    cursor.execute(f"ANALYZE {successor.name}")
    cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")


def replace_by_successor(
    cursor: CursorWrapper, successor: Successor, take_over: Callable[[str], None], others: tuple[str, ...]
) -> None:
    """Locks, takes over and renames. `take_over` brings rows over which others have written; it is given the condition
    that finds them in the living table `o`. `others` are the tables that its foreign keys name.
    Raises NotReplaced, after several tries where somebody is in the way; the successor then still stands.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                _replace(cursor, successor, take_over, others)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != "55P03":
                raise
            sleep(_PAUSE)
        except IntegrityError as error:
            raise NotReplaced from error
        else:
            return
    raise NotReplaced


def _replace(
    cursor: CursorWrapper, successor: Successor, take_over: Callable[[str], None], others: tuple[str, ...]
) -> None:
    table, name = successor.table, successor.name
    cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    for other in others:
        cursor.execute(f"LOCK TABLE {other} IN SHARE ROW EXCLUSIVE MODE")
    constraints, triggers = _constraints(cursor, table), _triggers(cursor, table)
    for constraint, kind, definition in constraints:
        if kind != "p":
            cursor.execute(f"ALTER TABLE {name} ADD CONSTRAINT {constraint} {definition}")
    cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    cursor.execute("SET LOCAL lock_timeout = 0")
    take_over(_CHANGED.format(horizon=successor.horizon))
    # the foreign keys of what was taken over
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    indexes = [index for index, _ in _indexes(cursor, table)]
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE {name} RENAME TO {table}")
    for index in indexes:
        cursor.execute(f"ALTER INDEX {index}{_SUFFIX} RENAME TO {index}")
    for trigger in triggers:
        cursor.execute(trigger)


# Written by a transaction that had not ended when the rows were read, or began later.
_CHANGED = "age(o.xmin) <= age('{horizon}'::bigint::text::xid8::xid)"


def _indexes(cursor: CursorWrapper, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
        " WHERE x.indrelid = %s::regclass ORDER BY x.indisprimary DESC, i.relname",
        [table],
    )
    return list(cursor.fetchall())


def _constraints(cursor: CursorWrapper, table: str) -> list[tuple[str, str, str]]:
    cursor.execute(
        "SELECT conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('p', 'f', 'c') ORDER BY contype, conname",
        [table],
    )
    return list(cursor.fetchall())


def _triggers(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
    )
    return [row[0] for row in cursor.fetchall()]


def drop_successor(cursor: CursorWrapper, successor: Successor) -> None:
    cursor.execute(f"DROP TABLE {successor.name}")
