"""Segments that rest on others: in which order, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from idic.domain.differentiate.errors import SegmentCircle
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.ready_segments import segment_name
from idic.methods.predicate import Node, PredicateError, groups_used, parse


def asked_for(segment: Segment) -> tuple[int, ...]:
    """The segments in whose members a rule is interested; a rule that cannot be read asks for none."""
    if segment.is_static:
        return ()
    try:
        return groups_used(parse(segment.predicate))
    except PredicateError:
        return ()


def refuse_circle(segment: Segment, rule: Node) -> None:
    """Raises SegmentCircle where the changed rule would make the segment rest on itself."""
    living = {one.pk: one for one in Segment.objects.filter(is_archived=False)}
    below = {pk: asked_for(one) for pk, one in living.items()} | {segment.pk: groups_used(rule)}
    way = _way_back(segment.pk, below)
    if way:
        raise SegmentCircle([segment_name(living.get(pk, segment)) for pk in way])


def resting_on(pk: int, segments: Iterable[Segment]) -> list[Segment]:
    """Those that ask for it, directly or through others, each behind those on which it rests."""
    known = {one.pk: one for one in segments}
    below = {one.pk: set(asked_for(one)) for one in known.values()}
    found: list[int] = []
    reached = {pk}
    while True:
        further = [one for one in below if one not in reached and below[one] & reached]
        if not further:
            break
        found += further
        reached.update(further)
    # by how many steps the longest way down takes: a segment stands behind all that it rests on
    depth = {one: _depth(one, below) for one in found}
    return [known[one] for one in sorted(found, key=lambda one: (depth[one], one))]


def _depth(pk: int, below: Mapping[int, set[int]]) -> int:
    return 1 + max((_depth(one, below) for one in below.get(pk, ()) if one != pk), default=0)


def _way_back(start: int, below: Mapping[int, Sequence[int]]) -> list[int]:
    """From the start along what each asks for back to the start; empty where no way leads back."""
    ways: list[list[int]] = [[start]]
    met: set[int] = set()
    while ways:
        way = ways.pop()
        for pk in below.get(way[-1], ()):
            if pk == start:
                return [*way, start]
            if pk not in met:
                met.add(pk)
                ways.append([*way, pk])
    return []
