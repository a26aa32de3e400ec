"""A customer whom nobody has spoken of before: with record, link and contact points in one statement.

The golden view of one record needs no ranking, so it is written once, and not first empty and then computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

from idic.domain.identify.models import ContactPoint, Customer, Link, SourceRecord
from idic.foundation.storage.remembered import prepared_cursor

_SINGLE = ("email", "national_id", "tax_id", "sex", "language")
_HAS_ADDRESS = "r.address || r.province || r.postcode || r.country <> ''"

#: The golden view of a customer who has one record `r` only, column by column: nothing to rank, nothing to compare.
_GOLDEN = {
    **{column: f"r.{column}" for column in ("kind", "title", "given_name", "family_name", "birth_date", *_SINGLE)},
    "name": "CASE WHEN r.name <> '' THEN r.name ELSE r.key END",
    "sort_name": "CASE WHEN r.name_key <> '' THEN r.name_key ELSE lower(r.key) END",
    "phone": "coalesce(r.phones[1], '')",
    **{column: f"r.{column}" for column in ("address", "province", "postcode", "country")},
    "district": f"CASE WHEN {_HAS_ADDRESS} THEN r.district ELSE '' END",
    "facts": "r.facts",
    "provenance": f"""jsonb_strip_nulls(jsonb_build_object(
        'name', r.id, 'address', CASE WHEN {_HAS_ADDRESS} THEN r.id END,
        'phone', CASE WHEN cardinality(r.phones) > 0 THEN r.id END,
        'birth_date', CASE WHEN r.birth_date IS NOT NULL THEN r.id END,
        {", ".join(f"'{column}', CASE WHEN r.{column} <> '' THEN r.id END" for column in _SINGLE)}))""",
    "search_text": "r.search_text",
    "search_keys": "ARRAY(SELECT DISTINCT unnest(r.search_keys) ORDER BY 1)",
    "record_count": "1",
    "version": "1",
}

_POINT = ("kind", "raw", "value", "extension", "is_valid")


@dataclass(frozen=True)
class _Statement:
    sql: str
    customer: tuple[Field[Any, Any], ...]
    record: tuple[Field[Any, Any], ...]
    link: tuple[Field[Any, Any], ...]


def insert_newcomer(customer: Customer, record: SourceRecord, points: Sequence[ContactPoint], link: Link) -> Customer:
    """None of them is saved yet; the record names its source. Of the customer only what the golden view does not tell
    is taken. Returns the customer as it stands now."""
    statement = _statement()
    arrays = [[getattr(point, name) for point in points] for name in _POINT]
    values = [
        *_values(record, statement.record), *_values(customer, statement.customer), *_values(link, statement.link), *arrays,
    ]  # fmt: skip
    with prepared_cursor() as cursor:
        cursor.execute(statement.sql, values)
        row = cursor.fetchone()
    fields = Customer._meta.concrete_fields
    read = [_read(one, value) for one, value in zip(fields, row or (), strict=True)]
    return Customer.from_db(connection.alias, [one.attname for one in fields], read)


@cache
def _statement() -> _Statement:
    customer = _fields(Customer, {*_GOLDEN})
    record = _fields(SourceRecord, {"customer"})
    link = _fields(Link, {"customer", "record"})
    golden = ", ".join(f"{expression} AS {name}" for name, expression in _GOLDEN.items())
    known = ", ".join(f"told.{one.column}" for one in customer)
    shown = ", ".join(f"c.{one.column}" for one in Customer._meta.concrete_fields)
    # Names of tables and columns are the models' own.
    sql = f"""
    WITH ids AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('{Customer._meta.db_table}', 'id')) AS customer_id,
               nextval(pg_get_serial_sequence('{SourceRecord._meta.db_table}', 'id')) AS record_id
    ), r AS (
        INSERT INTO {SourceRecord._meta.db_table} (id, customer_id, {_columns(record)})
        SELECT ids.record_id, ids.customer_id, {_marks(record)} FROM ids RETURNING *
    ), told AS (
        SELECT {", ".join(f"{_mark(one)} AS {one.column}" for one in customer)}
    ), c AS (
        INSERT INTO {Customer._meta.db_table} (id, {", ".join(_GOLDEN)}, {_columns(customer)})
        SELECT golden.*, {known} FROM (SELECT r.customer_id, {golden} FROM r) AS golden, told RETURNING *
    ), l AS (
        INSERT INTO {Link._meta.db_table} (record_id, customer_id, {_columns(link)})
        SELECT ids.record_id, ids.customer_id, {_marks(link)} FROM ids
    ), p AS (
        INSERT INTO {ContactPoint._meta.db_table} (record_id, customer_id, {", ".join(_POINT)})
        SELECT ids.record_id, ids.customer_id, point.*
        FROM ids, unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[]) AS point
    )
    SELECT {shown} FROM c
    """  # noqa: S608
    return _Statement(sql, customer, record, link)


def _fields(model: type[Model], without: set[str]) -> tuple[Field[Any, Any], ...]:
    return tuple(one for one in model._meta.concrete_fields if not one.primary_key and one.name not in without)


def _columns(fields: Sequence[Field[Any, Any]]) -> str:
    return ", ".join(str(one.column) for one in fields)


def _marks(fields: Sequence[Field[Any, Any]]) -> str:
    return ", ".join(map(_mark, fields))


def _mark(one: Field[Any, Any]) -> str:
    """Without its length: a cast would cut a text that is too long, where the column refuses it."""
    return f"%s::{re.sub(r'[(][0-9, ]+[)]', '', str(one.db_type(connection)))}"


def _values(record: Model, fields: Sequence[Field[Any, Any]]) -> list[Any]:
    found = []
    for one in fields:
        value = one.pre_save(record, add=True)
        # What nobody has set is the column's default, which a SELECT has no word for.
        found.append(one.get_db_prep_save(one.db_default if isinstance(value, DatabaseDefault) else value, connection))
    return found


def _read(one: Field[Any, Any], value: Any) -> Any:
    convert = getattr(one, "from_db_value", None)
    return value if convert is None else convert(value, None, connection)
