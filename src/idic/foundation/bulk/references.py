"""Foreign keys of many rows, new or going, proved by one statement instead of a trigger for each row.

The constraints stay declared, and every other writer keeps the database's own row checks. Where the database does not let
this role set `session_replication_role`, nothing is skipped and the row checks do the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, connection


@dataclass(frozen=True)
class Reference:
    """`values` is a query with one column: the ids that the new rows name, without those of rows made in this
    transaction, which nobody else can see or delete."""

    target: str
    values: str
    parameters: Sequence[int] = ()


@contextmanager
def references_proved(*references: Reference) -> Iterator[None]:
    """For INSERTs only, inside a transaction. The rows named are locked as a row check would lock them (FOR KEY SHARE),
    so that none can go before this transaction ends; one that is missing raises IntegrityError."""
    if not _may_skip_row_checks():
        yield
        return
    for reference in references:
        _prove(reference)
    with _no_row_checks():
        yield


@dataclass(frozen=True)
class Removal:
    """`gone` is a query with one column: the ids that the block deletes from `target`."""

    target: str
    gone: str


@contextmanager
def removals_proved(*removals: Removal) -> Iterator[None]:
    """For DELETEs only, inside a transaction. What is deleted stays locked, so whoever would name it waits and is then
    refused; who named it before is seen here, after the deletes, and raises IntegrityError."""
    named_by = {removal.target: _foreign_keys_to(removal.target) for removal in removals}
    acts = any(one.acts for keys in named_by.values() for one in keys)
    if acts or not _may_skip_row_checks():
        yield
        return
    with _no_row_checks():
        yield
    with connection.cursor() as cursor:
        for removal in removals:
            for key in named_by[removal.target]:
                cursor.execute(
                    f"SELECT EXISTS (SELECT FROM {key.table} x JOIN ({removal.gone}) AS g(id) ON x.{key.column} = g.id)"
                )
                if cursor.fetchone()[0]:
                    raise IntegrityError(f"rows of {removal.target} that go are named in {key.table}.{key.column}")


@dataclass(frozen=True)
class _ForeignKey:
    """`acts`: the database itself deletes or empties what names a row that goes."""

    table: str
    column: str
    acts: bool


def _foreign_keys_to(target: str) -> list[_ForeignKey]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.conrelid::regclass::text, quote_ident(a.attname), c.confdeltype NOT IN ('a', 'r')
               FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
               WHERE c.contype = 'f' AND c.confrelid = %s::regclass ORDER BY 1, 2""",
            [target],
        )
        return [_ForeignKey(*row) for row in cursor.fetchall()]


def _prove(reference: Reference) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH named AS MATERIALIZED (SELECT DISTINCT v.id FROM ({reference.values}) AS v(id) WHERE v.id IS NOT NULL),
                     held AS MATERIALIZED (SELECT t.id FROM {reference.target} t
                                           WHERE t.id IN (SELECT id FROM named) FOR KEY SHARE)
                SELECT (SELECT count(*) FROM named), (SELECT count(*) FROM held)""",
            list(reference.parameters) or None,
        )
        named, held = cursor.fetchone()
    if named != held:
        raise IntegrityError(f"{named - held} ids are not in {reference.target}")


@contextmanager
def _no_row_checks() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        # After an error the transaction is rolled back, and this with it.
        cursor.execute("SET LOCAL session_replication_role = origin")


def _may_skip_row_checks() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])
