"""A customer whom nobody has spoken of before: with record, link, contact points and event in one statement.

The golden view of one record needs no ranking, so it is written once, and not first empty and then computed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import methodcaller

from django.db import connection
from django.db.models import Model

from idic.domain.identify.models import ContactPoint, Customer, Link, Source, SourceRecord
from idic.foundation.events.operations.append import COLUMNS as EVENT_COLUMNS
from idic.foundation.events.operations.append import insertion
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

#: What a customer's event tells of them: the columns that say something.
RECORDED = (
    "kind", "name", "title", "given_name", "family_name", "phone", "email", "national_id", "tax_id", "birth_date", "sex",
    "address", "district", "province", "postcode", "country", "facts",
)  # fmt: skip
_SAYING = {
    **{name: f"nullif(c.{name}, '')" for name in RECORDED}, "birth_date": "c.birth_date", "facts": "nullif(c.facts, '{}')",
}  # fmt: skip
_AFTER = ", ".join(f"'{name}', {told}" for name, told in _SAYING.items())
_EVENT = insertion(f"""LATERAL (
    SELECT told.at, told.actor_id, told.agent, told.verb, told.subject_kind, c.id AS subject_id, c.id AS customer_id,
           told.cause_id, told.before, jsonb_strip_nulls(jsonb_build_object({_AFTER})) AS after
    FROM c, jsonb_to_record((SELECT of->'event' FROM told)) AS told({EVENT_COLUMNS})
) AS e""")  # noqa: S608 - put together from this file alone

_POINT = ("kind", "raw", "value", "extension", "is_valid")
#: What is told of a newcomer at once; whoever asks for more reads it then.
_TOLD_BACK = ("id", "kind", "name", "record_count", "version")

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=methodcaller("isoformat"))

#: Columns and what they are to hold, as JSON can tell it; a date as a date.
Told = Mapping[str, object]


def insert_newcomer(
    source: str, *, customer: Told, record: Told, points: Sequence[Told], link: Told, event: Told
) -> Customer | None:
    """`source` by its code; None, and nothing is written, where there is none. Of the customer only what the golden view
    does not tell is given. A column that is not named holds its default. `event` tells of the customer, whose number and
    values it is given here."""
    with prepared_cursor() as cursor:
        cursor.execute(
            _statement(tuple(record), tuple(customer), tuple(link)),
            [_as_json(source=source, record=record, customer=customer, link=link, points=points, event=event)],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return Customer.from_db(connection.alias, _TOLD_BACK, row)


def _as_json(**told: str | Told | Sequence[Told]) -> str:
    """Values travel as one text: to name a hundred values one by one costs more than to write them."""
    return _ENCODER.encode(told)


@lru_cache(maxsize=8)
def _statement(record: tuple[str, ...], customer: tuple[str, ...], link: tuple[str, ...]) -> str:
    golden = ", ".join(f"{expression} AS {name}" for name, expression in _GOLDEN.items())
    shown = ", ".join(f"c.{name}" for name in _TOLD_BACK)
    # Names of tables and columns are the models' own.
    return f"""
    WITH told AS MATERIALIZED (
        SELECT $1::jsonb AS of
    ), ids AS MATERIALIZED (
        SELECT nextval(pg_get_serial_sequence('{Customer._meta.db_table}', 'id')) AS customer_id,
               nextval(pg_get_serial_sequence('{SourceRecord._meta.db_table}', 'id')) AS record_id, id AS source_id
        FROM {Source._meta.db_table} WHERE code = (SELECT of->>'source' FROM told)
    ), r AS (
        INSERT INTO {SourceRecord._meta.db_table} (id, customer_id, source_id, {", ".join(record)})
        SELECT ids.record_id, ids.customer_id, ids.source_id, told.*
        FROM ids, jsonb_to_record((SELECT of->'record' FROM told)) AS told({_columns(SourceRecord, record)}) RETURNING *
    ), c AS (
        INSERT INTO {Customer._meta.db_table} (id, {", ".join(_GOLDEN)}, {", ".join(customer)})
        SELECT golden.*, told.* FROM (SELECT r.customer_id, {golden} FROM r) AS golden,
               jsonb_to_record((SELECT of->'customer' FROM told)) AS told({_columns(Customer, customer)}) RETURNING *
    ), l AS (
        INSERT INTO {Link._meta.db_table} (record_id, customer_id, {", ".join(link)})
        SELECT ids.record_id, ids.customer_id, told.*
        FROM ids, jsonb_to_record((SELECT of->'link' FROM told)) AS told({_columns(Link, link)})
    ), p AS (
        INSERT INTO {ContactPoint._meta.db_table} (record_id, customer_id, {", ".join(_POINT)})
        SELECT ids.record_id, ids.customer_id, told.*
        FROM ids, jsonb_to_recordset((SELECT of->'points' FROM told)) AS told({_columns(ContactPoint, _POINT)})
    ), e AS (
        {_EVENT}
    )
    SELECT {shown} FROM c
    """  # noqa: S608


def _columns(model: type[Model], names: Sequence[str]) -> str:
    """Without lengths: a cast would cut a text that is too long, where the column refuses it."""
    kinds = {str(one.column): str(one.db_type(connection)) for one in model._meta.concrete_fields}
    return ", ".join(f"{name} {re.sub(r'[(][0-9, ]+[)]', '', kinds[name])}" for name in names)
