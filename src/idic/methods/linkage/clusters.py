"""From pairs to clusters: components, then average linkage on the posterior within each, cut at .5.

A component chains A-B-C although A is not C. Two records that may not be together (a person's `cannot_link`, two
valid identifiers or birth dates that differ, two records of a source that holds everybody once) never end in one
cluster. The numbering of the records decides ties, so give numbers that do not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from idic.methods.linkage.weights import Floats

Integers = NDArray[np.int64]
Pair = tuple[int, int]
Rescore = Callable[[list[Pair]], dict[Pair, float]]

CUT: Final = 0.5
REVIEW_SIZE: Final = 20
_LARGEST: Final = 150
_STEP: Final = 0.5


@dataclass(frozen=True)
class Clusters:
    """`label[record]` is the smallest record of its cluster; `review`: labels of clusters too large to be trusted."""

    label: Integers
    review: frozenset[int]

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for record, label in enumerate(self.label.tolist()):
            found.setdefault(label, []).append(record)
        return found


def cluster(
    records: int,
    left: Integers,
    right: Integers,
    posterior: Floats,
    *,
    cut: float = CUT,
    cannot_link: Collection[Pair] = (),
    source: Integers | None = None,
    rescore: Rescore | None = None,
    review_size: int = REVIEW_SIZE,
) -> Clusters:
    """`source`: when given, at most one record of a source per cluster. `rescore`: posteriors of pairs not listed
    (pairs left out of it, or without it, count 0)."""
    strong = posterior >= cut
    label = np.arange(records)
    barred = {_ordered(pair) for pair in cannot_link}
    known = _known(left, right, posterior, components(records, left[strong], right[strong]))
    parts = [part for group in _groups(records, left[strong], right[strong]) for part in _parted(group, known, cut)]
    if rescore is not None:
        missing = [
            pair for part in parts if len(part) > 2 for pair in combinations(part, 2)
            if pair not in known and not _same_source(pair, source)
        ]  # fmt: skip
        known |= {_ordered(pair): value for pair, value in (rescore(missing) if missing else {}).items()}
    review: set[int] = set()
    for part in parts:
        for members in average_linkage(part, known, cut=cut, cannot_link=barred, source=source):
            label[members] = members[0]
            if len(members) > review_size:
                review.add(members[0])
    return Clusters(label, frozenset(review))


def components(records: int, left: Integers, right: Integers) -> Integers:
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(records, records))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def average_linkage(
    members: list[int],
    posterior: dict[Pair, float],
    *,
    cut: float = CUT,
    cannot_link: Collection[Pair] = (),
    source: Integers | None = None,
) -> list[list[int]]:
    """`posterior` and `cannot_link` by (smaller, larger) record."""
    members = sorted(members)
    size = len(members)
    similar = np.zeros((size, size))
    barred = np.zeros((size, size), dtype=bool)
    for a, b in combinations(range(size), 2):
        pair = (members[a], members[b])
        similar[a, b] = similar[b, a] = posterior.get(pair, 0.0)
        barred[a, b] = barred[b, a] = pair in cannot_link or _same_source(pair, source)
    groups: list[list[int]] = [[place] for place in range(size)]
    counts = np.ones(size)
    alive = np.ones(size, dtype=bool)
    while True:
        mean = np.where(barred, -1.0, similar / np.outer(counts, counts))
        mean[~alive, :] = -1.0
        mean[:, ~alive] = -1.0
        np.fill_diagonal(mean, -1.0)
        best = int(mean.argmax())
        a, b = divmod(best, size)
        if mean[a, b] < cut:
            return sorted(
                sorted(members[place] for place in group) for group, left in zip(groups, alive, strict=True) if left
            )
        similar[a] += similar[b]
        similar[:, a] += similar[:, b]
        barred[a] |= barred[b]
        barred[:, a] |= barred[:, b]
        counts[a] += counts[b]
        groups[a] += groups[b]
        alive[b] = False


def weakest_bridge(members: Iterable[int], posterior: dict[Pair, float]) -> Pair | None:
    """The pair with the lowest posterior without which the members fall into two parts; None when no pair is one."""
    inside = set(members)
    edges = {pair: value for pair, value in posterior.items() if pair[0] in inside and pair[1] in inside}
    for pair, _ in sorted(edges.items(), key=lambda one: (one[1], one[0])):
        rest = [edge for edge in edges if edge != pair]
        if pair[1] not in _reached(pair[0], rest):
            return pair
    return None


def _reached(start: int, edges: list[Pair]) -> set[int]:
    beside: dict[int, set[int]] = {}
    for a, b in edges:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    seen, open_ = {start}, [start]
    while open_:
        fresh = beside.get(open_.pop(), set()) - seen
        seen |= fresh
        open_ += fresh
    return seen


def _ordered(pair: Pair) -> Pair:
    return pair if pair[0] < pair[1] else (pair[1], pair[0])


def _same_source(pair: Pair, source: Integers | None) -> bool:
    return source is not None and bool(source[pair[0]] == source[pair[1]])


def _known(left: Integers, right: Integers, posterior: Floats, component: Integers) -> dict[Pair, float]:
    inside = component[left] == component[right]
    low, high = np.minimum(left, right)[inside], np.maximum(left, right)[inside]
    return dict(zip(zip(low.tolist(), high.tolist(), strict=True), posterior[inside].tolist(), strict=True))


def _groups(records: int, left: Integers, right: Integers) -> list[list[int]]:
    label = components(records, left, right)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    return [group.tolist() for group in np.split(order, starts[1:]) if len(group) > 1]


def _parted(group: list[int], known: dict[Pair, float], cut: float) -> list[list[int]]:
    """A component too large for all its pairs is taken apart at a higher and higher cut."""
    if len(group) <= _LARGEST or cut > 1 - 1e-9:
        return [group]
    higher = 1 - (1 - cut) * _STEP
    place = {record: at for at, record in enumerate(group)}
    edges = [(place[a], place[b]) for (a, b), value in known.items() if value >= higher and a in place and b in place]
    if not edges:
        return []
    left, right = np.array(edges).T
    found = [[group[at] for at in part] for part in _groups(len(group), left, right)]
    return [part for one in found for part in _parted(one, known, higher)]
