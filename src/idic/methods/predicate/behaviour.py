"""What somebody did, how often and when: the conditions of a rule that no single field answers.

Three-valued as all rules are. How many times and how much are always known: who did nothing did it no times. The first and
the last day are unknown where nothing matches, and so is everything where the happenings were not looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from idic.methods.predicate.errors import MalformedNode, OperatorUnknown, SizeExceeded, ValueMismatch
from idic.methods.predicate.tree import Behaviour, Measure, Member, Operator, Value, Window

MOST_CODES = 200
MOST_DAYS = 36_525
_WITHOUT_VALUE = (Operator.IS_KNOWN, Operator.IS_UNKNOWN)
_KEYS = {"behaviour", "measure", "op", "value", "where", "window"}


@dataclass(frozen=True)
class Happening:
    """One row of what was done; rows of one `id` are parts of one. Where `counts` is false (a return, a cancellation) it
    changes the amount and is no time. `amount` is None where it cannot be added to the others."""

    id: int
    day: date
    amount: Decimal | None = None
    counts: bool = True
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def matching(asked: Behaviour, happenings: Sequence[Happening], *, as_of: date) -> list[Happening]:
    first, last = asked.window.bounds(as_of)
    return [
        one
        for one in happenings
        if (first is None or one.day >= first)
        and (last is None or one.day <= last)
        and all(not one.codes.get(name, frozenset()).isdisjoint(codes) for name, codes in asked.where)
    ]


def measured(asked: Behaviour, happenings: Sequence[Happening], *, as_of: date) -> Decimal | date | None:
    found = matching(asked, happenings, as_of=as_of)
    match asked.measure:
        case Measure.TIMES:
            return Decimal(len({one.id for one in found if one.counts}))
        case Measure.AMOUNT:
            return sum((one.amount for one in found if one.amount is not None), Decimal(0))
        case Measure.FIRST:
            return min((one.day for one in found if one.counts), default=None)
        case Measure.LAST:
            return max((one.day for one in found if one.counts), default=None)


def read(source: Mapping[str, object], path: str, value_of: Callable[[Operator, object, str], Value]) -> Behaviour:
    kind, measure, op = source.get("behaviour"), source.get("measure", "times"), source.get("op")
    if not isinstance(kind, str) or not kind or not set(source) <= _KEYS:
        raise MalformedNode(path, "a behaviour needs its kind, a measure and a comparison.")
    if measure not in list(Measure):
        raise MalformedNode(path, f"{measure!r} is not a measure; choose from {', '.join(Measure)}.")
    if op not in list(Operator):
        raise OperatorUnknown(path, f"{op!r} is not an operator; choose from {', '.join(Operator)}.")
    operator, value = Operator(str(op)), source.get("value")
    if operator in _WITHOUT_VALUE and value is not None:
        raise ValueMismatch(path, f"{operator} takes no value.")
    return Behaviour(
        kind, Measure(str(measure)), operator, None if operator in _WITHOUT_VALUE else value_of(operator, value, path),
        _where(source.get("where"), path), _window(source.get("window"), path),
    )  # fmt: skip


def read_member(source: object, path: str) -> Member:
    listed = source if isinstance(source, list | tuple) else [source]
    if not listed or not all(isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in listed):
        raise ValueMismatch(path, "member_of needs the numbers of groups.")
    if len(listed) > MOST_CODES:
        raise SizeExceeded(path, f"at most {MOST_CODES} groups.")
    return Member(tuple(dict.fromkeys(int(str(one)) for one in listed)))


def to_json(node: Behaviour | Member) -> dict[str, object]:
    if isinstance(node, Member):
        return {"member_of": list(node.groups)}
    told: dict[str, object] = {"behaviour": node.kind, "measure": node.measure.value, "op": node.op.value}
    if node.op not in _WITHOUT_VALUE:
        told["value"] = stored(node.value)
    if node.where:
        told["where"] = {name: list(codes) for name, codes in node.where}
    if node.window.last_days is not None:
        told["window"] = {"last_days": node.window.last_days}
    elif node.window != Window():
        ends = {"since": node.window.since, "until": node.window.until}
        told["window"] = {name: day.isoformat() for name, day in ends.items() if day is not None}
    return told


def stored(value: Value) -> object:
    if isinstance(value, tuple):
        return [stored(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _where(source: object, path: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if source is None:
        return ()
    if not isinstance(source, Mapping):
        raise MalformedNode(path, "where needs names with lists of codes.")
    found = []
    for name, codes in sorted(source.items()):
        listed = codes if isinstance(codes, list | tuple) else [codes]
        if not isinstance(name, str) or not listed or not all(isinstance(one, str) and one for one in listed):
            raise ValueMismatch(path, f"{name!r} needs at least one code.")
        if len(listed) > MOST_CODES:
            raise SizeExceeded(path, f"at most {MOST_CODES} codes of one kind.")
        found.append((name, tuple(dict.fromkeys(listed))))
    return tuple(found)


def _window(source: object, path: str) -> Window:
    if source is None or source == {}:
        return Window()
    if not isinstance(source, Mapping):
        raise MalformedNode(path, "a window is {last_days}, or {since, until}.")
    if set(source) == {"last_days"}:
        days = source["last_days"]
        if (
            isinstance(days, bool)
            or not isinstance(days, int | Decimal)
            or days != int(days)
            or not 0 <= days <= MOST_DAYS
        ):
            raise ValueMismatch(path, f"last_days needs a whole number from 0 to {MOST_DAYS}.")
        return Window(last_days=int(days))
    if not set(source) <= {"since", "until"}:
        raise MalformedNode(path, "a window is {last_days}, or {since, until}.")
    since, until = (_day(source.get(name), path) for name in ("since", "until"))
    if since is not None and until is not None and since > until:
        raise ValueMismatch(path, "a window begins before it ends.")
    return Window(since=since, until=until)


def _day(source: object, path: str) -> date | None:
    if source is None or source == "":
        return None
    try:
        return date.fromisoformat(str(source))
    except ValueError as error:
        raise ValueMismatch(path, f"{source!r} is not a day written as YYYY-MM-DD.") from error
