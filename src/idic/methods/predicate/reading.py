"""The stored form: {"all": [...]}, {"any": [...]}, {"not": {...}}, {"field": ..., "op": ..., "value": ...},
{"behaviour": kind, "measure": ..., "op": ..., "value": ..., "where": {name: [code, ...]}, "window": {"last_days": n} or
{"since": day, "until": day}} or {"member_of": [number, ...]}."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NoReturn

from idic.methods.predicate import behaviour
from idic.methods.predicate.errors import (
    DepthExceeded,
    EmptyGroup,
    MalformedNode,
    NotJson,
    OperatorUnknown,
    SizeExceeded,
    ValueMismatch,
)
from idic.methods.predicate.tree import All, Any, Behaviour, Leaf, Member, Node, Not, Operator, Scalar, Value, below

MAX_DEPTH = 12
MAX_NODES = 500
MAX_LIST = 1000
MAX_TEXT = 1000
MAX_CHARACTERS = 1_000_000
MAX_DIGITS = 15

KNOWN_OPERATORS = frozenset(operator.value for operator in Operator)
WITHOUT_VALUE = (Operator.IS_KNOWN, Operator.IS_UNKNOWN)
WITH_LIST = (Operator.IN, Operator.HAS_ANY, Operator.BETWEEN)


def parse(source: str | Mapping[str, object]) -> Node:
    """Dates stay text until `validate` knows the field; numbers become Decimal."""
    return _node(_loaded(source) if isinstance(source, str) else source, "", 1, _Budget())


def to_json(node: Node) -> dict[str, object]:
    match node:
        case All():
            return {"all": [to_json(child) for child in node.children]}
        case Any():
            return {"any": [to_json(child) for child in node.children]}
        case Not():
            return {"not": to_json(node.child)}
        case Leaf():
            stored: dict[str, object] = {"field": node.field, "op": node.op.value}
            if node.op not in WITHOUT_VALUE:
                stored["value"] = behaviour.stored(node.value)
            return stored
        case Behaviour() | Member():
            return behaviour.to_json(node)


class _Budget:
    def __init__(self) -> None:
        self.nodes = 0

    def spend(self, path: str) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise SizeExceeded(path, f"a rule may have at most {MAX_NODES} nodes.")


def _loaded(text: str) -> object:
    if len(text) > MAX_CHARACTERS:
        raise SizeExceeded("", f"a rule may have at most {MAX_CHARACTERS} characters.")
    try:
        loaded: object = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError as error:
        raise DepthExceeded("", f"a rule may be nested at most {MAX_DEPTH} deep.") from error
    except json.JSONDecodeError as error:
        raise NotJson("", f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from error
    except ValueError as error:
        if isinstance(error, NotJson):
            raise
        raise NotJson("", "not JSON: a number has too many digits.") from error
    return loaded


def _refuse(constant: str) -> NoReturn:
    raise NotJson("", f"not JSON: {constant} is not a number that can be compared.")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("", "a key occurs twice in one object.")
    return found


def _node(source: object, path: str, depth: int, budget: _Budget) -> Node:
    budget.spend(path)
    if depth > MAX_DEPTH:
        raise DepthExceeded(path, f"a rule may be nested at most {MAX_DEPTH} deep.")
    if not isinstance(source, Mapping):
        raise MalformedNode(path, "expected an object with all, any, not, or field and op.")
    keys = set(source)
    if keys == {"all"} or keys == {"any"}:
        name = "all" if "all" in keys else "any"
        listed = source[name]
        if not isinstance(listed, list | tuple):
            raise MalformedNode(path, f"{name} needs a list of conditions.")
        if not listed:
            raise EmptyGroup(path, f"{name} needs at least one condition.")
        children = tuple(
            _node(child, below(path, f"{name}[{position}]"), depth + 1, budget) for position, child in enumerate(listed)
        )
        return All(children) if name == "all" else Any(children)
    if keys == {"not"}:
        return Not(_node(source["not"], below(path, "not"), depth + 1, budget))
    if keys == {"member_of"}:
        return behaviour.read_member(source["member_of"], path)
    if "behaviour" in keys:
        return behaviour.read(source, path, _value)
    if not {"field", "op"} <= keys <= {"field", "op", "value"}:
        raise MalformedNode(
            path, "expected exactly one of all, any, not, member_of, behaviour, or field and op with a value."
        )
    return _leaf(source["field"], source["op"], source.get("value"), path)


def _leaf(field: object, op: object, value: object, path: str) -> Leaf:
    if not isinstance(field, str) or not field:
        raise MalformedNode(path, "field must be the name of a field.")
    if not isinstance(op, str) or op not in KNOWN_OPERATORS:
        raise OperatorUnknown(path, f"{op!r} is not an operator; choose from {', '.join(Operator)}.")
    operator = Operator(op)
    if operator in WITHOUT_VALUE:
        if value is not None:
            raise ValueMismatch(path, f"{operator} takes no value.")
        return Leaf(field, operator)
    return Leaf(field, operator, _value(operator, value, path))


def _value(operator: Operator, value: object, path: str) -> Value:
    if operator not in WITH_LIST:
        return _scalar(value, path)
    if not isinstance(value, list | tuple) or not value:
        raise ValueMismatch(path, f"{operator} needs a list of values.")
    if len(value) > MAX_LIST:
        raise SizeExceeded(path, f"a list may have at most {MAX_LIST} values.")
    if operator is Operator.BETWEEN and len(value) != 2:
        raise ValueMismatch(path, "between needs two values, low and high.")
    return tuple(_scalar(part, path) for part in value)


def _scalar(value: object, path: str) -> Scalar:
    if isinstance(value, bool | date):
        return value
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise SizeExceeded(path, f"a text may have at most {MAX_TEXT} characters.")
        return value
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        if not number.is_finite():
            raise ValueMismatch(path, "a number must be finite.")
        digits = number.normalize().as_tuple()
        if len(digits.digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
            raise ValueMismatch(path, f"a number may have at most {MAX_DIGITS} digits.")
        return number
    raise ValueMismatch(path, "the value must be a text, a number, true, false or a day.")
