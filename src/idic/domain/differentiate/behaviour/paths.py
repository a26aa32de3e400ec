"""What customers buy after what: steps, transitions and patterns of the categories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from idic.domain.differentiate.behaviour import attribution
from idic.domain.differentiate.behaviour.asking import Asked
from idic.foundation.jobs.errors import JobRefused
from idic.warehouse.marts.category_days import CategoryDays, category_days
from idic.warehouse.snapshots import Snapshot

Report = Callable[[str, int, int], None]

FEWEST_CUSTOMERS = 20
MOST_STATES = 12
MOST_PATTERNS_SHOWN = 40
STEPS = 4
TOP = 20
_LEAST_SHARE = 0.05
_TRIES = 8


def compute(
    snapshot: Snapshot, asked: Asked, *, until: date, currency: str, customers: Sequence[int] | None, report: Report
) -> dict[str, Any]:
    import numpy as np

    from idic.methods import paths

    since = asked.since(until)
    report("paths_read", 0, 0)
    days = category_days(
        snapshot, since=since, until=until, level=asked.level, currency=currency, customers=customers
    ).main_of_the_day()
    buyers = int(np.unique(days.customer).size)
    if buyers < FEWEST_CUSTOMERS:
        raise JobRefused("too_few_buyers", customers=buyers, fewest=FEWEST_CUSTOMERS)
    report("paths_search", 0, 0)
    walked = _walked(days)
    flows = paths.top_paths(walked, top=TOP, steps=STEPS)
    coded = paths.build(days.customer, days.day, days.category)
    sequences = replace(coded, items=np.array(days.names, dtype=object)[coded.items.astype(np.int64)])
    table = paths.transitions(sequences)
    patterns, least = _patterns(sequences, asked, buyers)
    inner = table.counts[1:-1, 1:-1]
    report("paths_touches", 0, 0)
    won = attribution.compute(snapshot, asked, until=until, customers=customers)
    usual = np.sort(np.argsort(-(inner.sum(axis=0) + inner.sum(axis=1)), kind="stable")[:MOST_STATES])
    return {
        "since": since.isoformat(), "until": until.isoformat(), "buyers": buyers, "covered": flows.covered,
        "paths": [{"steps": list(path), "count": count} for path, count in flows.paths],
        "links": [[one.step, one.source, one.target, one.count] for one in flows.links],
        "states": [table.states[place + 1] for place in usual.tolist()],
        "transitions": inner[np.ix_(usual, usual)].tolist(),
        "followed": inner.sum(axis=1)[usual].tolist(),
        "min_support": least,
        "patterns": [
            {"elements": [list(element) for element in one.elements], "support": one.support} for one in patterns
        ],
        "attribution": won,
    }  # fmt: skip


def _walked(days: CategoryDays) -> list[list[object]]:
    """One path per customer; buying the same again is no new step."""
    import numpy as np

    new = np.ones(days.customer.size, dtype=np.bool_)
    new[1:] = (days.customer[1:] != days.customer[:-1]) | (days.category[1:] != days.category[:-1])
    customer, category = days.customer[new], days.category[new]
    edges = np.append(np.flatnonzero(np.append(True, customer[1:] != customer[:-1])), customer.size)
    steps = np.array(days.names, dtype=object)[category].tolist()
    return [steps[first:last] for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)]


def _patterns(sequences: Any, asked: Asked, buyers: int) -> tuple[list[Any], int]:
    """Sequences of two and three purchases of different categories that many customers share."""
    from idic.methods import paths

    least = max(2, round(buyers * _LEAST_SHARE))
    gap = float(asked.max_gap) if asked.max_gap else None
    for _attempt in range(_TRIES):
        try:
            found = paths.frequent_patterns(sequences, min_support=least, max_gap=gap, max_items=3, most=20_000)
        except paths.TooManyPatterns:
            least *= 2
            continue
        told = [one for one in found if len(one.elements) > 1 and len(set(one.elements)) == len(one.elements)]
        return told[:MOST_PATTERNS_SHOWN], least
    return [], least
