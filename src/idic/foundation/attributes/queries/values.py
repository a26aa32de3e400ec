"""What a person typed, held against the definitions."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from idic.foundation.attributes.expressions import field_type
from idic.foundation.attributes.models import PREFIX, AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.reading import Stored, Typed, read_value
from idic.foundation.nouns.errors import FieldLocked, ValueRefused
from idic.foundation.nouns.registry import base_sql, fields_of, noun_of
from idic.methods.predicate import FieldType

_CASTS = {FieldType.NUMBER: "numeric", FieldType.DATE: "date"}


def clean_values(
    noun: str, values: Mapping[str, Typed], *, kind: str = "", record_id: int | None = None
) -> dict[str, Stored | None]:
    """The values of custom attributes as they are kept, None for an emptied one; other names are passed over.

    `kind` is the customer's. `record_id` is the record that may hold a unique value itself. Call it inside the
    transaction that stores the values: until that ends nobody else can take the same unique value. Raises ValueRefused
    with a sentence for the reader, FieldLocked for what nobody may type.
    """
    known = {one.key: one for one in definitions_of(noun)}
    found: dict[str, Stored | None] = {}
    for key, typed in values.items():
        definition = known.get(key)
        if definition is None:
            if key.startswith(PREFIX):
                raise FieldLocked(key)
            continue
        try:
            found[key] = _clean(definition, typed, kind=kind, record_id=record_id)
        except Unfit as unfit:
            raise ValueRefused(key, unfit.sentence) from unfit
    return found


def _clean(definition: AttributeDefinition, typed: Typed, *, kind: str, record_id: int | None) -> Stored | None:
    if definition.is_computed:
        raise FieldLocked(definition.key)
    stored = read_value(definition, typed, decimal=".")
    applies = not kind or definition.applies_to_kind(kind)
    if stored is None and definition.is_required and applies:
        raise Unfit("attribute_missing")
    if stored is not None and not applies:
        raise Unfit("attribute_kind")
    if stored is not None and definition.is_unique and is_taken(definition, stored, except_id=record_id):
        raise Unfit("attribute_taken")
    return stored


def is_taken(definition: AttributeDefinition, stored: Stored, *, except_id: int | None) -> bool:
    """Whether another record holds the value; two who store the same value at once wait for one another here."""
    noun = noun_of(definition.noun)
    field = fields_of(noun.code)[definition.key]
    cast = _CASTS.get(field_type(definition), "text")
    with connection.cursor() as cursor:
        # An import takes the whole attribute while it writes.
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('idic.attribute.' || %s, 0))", [str(definition.pk)]
        )
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('idic.attribute.' || %s, 0))", [f"{definition.pk}.{stored}"]
        )
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 {base_sql(noun.code)}"
            f" AND {field.expression} = %s::{cast} AND {noun.alias}.id <> %s)",
            [stored, except_id or 0],
        )
        return bool((cursor.fetchone() or (False,))[0])
