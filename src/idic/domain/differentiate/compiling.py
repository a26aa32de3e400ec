"""A segment's rule: the customer's fields as they are declared now, what customers do, and membership of other segments, in
the one language of rules (foundation/nouns, methods/predicate)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from idic.domain.differentiate.behaviour.compiling import Together, each
from idic.domain.differentiate.behaviour.kinds import behaviour_kinds
from idic.domain.differentiate.models import Segment
from idic.domain.identify.noun import CUSTOMER
from idic.foundation.nouns.compiling import Asked, SqlValue, condition, read_predicate
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import base_sql, fields_of
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.remembered import PlainRows
from idic.methods.predicate import Behaviour, Member, Node, Others

Sql = tuple[str, list[SqlValue]]

_LISTED = (
    "EXISTS (SELECT FROM differentiate_listedcustomer named"
    " WHERE named.segment_id = %s AND named.customer_id = c.id AND named.taken_out_at IS NULL)"
)


def base(joined: str = "") -> str:
    """FROM … WHERE … with the customer as c and the score as s; a rule's condition follows behind an AND."""
    return base_sql(CUSTOMER.code, joined=joined)


def segment_fields() -> dict[str, Field]:
    """What a rule may ask about, custom attributes included. Membership of other segments is asked by a condition of its
    own: the field tells of the last evaluation, and not of one that is going on."""
    return {name: field for name, field in fields_of(CUSTOMER.code).items() if name != "segment"}


def read_rule(stored: str | Mapping[str, object], fields: Mapping[str, Field] | None = None) -> Node:
    shapes = {code: kind.shape for code, kind in behaviour_kinds().items()}
    others = Others(shapes, LivingSegments())
    return read_predicate(stored, fields if fields is not None else segment_fields(), others=others)


class LivingSegments(Collection[int]):
    """The numbers of all segments that are in use, read when they are first asked for."""

    def __init__(self) -> None:
        self._known: set[int] | None = None

    def __contains__(self, pk: object) -> bool:
        return pk in self._numbers()

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers())

    def __len__(self) -> int:
        return len(self._numbers())

    def _numbers(self) -> set[int]:
        if self._known is None:
            self._known = {int(pk) for (pk,) in kept("numbers of living segments", _living())}
        return self._known


@cache
def _living() -> PlainRows[Segment]:
    return PlainRows(Segment.objects.filter(is_archived=False).only("id").order_by("id"))


def as_kept(member: Member) -> Sql:
    """Membership as the last evaluation left it."""
    return "coalesce(s.segment_ids && %s::bigint[], FALSE)", [list(map(Decimal, member.groups))]


def asked_of_each(as_of: date, of_member: Callable[[Member], Sql] = as_kept) -> Asked:
    """For some customers: each looks at its own happenings."""
    return lambda one: each(one, as_of=as_of) if isinstance(one, Behaviour) else of_member(one)


def asked_of_all(together: Together, of_member: Callable[[Member], Sql] = as_kept) -> Asked:
    """For everybody: one pass over the happenings, which the statement has to begin with."""
    return lambda one: together.add(one) if isinstance(one, Behaviour) else of_member(one)


def membership(segment: Segment, fields: Mapping[str, Field], *, as_of: date, asked: Asked) -> Sql:
    """The condition that makes a member: the rule, or being named on the list."""
    if segment.is_static:
        return _LISTED, [segment.pk]
    return condition(read_rule(segment.predicate, fields), fields, as_of=as_of, asked=asked)


def selected(rule: Node, fields: Mapping[str, Field], columns: str, *, as_of: date) -> tuple[str, list[Any]]:
    """A select of `columns` from everybody, in which `is_in` stands for what the rule says of a customer."""
    together = Together(as_of)
    where, values = condition(rule, fields, as_of=as_of, asked=asked_of_all(together))
    return (
        f"{together.beginning}SELECT {columns} FROM (SELECT ({where}) AS is_in {base(together.joined)}) AS decided",  # noqa: S608 - compiled
        [*together.values, *values],
    )
