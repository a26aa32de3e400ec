from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from idic.methods.predicate.errors import (
    BehaviourUnknown,
    FieldUnknown,
    GroupUnknown,
    OperatorNotForField,
    PredicateError,
    ValueMismatch,
)
from idic.methods.predicate.tree import (
    MEASURES,
    OPERATORS,
    All,
    Any,
    Asking,
    Behaviour,
    FieldType,
    Leaf,
    Measure,
    Member,
    Node,
    Not,
    Operator,
    Scalar,
    askings,
    below,
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


@dataclass(frozen=True)
class BehaviourShape:
    """What may be asked of a kind of behaviour: the names that narrow it, and whether it has amounts."""

    names: frozenset[str] = frozenset()
    has_amount: bool = False


@dataclass(frozen=True)
class Others:
    """What a rule may ask for beside fields; nothing unless it is declared."""

    behaviours: Mapping[str, BehaviourShape] = field(default_factory=dict)
    groups: Collection[int] = frozenset()


_NO_OTHERS = Others()


def validate(node: Node, fields: Mapping[str, FieldType | str], path: str = "", *, others: Others = _NO_OTHERS) -> Node:
    """The same tree with days as dates; raises at the first node that does not fit what is declared."""
    match node:
        case All() | Any():
            name = "all" if isinstance(node, All) else "any"
            children = tuple(
                validate(child, fields, below(path, f"{name}[{position}]"), others=others)
                for position, child in enumerate(node.children)
            )
            return replace(node, children=children)
        case Not():
            return Not(validate(node.child, fields, below(path, "not"), others=others))
        case Leaf() | Behaviour() | Member():
            return _asking(node, fields, path, others)


def problems(
    node: Node, fields: Mapping[str, FieldType | str], *, others: Others = _NO_OTHERS
) -> tuple[PredicateError, ...]:
    """Every leaf that does not fit, for a form that marks them all at once."""
    found: list[PredicateError] = []
    for path, leaf in askings(node):
        try:
            _asking(leaf, fields, path, others)
        except PredicateError as error:
            found.append(error)
    return tuple(found)


def _asking(asked: Asking, fields: Mapping[str, FieldType | str], path: str, others: Others) -> Asking:
    match asked:
        case Leaf():
            return _leaf(asked, fields, path)
        case Member():
            missing = [pk for pk in asked.groups if pk not in others.groups]
            if missing:
                raise GroupUnknown(path, f"there is no group {missing[0]}.")
            return asked
        case Behaviour():
            return _behaviour(asked, path, others)


def _behaviour(asked: Behaviour, path: str, others: Others) -> Behaviour:
    shape = others.behaviours.get(asked.kind)
    if shape is None:
        raise BehaviourUnknown(path, f"there is no behaviour {asked.kind!r}.")
    if asked.measure is Measure.AMOUNT and not shape.has_amount:
        raise BehaviourUnknown(path, f"{asked.kind} has no amounts.")
    unknown = [name for name, _codes in asked.where if name not in shape.names]
    if unknown:
        raise BehaviourUnknown(path, f"{asked.kind} cannot be narrowed by {unknown[0]!r}.")
    name = asked.measure.value
    checked = _leaf(Leaf(name, asked.op, asked.value), {name: MEASURES[asked.measure]}, path)
    if asked.measure is Measure.TIMES:
        counts = checked.value if isinstance(checked.value, tuple) else (checked.value,)
        if any(isinstance(one, Decimal) and (one < 0 or one != one.to_integral_value()) for one in counts):
            raise ValueMismatch(path, "a number of times is whole, and not below 0.")
    return replace(asked, value=checked.value)


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
