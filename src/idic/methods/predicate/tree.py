from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class FieldType(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    CODE = "code"
    CODES = "codes"


class Operator(StrEnum):
    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    BETWEEN = "between"
    IN = "in"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    IN_LAST_DAYS = "in_last_days"
    NOT_IN_LAST_DAYS = "not_in_last_days"
    HAS_ANY = "has_any"
    IS_KNOWN = "is_known"
    IS_UNKNOWN = "is_unknown"


_KNOWN = (Operator.IS_KNOWN, Operator.IS_UNKNOWN)
_EQUAL = (Operator.EQ, Operator.NE)
_ORDER = (Operator.LT, Operator.LE, Operator.GT, Operator.GE, Operator.BETWEEN)

OPERATORS: dict[FieldType, tuple[Operator, ...]] = {
    FieldType.NUMBER: (*_EQUAL, *_ORDER, Operator.IN, *_KNOWN),
    FieldType.TEXT: (*_EQUAL, Operator.IN, Operator.CONTAINS, Operator.STARTS_WITH, *_KNOWN),
    FieldType.BOOLEAN: (*_EQUAL, *_KNOWN),
    FieldType.DATE: (*_EQUAL, *_ORDER, Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS, *_KNOWN),
    FieldType.CODE: (*_EQUAL, Operator.IN, Operator.STARTS_WITH, *_KNOWN),
    FieldType.CODES: (Operator.CONTAINS, Operator.HAS_ANY, *_KNOWN),
}

Scalar = str | bool | Decimal | date
Value = Scalar | tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """`field op value`; `between` takes (low, high) with both ends included; is_known and is_unknown take None."""

    field: str
    op: Operator
    value: Value = None


@dataclass(frozen=True, slots=True)
class All:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


Node = All | Any | Not | Leaf


def leaves(node: Node, path: str = "") -> Iterator[tuple[str, Leaf]]:
    match node:
        case Leaf():
            yield path, node
        case Not():
            yield from leaves(node.child, below(path, "not"))
        case All() | Any():
            name = "all" if isinstance(node, All) else "any"
            for position, child in enumerate(node.children):
                yield from leaves(child, below(path, f"{name}[{position}]"))


def below(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def fields_used(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.field for _, leaf in leaves(node)))
