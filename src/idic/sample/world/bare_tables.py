"""Tables without indexes and foreign keys while millions of rows come in; both are built again in one go each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype = '{kind}' ORDER BY oid
"""
_FOREIGN_KEYS, _UNIQUE = (_CONSTRAINTS.format(kind=kind) for kind in "fu")
_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index i WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('u', 'p', 'x'))
ORDER BY indexrelid
"""


@contextmanager
def bare_tables(tables: Sequence[str], *, unchecked: Sequence[str] = ()) -> Iterator[None]:
    """Primary keys stay, and the `unchecked` tables lose only their foreign keys: their indexes are looked into.

    Whatever happens inside, the definitions come back; only a killed process loses them.
    """
    with connection.cursor() as cursor:
        found: list[tuple[str, str]] = []
        for question, asked in ((_FOREIGN_KEYS, [*tables, *unchecked]), (_UNIQUE, tables), (_INDEXES, tables)):
            cursor.execute(question, [list(asked)])
            found += cursor.fetchall()
        for drop, _ in found:
            cursor.execute(drop)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('maintenance_work_mem', '512MB', false)")
            # Indexes first: checking a foreign key reads them. Unique constraints come before foreign keys.
            for _, create in sorted(found, key=lambda pair: "FOREIGN KEY" in pair[1]):
                cursor.execute(create)
            cursor.execute("RESET maintenance_work_mem")
