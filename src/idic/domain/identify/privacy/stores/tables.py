"""The declared tables: each row deleted, blanked or kept, as its room declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from idic.domain.identify.belongings import Belonging, Erasing, belongings
from idic.domain.identify.privacy.graph import condition_of, count_of, ids_of
from idic.domain.identify.privacy.person import Person
from idic.foundation.desk.models import Attachment
from idic.foundation.desk.operations.forgetting import forget_records
from idic.foundation.nouns.registry import nouns

# Rows of events are blanked by the redaction that keeps the seals verifiable, and by nothing else.
EVENTS = "events_event"
_CHILDREN = """
SELECT c.conrelid::regclass::text, a.attname, NOT a.attnotnull
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.confrelid = %s::regclass AND c.conrelid <> c.confrelid
"""


@dataclass
class TablesDone:
    """Counts by code of the belonging; `files` are the paths of attachments that no record holds any more."""

    counts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def forget_in_tables(person: Person, *, held: frozenset[str]) -> TablesDone:
    """`held` are codes of belongings that a hold keeps. From the higher rooms to the lower, so that every condition
    still finds its parents."""
    done = TablesDone()
    paths = _attachment_paths(person)
    for one in reversed(belongings()):
        if one.table == EVENTS:
            continue
        if one.code in held or one.erasing is Erasing.KEEP:
            done.counts[one.code] = count_of(one, person)
            continue
        _forget_what_hangs_on(one, person)
        done.counts[one.code] = (
            _blank(one, person) if one.erasing is Erasing.BLANK else delete_rows(one.table, ids_of(one, person))
        )
    done.files = sorted(paths - set(Attachment.objects.filter(path__in=paths).values_list("path", flat=True)))
    return done


def delete_rows(table: str, ids: Sequence[int]) -> int:
    """With the rows of other tables that cannot be without them; where they can, they only let go."""
    if not ids:
        return 0
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
        cursor.execute(_CHILDREN, [table])
        for child, column, may_let_go in cursor.fetchall():
            if may_let_go:
                cursor.execute(f"UPDATE {child} SET {column} = NULL WHERE {column} = ANY(%s)", [list(ids)])  # noqa: S608 - from the catalogue
                continue
            own_key = connection.introspection.get_primary_key_column(cursor, child.strip('"'))
            cursor.execute(f"SELECT {own_key} FROM {child} WHERE {column} = ANY(%s)", [list(ids)])  # noqa: S608 - from the catalogue
            delete_rows(child.strip('"'), [row[0] for row in cursor.fetchall()])
        cursor.execute(f"DELETE FROM {table} WHERE {key} = ANY(%s)", [list(ids)])  # noqa: S608 - declared
        return int(cursor.rowcount)


def _blank(one: Belonging, person: Person) -> int:
    changes = ", ".join(f'"{column}" = {value}' for column, value in one.blanked.items())
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {one.table} SET {changes} WHERE {condition_of(one)}", person.parameters)  # noqa: S608 - declared
        return int(cursor.rowcount)


def _forget_what_hangs_on(one: Belonging, person: Person) -> None:
    """Notes, files and the rest that stand on a record of the person that is not the customer: a task, a follow-up."""
    codes = [noun.code for noun in nouns() if noun.table == one.table and noun.code != "customer"]
    if not codes:
        return
    ids = ids_of(one, person)
    for code in codes:
        forget_records(code, ids)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE views_bulkchangerow SET before = '{}', after = '{}' WHERE record_id = ANY(%s)"
                " AND change_id IN (SELECT id FROM views_bulkchange WHERE noun = %s)",
                [ids, code],
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM attributes_backupvalue WHERE record_id = ANY(%s) AND place LIKE %s", [ids, f"{one.table}%"]
        )


def _attachment_paths(person: Person) -> set[str]:
    found: set[str] = set()
    tables = {noun.table: noun.code for noun in nouns()}
    for one in belongings():
        code = tables.get(one.table)
        if code is None:
            continue
        rows = Attachment.objects.filter(noun=code, subject_id__in=ids_of(one, person)).values_list("path", "preview")
        found |= {path for pair in rows for path in pair if path}
    return found
