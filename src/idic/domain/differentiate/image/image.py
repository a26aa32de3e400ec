"""Every customer in columns: a rule is answered for all of them in a few passes over arrays.

The columns are the declared fields' own expressions, read once; here only values are compared. What is read says of when
it is: `settled` is the event up to which it has seen everything, and who is concerned by a later one has to be asked anew.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from idic.domain.differentiate.behaviour.compiling import widened
from idic.domain.differentiate.behaviour.kinds import behaviour_kind
from idic.domain.differentiate.image.columns import Column, Flags, Truth
from idic.domain.differentiate.image.deeds import Deeds
from idic.domain.differentiate.image.errors import NotAtHand, NotInImage
from idic.domain.differentiate.image.moment import Moment, moment_of
from idic.domain.differentiate.image.reading import aligned, ask, read_deeds, read_fields, read_marts, records
from idic.domain.differentiate.models import Segment
from idic.foundation.nouns.compiling import respelled
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import All, Any, Behaviour, Leaf, Member, Node, Not, behaviours_used, fields_used

if TYPE_CHECKING:
    from idic.warehouse.snapshots import Snapshot

#: A field under its name is another one when an administrator has changed what it means.
FieldKey = tuple[str, str, str]
K = TypeVar("K")
V = TypeVar("V")


@dataclass
class Image:
    """Begun by `begun`; columns and happenings come when a rule first asks for them."""

    ids: NDArray[np.int64]
    moment: Moment
    snapshot: Snapshot | None
    columns: dict[FieldKey, Column | None] = field(default_factory=dict)
    deeds: dict[str, Deeds | None] = field(default_factory=dict)
    _groups: dict[int, tuple[object, Flags]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def missing(self, rule: Node, fields: Mapping[str, Field]) -> tuple[list[Field], list[str]]:
        """What has to be read before the rule can be answered."""
        asked = [fields[name] for name in fields_used(rule)]
        kinds = dict.fromkeys(one.kind for one in behaviours_used(rule))
        return (
            [one for one in asked if key_of(one) not in self.columns],
            [kind for kind in kinds if kind not in self.deeds],
        )

    def read(self, fields: Sequence[Field], kinds: Sequence[str]) -> None:
        if fields:
            with records() as cursor:
                own, columns = read_fields(cursor, fields)
            for one in fields:
                self.columns[key_of(one)] = aligned(columns[one.name], own, self.ids)
        for kind in kinds:
            self.deeds[kind] = self._read_deeds(kind)

    def settled(self, rule: Node) -> int:
        """The event up to which everything is seen that the rule asks for."""
        of_marts = any(behaviour_kind(one.kind).in_marts is not None for one in behaviours_used(rule))
        assert not of_marts or self.snapshot is not None
        return min(self.moment.settled, self.snapshot.watermark) if of_marts and self.snapshot else self.moment.settled

    def doers_since(self, rule: Node, *, most: int) -> list[int] | None:
        """Of what is read from the marts: who has done anything since, told or not told yet. None where they are more."""
        found: set[int] = set()
        for name in {one.kind for one in behaviours_used(rule)}:
            kind, deeds = behaviour_kind(name), self.deeds.get(name)
            if kind.in_marts is None or deeds is None:
                continue
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT DISTINCT {kind.customer} FROM {kind.source}"  # noqa: S608 - declared
                    f" WHERE {kind.id} > %s AND {kind.customer} IS NOT NULL LIMIT %s",
                    [deeds.newest, most + 1],
                )
                found.update(pk for (pk,) in cursor.fetchall())
        return sorted(found) if len(found) <= most else None

    def truth(self, rule: Node, fields: Mapping[str, Field], *, as_of: date) -> Truth:
        """Raises NotAtHand, NotInImage."""
        return self._truth(respelled(rule, fields), fields, as_of)

    def _truth(self, node: Node, fields: Mapping[str, Field], as_of: date) -> Truth:
        match node:
            case Leaf():
                column = _at_hand(self.columns, key_of(fields[node.field]))
                return column.held(node.op, node.value, as_of)
            case Behaviour():
                deeds = _at_hand(self.deeds, node.kind)
                return deeds.asked(widened(node), as_of)
            case Member():
                yes = reduce(np.logical_or, [self._members(pk) for pk in node.groups])
                return Truth(yes, ~yes)
            case Not():
                return self._truth(node.child, fields, as_of).turned()
            case All() | Any():
                parts = [self._truth(child, fields, as_of) for child in node.children]
                return reduce(Truth.and_ if isinstance(node, All) else Truth.or_, parts)

    def _read_deeds(self, kind: str) -> Deeds | None:
        declared = behaviour_kind(kind)
        try:
            if declared.in_marts is not None:
                return read_marts(self.snapshot, declared, self.ids) if self.snapshot else None
            with records() as cursor:
                return read_deeds(cursor, declared, self.ids)
        except NotInImage:
            return None

    def _members(self, pk: int) -> Flags:
        """Read again whenever somebody has come or gone."""
        stamped = Segment.objects.filter(pk=pk).values_list("rule_version", "evaluated_at", "size", "gained", "lost")
        told = stamped.first()
        with self._lock:
            known = self._groups.get(pk)
        if known is not None and known[0] == told:
            return known[1]
        with records() as cursor:
            found = ask(
                cursor,
                "SELECT customer_id FROM differentiate_segmentmembership"  # noqa: S608 - a number
                f" WHERE segment_id = {int(pk)} AND valid_to IS NULL",
            )
        members = np.zeros(len(self.ids), dtype=bool)
        numbers = found.column("customer_id").to_numpy()
        places = np.searchsorted(self.ids, numbers)
        members[places[np.append(self.ids, -1)[places] == numbers]] = True
        with self._lock:
            self._groups[pk] = (told, members)
        return members


def begun(snapshot: Snapshot | None, fields: Sequence[Field]) -> Image:
    """With these columns, and everybody who is there at this moment."""
    with records() as cursor:
        moment = moment_of(cursor)
        ids, columns = read_fields(cursor, fields)
    image = Image(ids, moment, snapshot)
    image.columns.update((key_of(one), columns[one.name]) for one in fields)
    return image


def _at_hand(held: Mapping[K, V | None], key: K) -> V:
    if key not in held:
        raise NotAtHand
    found = held[key]
    if found is None:
        raise NotInImage
    return found


def key_of(one: Field) -> FieldKey:
    return one.name, one.expression, one.type.value
