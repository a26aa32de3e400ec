"""Custom attributes as fields of their noun: everything that lists, filters, exports or edits gets them from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

from idic.foundation.attributes.enums import AttributeType
from idic.foundation.attributes.expressions import expression_of, field_type
from idic.foundation.attributes.memo import all_definitions
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.reading import as_known
from idic.foundation.nouns.fields import Field, Input, Shown
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import fields_of
from idic.methods.formula import Formula, FormulaError, FormulaType, evaluate, parse, to_sql
from idic.methods.predicate import FieldType

_SHOWN = {
    AttributeType.TEXT: Shown.TEXT, AttributeType.NUMBER: Shown.NUMBER, AttributeType.MONEY: Shown.MONEY,
    AttributeType.DATE: Shown.DAY, AttributeType.CHOICE: Shown.CODE, AttributeType.CHOICES: Shown.CODES,
    AttributeType.YES_NO: Shown.YES_NO, AttributeType.LINK: Shown.LINK,
}  # fmt: skip
_INPUTS = {
    AttributeType.NUMBER: Input.NUMBER, AttributeType.MONEY: Input.NUMBER, AttributeType.DATE: Input.DAY,
    AttributeType.CHOICE: Input.CHOICE, AttributeType.CHOICES: Input.CHOICES, AttributeType.YES_NO: Input.YES_NO,
}  # fmt: skip
_FORMULA_TYPES = {
    FieldType.NUMBER: FormulaType.NUMBER, FieldType.DATE: FormulaType.DATE, FieldType.TEXT: FormulaType.TEXT,
    FieldType.CODE: FormulaType.TEXT, FieldType.BOOLEAN: FormulaType.YES_NO,
}  # fmt: skip
_RESULTS = {
    FormulaType.NUMBER: (FieldType.NUMBER, Shown.NUMBER), FormulaType.DATE: (FieldType.DATE, Shown.DAY),
    FormulaType.TEXT: (FieldType.TEXT, Shown.TEXT), FormulaType.YES_NO: (FieldType.BOOLEAN, Shown.YES_NO),
}  # fmt: skip
#: A formula of formulas grows; beyond this it would be a burden on every list.
MAX_SQL = 20_000

# Set while the fields that a formula may name are gathered: a formula is not asked for its own field.
_without_computed: ContextVar[bool] = ContextVar("attributes_without_computed", default=False)


def attribute_fields(noun: Noun) -> Sequence[Field]:
    if not noun.attributes:
        return ()
    mine = [one for one in all_definitions() if one.noun == noun.code and not one.is_archived]
    found = {one.key: _field(noun, one) for one in mine if not one.is_computed}
    if not _without_computed.get() and any(one.is_computed for one in mine):
        found |= computed_fields(noun, [one for one in mine if one.is_computed])
    return [found[one.key] for one in mine if one.key in found]


def formula_fields(noun: Noun) -> dict[str, Field]:
    """What a formula may name, other computed attributes left out."""
    token = _without_computed.set(True)
    try:
        known = fields_of(noun.code)
    finally:
        _without_computed.reset(token)
    return {name: one for name, one in known.items() if _is_usable(one)}


def computed_fields(noun: Noun, computed: Sequence[AttributeDefinition]) -> dict[str, Field]:
    """In the order in which they rest on one another. One whose formula names what is not there any more is left out."""
    known = formula_fields(noun)
    found: dict[str, Field] = {}
    waiting = list(computed)
    while waiting:
        left = []
        for definition in waiting:
            try:
                field = computed_field(noun, definition, known)
            except FormulaError:
                left.append(definition)
                continue
            found[definition.key] = known[definition.key] = field
        if len(left) == len(waiting):
            break
        waiting = left
    return found


def computed_field(noun: Noun, definition: AttributeDefinition, known: Mapping[str, Field]) -> Field:
    formula = parse(definition.formula, formula_types(known))
    used = {name: known[name] for name in formula.names}
    expression = to_sql(formula, {name: one.expression for name, one in used.items()})
    if len(expression) > MAX_SQL:
        raise FormulaError("too_long")
    kind, shown = _RESULTS[formula.type]
    return Field(
        definition.key, definition.group, kind, definition.label, expression, shown=shown,
        value=_computing(formula, used), group=definition.group, hint=definition.hint, attribute_id=definition.pk,
        # Whoever may not see what the formula rests on may not see what follows from it.
        permission=next((one.permission for one in used.values() if one.permission), ""),
    )  # fmt: skip


def formula_types(known: Mapping[str, Field]) -> dict[str, FormulaType]:
    return {name: _FORMULA_TYPES[one.type] for name, one in known.items() if _is_usable(one)}


def formula_values(used: Mapping[str, Field], record: Any) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, one in used.items():
        value = one.value(record) if one.value is not None else None
        values[name] = timezone.localdate(value) if isinstance(value, datetime) else value
    return values


def is_indexable(noun: Noun, field: Field) -> bool:
    """An index sees the noun's own table only."""
    named = re.findall(r"(?<![\w.'])([a-z_]+)\.[a-z_]+", re.sub(r"'[^']*'", "''", field.expression))
    return set(named) <= {noun.alias}


def _is_usable(field: Field) -> bool:
    return field.type in _FORMULA_TYPES and field.value is not None and bool(field.expression)


def _field(noun: Noun, definition: AttributeDefinition) -> Field:
    kind = AttributeType(definition.type)
    return Field(
        definition.key, definition.group, field_type(definition), definition.label,
        expression_of(definition, noun.attributes),
        choices=[(one.code, one.label) for one in definition.choice_list], shown=_SHOWN[kind],
        value=_reading(noun, definition), input=_INPUTS.get(kind, Input.TEXT), is_required=definition.is_required,
        group=definition.group, hint=definition.hint, attribute_id=definition.pk,
    )  # fmt: skip


def _reading(noun: Noun, definition: AttributeDefinition) -> Callable[[Any], object]:
    return lambda record: as_known(definition, noun.attributes_of(record).get(definition.key))


def _computing(formula: Formula, used: Mapping[str, Field]) -> Callable[[Any], object]:
    return lambda record: evaluate(formula, formula_values(used, record))
