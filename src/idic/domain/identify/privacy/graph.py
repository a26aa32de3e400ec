"""The walk over everything that hangs on a person: one condition for each declared table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from idic.domain.identify.belongings import Belonging, belongings
from idic.domain.identify.privacy.person import Person

# The number of PostgreSQL's type: such a column comes as text.
_JSONB = 3802


def condition_of(one: Belonging) -> str:
    """SQL on the table, with `%(customers)s` and `%(records)s` for the ids."""
    if one.parent:
        way = one.parent
    elif one.customer:
        way = f"{one.customer} = ANY(%(customers)s)"
    else:
        way = f"{one.record} = ANY(%(records)s)"
    return f"({way}) AND ({one.where})" if one.where else f"({way})"


def count_of(one: Belonging, person: Person) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {one.table} WHERE {condition_of(one)}", person.parameters)  # noqa: S608 - declared
        return int(cursor.fetchone()[0])


def counts_of(person: Person) -> dict[str, int]:
    """In one statement, however many tables are declared."""
    declared = belongings()
    parts = [
        f"SELECT {place}, count(*) FROM {one.table} WHERE {condition_of(one)}"  # noqa: S608 - declared
        for place, one in enumerate(declared)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), person.parameters)
        return {declared[place].code: count for place, count in cursor.fetchall()}


def rows_of(one: Belonging, person: Person) -> Iterator[dict[str, Any]]:
    """The columns that a package shows, in the order of the rows' ids."""
    names = [column.strip('"') for column in one.package]
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {one.table} WHERE {condition_of(one)} ORDER BY {_first_column(one.table)}",  # noqa: S608 - declared
            person.parameters,
        )
        is_json = [column.type_code == _JSONB for column in cursor.description or ()]
        for row in cursor.fetchall():
            values = (json.loads(value) if told and value else value for value, told in zip(row, is_json, strict=True))
            yield dict(zip(names, values, strict=True))


def ids_of(one: Belonging, person: Person) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_first_column(one.table)} FROM {one.table} WHERE {condition_of(one)}",  # noqa: S608 - declared
            person.parameters,
        )
        return [row[0] for row in cursor.fetchall()]


def _first_column(table: str) -> str:
    """The primary key: a table of one row per customer is keyed by the customer."""
    with connection.cursor() as cursor:
        return str(connection.introspection.get_primary_key_column(cursor, table))
