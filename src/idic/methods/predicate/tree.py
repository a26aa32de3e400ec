from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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


RELATIVE = (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS)
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


class Measure(StrEnum):
    """What is taken of the happenings that match."""

    TIMES = "times"
    AMOUNT = "amount"
    FIRST = "first"
    LAST = "last"


#: How many and how much are never unknown: nothing found is none. A first and a last day are, where there was nothing.
MEASURES: dict[Measure, FieldType] = {
    Measure.TIMES: FieldType.NUMBER,
    Measure.AMOUNT: FieldType.NUMBER,
    Measure.FIRST: FieldType.DATE,
    Measure.LAST: FieldType.DATE,
}


@dataclass(frozen=True, slots=True)
class Window:
    """The last n days up to `as_of`, both ends included; or from one day to another, both included and either open; or,
    with nothing set, ever."""

    last_days: int | None = None
    since: date | None = None
    until: date | None = None

    def bounds(self, as_of: date) -> tuple[date | None, date | None]:
        """The first and the last day that count; None is open."""
        if self.last_days is not None:
            return as_of - timedelta(days=self.last_days), as_of
        return self.since, self.until


@dataclass(frozen=True, slots=True)
class Behaviour:
    """`measure` of the happenings of a `kind` in `window`, compared as a field is; `where` narrows them: of each name the
    happening carries one of the codes."""

    kind: str
    measure: Measure
    op: Operator
    value: Value = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Member:
    """In at least one of these groups; a group's number is all that a rule knows of it."""

    groups: tuple[int, ...]


Node = All | Any | Not | Leaf | Behaviour | Member
Asking = Leaf | Behaviour | Member


def askings(node: Node, path: str = "") -> Iterator[tuple[str, Asking]]:
    """Every condition with its path, from left to right."""
    match node:
        case Leaf() | Behaviour() | Member():
            yield path, node
        case Not():
            yield from askings(node.child, below(path, "not"))
        case All() | Any():
            name = "all" if isinstance(node, All) else "any"
            for position, child in enumerate(node.children):
                yield from askings(child, below(path, f"{name}[{position}]"))


def leaves(node: Node) -> Iterator[tuple[str, Leaf]]:
    """The conditions on fields alone."""
    return ((path, one) for path, one in askings(node) if isinstance(one, Leaf))


def behaviours_used(node: Node) -> tuple[Behaviour, ...]:
    return tuple(dict.fromkeys(one for _, one in askings(node) if isinstance(one, Behaviour)))


def groups_used(node: Node) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pk for _, one in askings(node) if isinstance(one, Member) for pk in one.groups))


def asks_about_days(node: Node) -> bool:
    """Whether the answer changes with the day alone."""
    return any(
        one.window.last_days is not None or one.op in RELATIVE
        if isinstance(one, Behaviour)
        else isinstance(one, Leaf) and one.op in RELATIVE
        for _, one in askings(node)
    )


def below(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def fields_used(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.field for _, leaf in leaves(node)))
