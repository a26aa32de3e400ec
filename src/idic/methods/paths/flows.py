"""The most usual paths as the nodes and links of a Sankey diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class FlowLink:
    """From `source` at step `step` (counting from 1) to `target` at the next."""

    step: int
    source: object
    target: object
    count: int


@dataclass(frozen=True, slots=True)
class Flows:
    """`paths`: the most usual ones with their count, the most usual first. `covered` of `total` walked one of them."""

    paths: tuple[tuple[tuple[object, ...], int], ...]
    links: tuple[FlowLink, ...]
    covered: int
    total: int


def top_paths(paths: Sequence[Sequence[object]], *, top: int = 20, steps: int = 4) -> Flows:
    """Paths cut after `steps`; of equally usual ones the alphabet decides. A path of one step has no link, but counts."""
    counted = Counter(tuple(path[:steps]) for path in paths if path)
    ranked = sorted(counted.items(), key=lambda one: (-one[1], [str(step) for step in one[0]]))[:top]
    links: Counter[tuple[int, object, object]] = Counter()
    for path, count in ranked:
        for step, (source, target) in enumerate(pairwise(path), start=1):
            links[step, source, target] += count
    return Flows(
        paths=tuple(ranked),
        links=tuple(
            FlowLink(step, source, target, count)
            for (step, source, target), count in sorted(
                links.items(), key=lambda one: (one[0][0], -one[1], str(one[0][1]), str(one[0][2]))
            )
        ),
        covered=sum(count for _path, count in ranked),
        total=counted.total(),
    )
