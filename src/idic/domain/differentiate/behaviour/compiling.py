"""A condition on behaviour as SQL, in two forms that say the same: for one customer by the index, and for everybody by one
pass over the happenings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from idic.domain.differentiate.behaviour.kinds import BehaviourKind, behaviour_kind
from idic.foundation.nouns.compiling import SqlValue, compared
from idic.methods.predicate import MEASURES, Behaviour, FieldType, Measure

Sql = tuple[str, list[Any]]


def widened(asked: Behaviour) -> Behaviour:
    """With each chosen code spelled out as all that it stands for."""
    kind = behaviour_kind(asked.kind)
    return replace(
        asked, where=tuple((name, tuple(kind.narrowing(name).widened(codes))) for name, codes in asked.where)
    )


def in_place(text: str) -> str:
    """A declared text with the zone and the currency of the business; both come from the configuration."""
    return text.replace("{zone}", settings.TIME_ZONE).replace("{currency}", settings.CONFIGURATION.currency)


def each(asked: Behaviour, *, as_of: date, customer: str = "c.id") -> Sql:
    """A condition with a look at this customer's happenings only."""
    kind, wide = behaviour_kind(asked.kind), widened(asked)
    source, narrowed, values = _narrowed(kind, wide, as_of)
    inner = f"SELECT {_taken(kind, wide)} FROM {source} WHERE {kind.customer} = {customer} AND {narrowed}"  # noqa: S608 - declared
    return _compared(asked, f"({inner})", values, as_of)


@dataclass
class Together:
    """Conditions for everybody at once: `parts` are to stand in WITH, with `values`, and `joins` behind the base; what
    `add` returns is the condition on them."""

    as_of: date
    parts: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    values: list[SqlValue] = field(default_factory=list)
    _known: dict[tuple[object, ...], str] = field(default_factory=dict)

    def add(self, asked: Behaviour) -> Sql:
        key = (asked.kind, asked.measure, asked.where, asked.window)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = f"b{len(self._known)}"
            kind, wide = behaviour_kind(asked.kind), widened(asked)
            source, narrowed, values = _narrowed(kind, wide, self.as_of)
            self.parts.append(
                f"{name} AS (SELECT {kind.customer} AS customer_id, {_taken(kind, wide)} AS taken"  # noqa: S608 - declared
                f" FROM {source} WHERE {kind.customer} IS NOT NULL AND {narrowed} GROUP BY 1)"
            )
            self.joins.append(f"LEFT JOIN {name} ON {name}.customer_id = c.id")
            self.values += values
        is_count = MEASURES[asked.measure] is FieldType.NUMBER
        return _compared(asked, f"coalesce({name}.taken, 0)" if is_count else f"{name}.taken", [], self.as_of)

    @property
    def beginning(self) -> str:
        return f"WITH {', '.join(self.parts)} " if self.parts else ""

    @property
    def joined(self) -> str:
        return " ".join(self.joins)


def happenings_sql(asked: Behaviour, *, customer: int) -> Sql:
    """All happenings of one customer that could be asked of: id, day, amount, counts, told, and a code for each name."""
    kind = behaviour_kind(asked.kind)
    names = [name for name, _codes in asked.where]
    codes = "".join(f", {in_place(kind.narrowing(name).expression)}" for name in names)
    amount = in_place((kind.part_amount if _has_parts(kind, asked) else kind.amount) or "NULL")
    return (
        f"SELECT {kind.id}, {in_place(kind.day)}, {amount}, {kind.counts}, {in_place(kind.told)}{codes}"  # noqa: S608 - declared
        f" FROM {_source(kind, asked)} WHERE {kind.customer} = %s AND {kind.where} ORDER BY 2 DESC, 1 DESC",
        [customer],
    )


def _has_parts(kind: BehaviourKind, asked: Behaviour) -> bool:
    return any(kind.narrowing(name).of_a_part for name, _codes in asked.where)


def _source(kind: BehaviourKind, asked: Behaviour) -> str:
    return f"{kind.source} {kind.parts}" if _has_parts(kind, asked) else kind.source


def _narrowed(kind: BehaviourKind, asked: Behaviour, as_of: date) -> tuple[str, str, list[Any]]:
    conditions, values = [kind.where], list[Any]()
    if asked.measure is not Measure.AMOUNT:
        conditions.append(kind.counts)
    for name, codes in asked.where:
        conditions.append(f"{in_place(kind.narrowing(name).expression)} = ANY(%s::text[])")
        values.append(list(codes))
    first, last = asked.window.bounds(as_of)
    if kind.moment:
        if first is not None:
            conditions.append(f"{kind.moment} >= %s")
            values.append(_midnight(first))
        if last is not None:
            conditions.append(f"{kind.moment} < %s")
            values.append(_midnight(last + timedelta(days=1)))
    else:
        for sign, day in ((">=", first), ("<=", last)):
            if day is not None:
                conditions.append(f"{in_place(kind.day)} {sign} %s::date")
                values.append(day)
    return _source(kind, asked), " AND ".join(f"({one})" for one in conditions), values


def _taken(kind: BehaviourKind, asked: Behaviour) -> str:
    has_parts = _has_parts(kind, asked)
    match asked.measure:
        case Measure.TIMES:
            return f"count(DISTINCT {kind.id})" if has_parts else "count(*)"
        case Measure.AMOUNT:
            return f"coalesce(sum({in_place(kind.part_amount if has_parts else kind.amount)}), 0)"
        case Measure.FIRST:
            return f"min({in_place(kind.day)})"
        case Measure.LAST:
            return f"max({in_place(kind.day)})"


def _compared(asked: Behaviour, subject: str, values: list[Any], as_of: date) -> Sql:
    of = MEASURES[asked.measure]
    text, more = compared(subject, of, asked.op, asked.value, as_of=as_of)
    return text, [*values, *more]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
