"""All segments in one statement: which of them each customer belongs to now, and of those who fit, who may not be used.

A rule that asks for another segment's members has that segment's rule put in its place, so that all is decided at once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from idic.domain.differentiate.behaviour.compiling import Together
from idic.domain.differentiate.compiling import asked_of_all, asked_of_each, base, membership, segment_fields
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.purposes import NO_PROFILING, NO_PURPOSE
from idic.foundation.nouns.compiling import Asked, SqlValue
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import Member

logger = logging.getLogger(__name__)

Sql = tuple[str, list[Any]]
#: (purpose, channel) -> those whom it may not use, by verdict; None where the purpose is not in use any more.
Uses = Mapping[tuple[str, str], Mapping[str, Sequence[int]] | None]


@dataclass
class Everybody:
    """`unprofiled` are those of whom nothing is computed. `customers` narrows to some, who are looked at one by one; a
    segment whose rule is broken keeps its members and is named in `broken`.

    Ids travel as arrays and not as temporary tables, which would keep the database from working in parallel.
    """

    segments: Sequence[Segment]
    uses: Uses
    unprofiled: Sequence[int]
    as_of: date
    customers: Sequence[int] | None = None
    broken: list[int] = field(default_factory=list)
    _fits: dict[int, Sql] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._known = {one.pk: one for one in self.segments}
        self._fields: Mapping[str, Field] = segment_fields()
        self._together = Together(self.as_of)
        self._asked: Asked = (
            asked_of_all(self._together, self._member)
            if self.customers is None
            else asked_of_each(self.as_of, self._member)
        )

    def statement(self) -> Sql:
        """A select of (customer_id, old, now, barred) of all for whom something changes or who are barred from a segment
        that they fit: `barred` tells segment and reason, as "12 withdrawn"."""
        columns, values, now, barred = list[str](), list[SqlValue](), list[str](), list[str]()
        for segment in self.segments:
            fits, more = self._fit(segment)
            columns.append(f"({fits}) AS f{segment.pk}")
            values += more
            against = self._against(segment)
            allowed = f" AND {against} IS NULL" if against else ""
            now.append(f"CASE WHEN q.f{segment.pk}{allowed} THEN {segment.pk}::bigint END")
            if against:
                barred.append(f"CASE WHEN q.f{segment.pk} THEN '{segment.pk} ' || {against} END")
        verdicts, more = self._verdicts()
        who = ""
        if self.customers is not None:
            who = " AND c.id = ANY(%s::bigint[])"
            values.append(_numbers(self.customers))
        inner = (
            f"SELECT c.id AS customer_id, coalesce(s.segment_ids, '{{}}') AS old{verdicts}, {', '.join(columns)}"  # noqa: S608 - compiled
            f" {base(self._together.joined)}{who} OFFSET 0"
        )
        any_verdict = " OR ".join(f"q.{name} IS NOT NULL" for name in self._names())
        left = (
            f"CASE WHEN {any_verdict} THEN array_remove(ARRAY[{', '.join(barred)}], NULL) ELSE '{{}}' END"
            if barred and any_verdict
            else "'{}'::text[]"
        )
        return (
            f"{self._together.beginning}SELECT * FROM (SELECT q.customer_id, q.old,"  # noqa: S608 - compiled
            f" array_remove(ARRAY[{', '.join(now)}], NULL) AS now, {left} AS barred"
            f" FROM ({inner}) AS q) AS r WHERE NOT (r.old @> r.now AND r.old <@ r.now) OR r.barred <> '{{}}'",
            [*self._together.values, *more, *values],
        )

    def _names(self) -> list[str]:
        """Columns that tell why somebody is barred, or null."""
        named = ["unprofiled"] if self.unprofiled else []
        return named + [self._name(key) for key in sorted(self.uses)]

    def _name(self, key: tuple[str, str]) -> str:
        return f"use_{sorted(self.uses).index(key)}"

    def _verdicts(self) -> Sql:
        columns, values = list[str](), list[Any]()
        if self.unprofiled:
            columns.append(f", CASE WHEN c.id = ANY(%s::bigint[]) THEN '{NO_PROFILING}' END AS unprofiled")
            values.append(list(self.unprofiled))
        for key in sorted(self.uses):
            text, more = self._verdict(key)
            columns.append(f", {text} AS {self._name(key)}")
            values += more
        return "".join(columns), values

    def _verdict(self, key: tuple[str, str]) -> Sql:
        barred = self.uses[key]
        if barred is None:
            return f"'{NO_PURPOSE}'", []
        if not barred:
            return "NULL::text", []
        cases = " ".join(f"WHEN c.id = ANY(%s::bigint[]) THEN '{verdict}'" for verdict in sorted(barred))
        return f"CASE {cases} END", [list(barred[verdict]) for verdict in sorted(barred)]

    def _fit(self, segment: Segment) -> Sql:
        found = self._fits.get(segment.pk)
        if found is None:
            self._open.add(segment.pk)
            try:
                found = membership(segment, self._fields, as_of=self.as_of, asked=self._asked)
            except PredicateRefused as refusal:
                logger.warning("segment %s was not evaluated: %s", segment.pk, refusal.code)
                self.broken.append(segment.pk)
                found = _as_it_was(segment.pk)
            self._open.discard(segment.pk)
            self._fits[segment.pk] = found
        return found

    def _against(self, segment: Segment) -> str:
        """SQL of the reason why somebody who fits is no member; empty where nothing can stand against it."""
        if segment.pk in self.broken:
            return ""
        columns = ["q.unprofiled"] if self.unprofiled else []
        if segment.purpose:
            columns.append(f"q.{self._name((segment.purpose, segment.channel))}")
        return columns[0] if len(columns) == 1 else f"coalesce({', '.join(columns)})" if columns else ""

    def _member(self, asked: Member) -> Sql:
        parts, values = list[str](), list[Any]()
        for pk in asked.groups:
            segment = self._known.get(pk)
            if segment is None or pk in self._open:
                text, more = _as_it_was(pk)
                parts.append(text)
                values += more
                continue
            fits, more = self._fit(segment)
            allowed, barred = self._allowed(segment)
            parts.append(f"(coalesce(({fits}), FALSE){allowed})")
            values += [*more, *barred]
        return " OR ".join(parts), values

    def _allowed(self, segment: Segment) -> Sql:
        if segment.pk in self.broken:
            return "", []
        text, values = "", list[Any]()
        if self.unprofiled:
            text, values = " AND NOT c.id = ANY(%s::bigint[])", [list(self.unprofiled)]
        if segment.purpose:
            verdict, more = self._verdict((segment.purpose, segment.channel))
            text, values = f"{text} AND {verdict} IS NULL", [*values, *more]
        return text, values


def _as_it_was(pk: int) -> Sql:
    return "coalesce(s.segment_ids @> ARRAY[%s]::bigint[], FALSE)", [pk]


def _numbers(ids: Sequence[int]) -> list[Any]:
    return list(ids)
