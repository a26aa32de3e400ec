from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from idic.methods.predicate.errors import FieldUnknown, OperatorNotForField, PredicateError, ValueMismatch
from idic.methods.predicate.tree import (
    OPERATORS,
    All,
    Any,
    FieldType,
    Leaf,
    Node,
    Not,
    Operator,
    Scalar,
    below,
    leaves,
)

LAST_DAYS = (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS)
MAX_DAYS = 36_525
WORDS = {
    FieldType.NUMBER: "a number",
    FieldType.TEXT: "a text",
    FieldType.BOOLEAN: "true or false",
    FieldType.DATE: "a day written as YYYY-MM-DD",
    FieldType.CODE: "a code",
    FieldType.CODES: "a code",
}


def validate(node: Node, fields: Mapping[str, FieldType | str], path: str = "") -> Node:
    """The same tree with days as dates; raises at the first node that does not fit the declared fields."""
    match node:
        case All() | Any():
            name = "all" if isinstance(node, All) else "any"
            children = tuple(
                validate(child, fields, below(path, f"{name}[{position}]"))
                for position, child in enumerate(node.children)
            )
            return replace(node, children=children)
        case Not():
            return Not(validate(node.child, fields, below(path, "not")))
        case Leaf():
            return _leaf(node, fields, path)


def problems(node: Node, fields: Mapping[str, FieldType | str]) -> tuple[PredicateError, ...]:
    """Every leaf that does not fit, for a form that marks them all at once."""
    found: list[PredicateError] = []
    for path, leaf in leaves(node):
        try:
            _leaf(leaf, fields, path)
        except PredicateError as error:
            found.append(error)
    return tuple(found)


def _leaf(leaf: Leaf, fields: Mapping[str, FieldType | str], path: str) -> Leaf:
    if leaf.field not in fields:
        raise FieldUnknown(path, f"there is no field {leaf.field!r}.")
    kind = FieldType(fields[leaf.field])
    if leaf.op not in OPERATORS[kind]:
        raise OperatorNotForField(
            path, f"{leaf.op} cannot be asked of {leaf.field} ({kind}); choose from {', '.join(OPERATORS[kind])}."
        )
    if leaf.op in (Operator.IS_KNOWN, Operator.IS_UNKNOWN):
        if leaf.value is not None:
            raise ValueMismatch(path, f"{leaf.op} takes no value.")
        return leaf
    if leaf.op in LAST_DAYS:
        if (
            not isinstance(leaf.value, Decimal)
            or leaf.value != leaf.value.to_integral_value()
            or not 0 <= leaf.value <= MAX_DAYS
        ):
            raise ValueMismatch(path, f"{leaf.op} needs a whole number of days from 0 to {MAX_DAYS}.")
        return leaf
    if isinstance(leaf.value, tuple):
        typed = tuple(_typed(part, kind, path) for part in leaf.value)
        if leaf.op is Operator.BETWEEN and _above(*typed):
            raise ValueMismatch(path, "between needs the low value first.")
        return replace(leaf, value=typed)
    if leaf.value is None:
        raise ValueMismatch(path, f"{leaf.op} needs a value.")
    return replace(leaf, value=_typed(leaf.value, kind, path))


def _typed(value: Scalar, kind: FieldType, path: str) -> Scalar:
    if kind is FieldType.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueMismatch(path, f"{value!r} is not {WORDS[kind]}.") from error
    expected = {FieldType.NUMBER: Decimal, FieldType.BOOLEAN: bool, FieldType.DATE: date}.get(kind, str)
    if not isinstance(value, expected) or isinstance(value, datetime):
        raise ValueMismatch(path, f"{value!r} is not {WORDS[kind]}.")
    return value


def _above(low: Scalar, high: Scalar) -> bool:
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low > high
    return isinstance(low, date) and isinstance(high, date) and low > high
