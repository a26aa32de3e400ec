"""The index of an attribute, beside the work of everybody else."""

from __future__ import annotations

import re
from contextlib import nullcontext

from django.db import DatabaseError, connection, transaction

from idic.foundation.attributes.enums import AttributeType, IndexState
from idic.foundation.attributes.expressions import expression_of
from idic.foundation.attributes.memo import forget_definitions
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.places import own_place
from idic.foundation.attributes.queries.fields import is_indexable
from idic.foundation.nouns.registry import fields_of, noun_of


def build_index(definition: AttributeDefinition) -> IndexState:
    """Safe to repeat: what an interrupted build left behind is dropped first. Writers are not kept waiting."""
    statement = index_statement(definition)
    drop_index(definition)
    if statement is None:
        return _note(definition, IndexState.NONE)
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            _execute(statement)
    except DatabaseError:
        drop_index(definition)
        # A formula over something that changes by itself cannot be indexed, and is worked out row by row.
        return _note(definition, IndexState.NONE if definition.is_computed else IndexState.FAILED)
    # Without figures about the new expression the planner would not know what the index is worth.
    _execute(f"ANALYZE {own_place(definition.noun).table}")
    return _note(definition, IndexState.READY)


def drop_index(definition: AttributeDefinition) -> None:
    _execute(f"DROP INDEX {_concurrently()}IF EXISTS {definition.index_name}")


def index_statement(definition: AttributeDefinition) -> str | None:
    """None where the values cannot be indexed, or where nothing is to be asked."""
    place = own_place(definition.noun)
    if definition.is_computed:
        noun = noun_of(definition.noun)
        field = fields_of(noun.code).get(definition.key)
        if field is None or not is_indexable(noun, field):
            return None
        expression = _of_table(field.expression, noun.alias)
    else:
        expression = expression_of(definition, place.column)
    method = "gin" if definition.type == AttributeType.CHOICES else "btree"
    return f"CREATE INDEX {_concurrently()}{definition.index_name} ON {place.table} USING {method} (({expression}))"


def _of_table(expression: str, alias: str) -> str:
    """An index knows the columns without the alias; texts in quotation marks stay as they are."""
    pieces = re.split(r"('(?:[^']|'')*')", expression)
    return "".join(
        piece if index % 2 else re.sub(rf"(?<![\w.]){re.escape(alias)}\.(?=[a-z_])", "", piece)
        for index, piece in enumerate(pieces)
    )


def _concurrently() -> str:
    return "" if connection.in_atomic_block else "CONCURRENTLY "


def _note(definition: AttributeDefinition, state: IndexState) -> IndexState:
    AttributeDefinition.objects.filter(pk=definition.pk).update(index_state=state)
    definition.index_state = state
    forget_definitions()
    return state


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
