"""How a value is asked for in SQL: expressions that never fail whatever stands in the column, and can be indexed."""

from __future__ import annotations

from idic.foundation.attributes.enums import NUMBERS, AttributeType
from idic.foundation.attributes.models import AttributeDefinition
from idic.methods.predicate import FieldType


def field_type(definition: AttributeDefinition) -> FieldType:
    if definition.type in NUMBERS:
        return FieldType.NUMBER
    return {
        AttributeType.DATE: FieldType.DATE, AttributeType.CHOICE: FieldType.CODE, AttributeType.CHOICES: FieldType.CODES,
        AttributeType.YES_NO: FieldType.BOOLEAN,
    }.get(AttributeType(definition.type), FieldType.TEXT)  # fmt: skip


def expression_of(definition: AttributeDefinition, column: str) -> str:
    """`column` is the jsonb column of the noun, as "c.facts" or, for an index, "facts"."""
    text = f"{column}->>'{definition.key}'"
    if definition.type in NUMBERS:
        return f"idic_number({text})"
    if definition.type == AttributeType.DATE:
        return f"idic_date({text})"
    if definition.type == AttributeType.CHOICES:
        return f"idic_codes({column}->'{definition.key}')"
    if definition.type == AttributeType.YES_NO:
        return f"idic_yes_no({text})"
    # The order of bytes: equality and beginnings are found by one index whatever the language of the database.
    return f"(nullif({text}, '') COLLATE \"C\")"
