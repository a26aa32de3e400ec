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
from idic.domain.differentiate.profiling import array_text
from idic.domain.differentiate.purposes import NO_PROFILING, NO_PURPOSE
from idic.foundation.nouns.compiling import Asked
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import Member

logger = logging.getLogger(__name__)

Sql = tuple[str, list[Any]]
#: Kept in ascending order, so that one look tells whether anything has changed.
_OLD = "coalesce(s.segment_ids, '{}')"
#: (purpose, channel) -> those whom it may not use, by verdict; None where the purpose is not in use any more.
Uses = Mapping[tuple[str, str], Mapping[str, Sequence[int]] | None]


@dataclass
class Everybody:
    """`unprofiled` are those of whom nothing is computed. `customers` narrows to some, who are looked at one by one; a
    segment whose rule is broken keeps its members and is named in `broken`.

    Ids travel as arrays and not as temporary tables, which would keep the database from working in parallel; each array
    stands in the statement once, however many segments ask for it.
    """

    segments: Sequence[Segment]
    uses: Uses
    unprofiled: Sequence[int]
    as_of: date
    customers: Sequence[int] | None = None
    broken: list[int] = field(default_factory=list)
    _fits: dict[int, Sql] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _barred: dict[str, Sql] = field(default_factory=dict)

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
        now, barred = list[str](), list[str]()
        now_values, barred_values = list[Any](), list[Any]()
        for segment in self.segments:
            fits, values = self._fit(segment)
            against = self._against(segment)
            allowed = f" AND {against} IS NULL" if against else ""
            now.append(f"CASE WHEN ({fits}){allowed} THEN {segment.pk}::bigint END")
            now_values += values
            if against:
                barred.append(f"CASE WHEN ({fits}) THEN '{segment.pk} ' || {against} END")
                barred_values += values
        belongs = f"array_remove(ARRAY[{', '.join(now)}], NULL)"
        left = f"array_remove(ARRAY[{', '.join(barred)}]::text[], NULL)"
        who, ids = ("", list[Any]()) if self.customers is None else (" AND c.id = ANY(%s::bigint[])", [self.customers])
        # Of most customers nothing has changed: only for the others is it told what they belong to.
        joined = "".join(
            f" LEFT JOIN ({text}) AS {name} ON {name}.id = c.id" for name, (text, _) in self._barred.items()
        )
        joined_values = [value for _, values in self._barred.values() for value in values]
        return (
            f"{self._together.beginning}SELECT c.id AS customer_id, {_OLD} AS old, {belongs} AS now, {left} AS barred"
            f" {base(self._together.joined + joined)}{who} AND ({_OLD} <> {belongs} OR {left} <> '{{}}')",
            [
                *self._together.values, *now_values, *barred_values, *joined_values, *map(list, ids), *now_values,
                *barred_values,
            ],
        )  # fmt: skip

    def _verdict(self, key: tuple[str, str]) -> str:
        barred = self.uses[key]
        if barred is None:
            return f"'{NO_PURPOSE}'"
        return self._joined(f"barred_{list(self.uses).index(key)}", barred) if barred else "NULL::text"

    def _joined(self, name: str, barred: Mapping[str, Sequence[int]]) -> str:
        """The expression of the verdict against a customer, from a list that is joined once."""
        if name not in self._barred:
            parts = [f"SELECT unnest(%s::bigint[]) AS id, '{verdict}'::text AS verdict" for verdict in sorted(barred)]
            self._barred[name] = (
                " UNION ALL ".join(parts),
                [array_text(barred[verdict]) for verdict in sorted(barred)],
            )
        return f"{name}.verdict"

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
        columns = list[str]()
        if segment.pk in self.broken:
            return ""
        if self.unprofiled:
            columns.append(self._joined("unprofiled", {NO_PROFILING: self.unprofiled}))
        if segment.purpose:
            columns.append(self._verdict((segment.purpose, segment.channel)))
        return f"coalesce({', '.join(columns)})" if len(columns) > 1 else "".join(columns)

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
            against = self._against(segment)
            allowed = f" AND {against} IS NULL" if against else ""
            parts.append(f"(coalesce(({fits}), FALSE){allowed})")
            values += more
        return " OR ".join(parts), values


def _as_it_was(pk: int) -> Sql:
    return "coalesce(s.segment_ids @> ARRAY[%s]::bigint[], FALSE)", [pk]
