"""Deterministic record matching: records that share an identifying key are one customer, unless they contradict.

A union-find over candidate groups, strongest key first. Two clusters are joined only if nothing in them conflicts;
two clusters that each already hold an established customer are never joined here: such a pair is reported instead,
because joining established customers is a decision that must be reviewed and undoable.

The result does not depend on the order in which records or groups are given.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: From the strongest key to the weakest.
STRENGTH = ("national_id", "tax_id", "email", "phone_and_name")


@dataclass(frozen=True)
class Traits:
    """What must not differ inside one customer; an empty value contradicts nothing."""

    national_id: str = ""
    tax_id: str = ""
    birth_date: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Group:
    """Records that share the value of one key."""

    reason: str
    members: tuple[Hashable, ...]


@dataclass(frozen=True)
class Matching:
    """`cluster_of` maps each member to the smallest member of its cluster (an established customer if it has one);
    `reason_of` says by which key a member joined; `possible_duplicates` are pairs of established customers."""

    cluster_of: dict[Hashable, Hashable]
    reason_of: dict[Hashable, str]
    possible_duplicates: list[tuple[Hashable, Hashable]]
    conflicts: int


@dataclass
class _Cluster:
    members: list[Hashable]
    established: Hashable | None
    seen: dict[str, set[str]] = field(default_factory=dict)

    def contradicts(self, other: _Cluster) -> bool:
        return any(
            values and other.seen.get(name) and values.isdisjoint(other.seen[name])
            for name, values in self.seen.items()
        )


def match(
    groups: Iterable[Group],
    traits: Mapping[Hashable, Sequence[Traits]],
    *,
    established: frozenset[Hashable] = frozenset(),
) -> Matching:
    """`traits` holds every member's traits (an established customer may have several records);
    `established` are the members that are customers already."""
    clusters: dict[Hashable, _Cluster] = {}
    reason_of: dict[Hashable, str] = {}
    pairs: set[tuple[Hashable, Hashable]] = set()
    conflicts = 0

    def cluster(member: Hashable) -> _Cluster:
        if member not in clusters:
            clusters[member] = _new_cluster(member, traits.get(member, ()), member in established)
        return clusters[member]

    ordered = [(STRENGTH.index(group.reason), sorted(group.members, key=_order), group.reason) for group in groups]
    ordered.sort(key=lambda one: (one[0], [_order(member) for member in one[1]]))
    for _, members, reason in ordered:
        first = members[0]
        for member in members[1:]:
            left, right = cluster(first), cluster(member)
            if left is right:
                continue
            if left.established is not None and right.established is not None:
                a, b = sorted((left.established, right.established), key=_order)
                pairs.add((a, b))
                continue
            if left.contradicts(right):
                conflicts += 1
                continue
            for newcomer in left.members if right.established is not None else right.members:
                reason_of.setdefault(newcomer, reason)
            _join(clusters, left, right)
    cluster_of = {
        member: one.established if one.established is not None else min(one.members, key=_order)
        for member, one in clusters.items()
    }
    for member, leader in cluster_of.items():
        if member == leader:
            reason_of.pop(member, None)
    return Matching(
        cluster_of, reason_of, sorted(pairs, key=lambda pair: (_order(pair[0]), _order(pair[1]))), conflicts
    )


def _new_cluster(member: Hashable, traits: Sequence[Traits], is_established: bool) -> _Cluster:
    seen: dict[str, set[str]] = {}
    for one in traits:
        for name in ("national_id", "tax_id", "birth_date", "kind"):
            if value := getattr(one, name):
                seen.setdefault(name, set()).add(value)
    return _Cluster([member], member if is_established else None, seen)


def _join(clusters: dict[Hashable, _Cluster], left: _Cluster, right: _Cluster) -> None:
    keep, gone = (left, right) if len(left.members) >= len(right.members) else (right, left)
    keep.members += gone.members
    keep.established = keep.established if keep.established is not None else gone.established
    for name, values in gone.seen.items():
        keep.seen.setdefault(name, set()).update(values)
    for member in gone.members:
        clusters[member] = keep


def _order(member: Hashable) -> tuple[str, object]:
    return (type(member).__name__, member)
