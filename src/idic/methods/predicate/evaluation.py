"""Kleene's three-valued logic: None is "unknown", and a missing field makes its leaf unknown."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from idic.methods.predicate.behaviour import measured
from idic.methods.predicate.errors import RowValueMismatch, ZoneNeeded
from idic.methods.predicate.tree import All, Any, Asking, Behaviour, Leaf, Member, Node, Not, Operator, Scalar, below

Row = Mapping[str, object]
Outcome = bool | None
#: Under this name a row tells the numbers of the groups that hold it.
GROUPS = "member_of"


def happenings_of(kind: str) -> str:
    """The name under which a row tells all happenings of a kind, or has a function that finds those for a condition."""
    return f"behaviour:{kind}"


@dataclass(frozen=True, slots=True)
class LeafOutcome:
    """`actual` is the field's value, what was measured of a behaviour, or which of the groups hold the row."""

    path: str
    leaf: Asking
    actual: object
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Explanation:
    """`outcome` of the whole rule and of every leaf, also of those that could not change it any more."""

    outcome: Outcome
    leaves: tuple[LeafOutcome, ...]

    @property
    def is_member(self) -> bool:
        return self.outcome is True


def evaluate(node: Node, row: Row, *, as_of: date, zone: tzinfo | None = None) -> Outcome:
    """True, False, or None for unknown; only True makes a member.

    "Last n days" reaches from n days before `as_of` to `as_of`, both included. A moment in time is compared by its day
    in `zone`. Texts are compared character by character, capitals and all.
    """
    return _walk(node, row, as_of, zone, "", None)


def explain(node: Node, row: Row, *, as_of: date, zone: tzinfo | None = None) -> Explanation:
    found: list[LeafOutcome] = []
    outcome = _walk(node, row, as_of, zone, "", found)
    return Explanation(outcome, tuple(found))


def members(node: Node, rows: Iterable[Row], *, as_of: date, zone: tzinfo | None = None) -> tuple[int, ...]:
    """Positions of the rows for which the rule is true."""
    return tuple(position for position, row in enumerate(rows) if evaluate(node, row, as_of=as_of, zone=zone) is True)


def _walk(node: Node, row: Row, as_of: date, zone: tzinfo | None, path: str, seen: list[LeafOutcome] | None) -> Outcome:
    match node:
        case Leaf() | Behaviour() | Member():
            actual, outcome = _asked(node, row, as_of, zone, path)
            if seen is not None:
                seen.append(LeafOutcome(path, node, actual, outcome))
            return outcome
        case Not():
            inner = _walk(node.child, row, as_of, zone, below(path, "not"), seen)
            return None if inner is None else not inner
        case All() | Any():
            name = "all" if isinstance(node, All) else "any"
            deciding = isinstance(node, Any)
            result: Outcome = not deciding
            for position, child in enumerate(node.children):
                part = _walk(child, row, as_of, zone, below(path, f"{name}[{position}]"), seen)
                if part is deciding:
                    if seen is None:
                        return deciding
                    result = deciding
                elif part is None and result is not deciding:
                    result = None
            return result


def _asked(asked: Asking, row: Row, as_of: date, zone: tzinfo | None, path: str) -> tuple[object, Outcome]:
    match asked:
        case Leaf():
            actual = _known(row.get(asked.field))
            return actual, _leaf(asked, actual, as_of, zone, path)
        case Behaviour():
            happenings = row.get(happenings_of(asked.kind))
            if callable(happenings):
                happenings = happenings(asked)
            value = measured(asked, happenings, as_of=as_of) if isinstance(happenings, Sequence) else None
            return value, _leaf(Leaf(asked.measure.value, asked.op, asked.value), value, as_of, zone, path)
        case Member():
            held = row.get(GROUPS)
            if not isinstance(held, Collection):
                return None, None
            shared = tuple(pk for pk in asked.groups if pk in held)
            return shared, bool(shared)


def _known(value: object) -> object:
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, Decimal) and value.is_nan():
        return None
    return value


def _leaf(leaf: Leaf, actual: object, as_of: date, zone: tzinfo | None, path: str) -> Outcome:
    if leaf.op is Operator.IS_KNOWN:
        return actual is not None
    if leaf.op is Operator.IS_UNKNOWN:
        return actual is None
    if actual is None:
        return None
    if isinstance(actual, list | tuple | set | frozenset):
        wanted = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        if leaf.op not in (Operator.CONTAINS, Operator.HAS_ANY):
            raise RowValueMismatch(path, f"{leaf.op} cannot be asked of a list of codes.")
        return any(code in actual for code in wanted)
    value = _scalar(actual, zone, path)
    match leaf.op:
        case Operator.EQ:
            return _order(value, leaf.value, path) == 0
        case Operator.NE:
            return _order(value, leaf.value, path) != 0
        case Operator.LT:
            return _order(value, leaf.value, path) < 0
        case Operator.LE:
            return _order(value, leaf.value, path) <= 0
        case Operator.GT:
            return _order(value, leaf.value, path) > 0
        case Operator.GE:
            return _order(value, leaf.value, path) >= 0
        case Operator.BETWEEN if isinstance(leaf.value, tuple):
            low, high = leaf.value
            return _order(value, low, path) >= 0 and _order(value, high, path) <= 0
        case Operator.IN if isinstance(leaf.value, tuple):
            return any(_order(value, option, path) == 0 for option in leaf.value)
        case Operator.CONTAINS if isinstance(value, str) and isinstance(leaf.value, str):
            return leaf.value in value
        case Operator.STARTS_WITH if isinstance(value, str) and isinstance(leaf.value, str):
            return value.startswith(leaf.value)
        case Operator.IN_LAST_DAYS if isinstance(value, date) and isinstance(leaf.value, Decimal):
            return 0 <= (as_of - value).days <= leaf.value
        case Operator.NOT_IN_LAST_DAYS if isinstance(value, date) and isinstance(leaf.value, Decimal):
            return not 0 <= (as_of - value).days <= leaf.value
    raise RowValueMismatch(path, f"{leaf.op} cannot be asked of {actual!r}.")


def _scalar(actual: object, zone: tzinfo | None, path: str) -> Scalar:
    if isinstance(actual, datetime):
        if actual.tzinfo is None:
            return actual.date()
        if zone is None:
            raise ZoneNeeded(path, "pass the time zone of the business to find the day of a moment.")
        return actual.astimezone(zone).date()
    if isinstance(actual, str | bool | date | Decimal):
        return actual
    if isinstance(actual, int):
        return Decimal(actual)
    if isinstance(actual, float):
        # The shortest text of the float is what a person typed: 0.1 equals the rule's 0.1.
        return Decimal(repr(float(actual)))
    raise RowValueMismatch(path, f"{actual!r} is not a text, a number, true, false or a day.")


def _order(value: Scalar, other: object, path: str) -> int:
    if isinstance(value, date) and isinstance(other, str):
        try:
            other = date.fromisoformat(other)
        except ValueError as error:
            raise RowValueMismatch(path, f"{other!r} is not a day.") from error
    if isinstance(value, bool) and isinstance(other, bool):
        return value - other
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return (value > other) - (value < other)
    if isinstance(value, date) and isinstance(other, date):
        return (value > other) - (value < other)
    if isinstance(value, str) and isinstance(other, str):
        return (value > other) - (value < other)
    raise RowValueMismatch(path, f"{value!r} cannot be compared with {other!r}.")
