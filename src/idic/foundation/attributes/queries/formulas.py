from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idic.foundation.accounts.models import User
from idic.foundation.attributes.errors import FormulaRefused
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.queries.fields import (
    computed_field,
    computed_fields,
    formula_fields,
    formula_types,
    formula_values,
)
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.noun import Noun
from idic.methods.formula import FormulaError, evaluate, parse
from idic.methods.formula.tree import Result


@dataclass(frozen=True)
class Trial:
    """A formula worked out on one record: what went in and what came out."""

    record: Any
    title: str
    inputs: Mapping[str, object]
    result: Result


def nameable_fields(noun: Noun, *, without: AttributeDefinition | None = None) -> dict[str, Field]:
    """What the formula of `without` may name: nothing that rests on it."""
    computed = [
        one for one in definitions_of(noun.code) if one.is_computed and (without is None or one.pk != without.pk)
    ]
    return {**formula_fields(noun), **computed_fields(noun, computed)}


def checked_formula(noun: Noun, definition: AttributeDefinition) -> Field:
    """The field that the formula makes; raises FormulaRefused, also where the formula comes back to itself."""
    others = {one.key: one for one in definitions_of(noun.code) if one.is_computed and one.pk != definition.pk}
    known = nameable_fields(noun, without=definition)
    try:
        return computed_field(noun, definition, known)
    except FormulaError as error:
        name = error.values.get("name", "")
        # Not nameable, though it is there: it rests on this attribute.
        if error.code == "field_unknown" and (name == definition.key or name in others):
            raise FormulaRefused(FormulaError("cycle", name=name)) from error
        raise FormulaRefused(error) from error


def try_formula(user: User, noun: Noun, definition: AttributeDefinition) -> Trial | None:
    """On the newest record that this user may see; None where there is none."""
    checked_formula(noun, definition)
    known = nameable_fields(noun, without=definition)
    record = noun.visible(user, noun.permission("see")).order_by("-pk").first()
    if record is None:
        return None
    formula = parse(definition.formula, formula_types(known))
    used = {name: known[name] for name in formula.names}
    values = formula_values(used, record)
    return Trial(record, noun.title(record), values, evaluate(formula, values))
