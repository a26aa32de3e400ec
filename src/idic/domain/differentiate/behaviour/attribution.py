"""Which contacts stood on the way to a purchase, and what would be lost without each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from idic.domain.catalogue.queries.categories import names_from_root
from idic.domain.differentiate.behaviour.asking import EACH_CAMPAIGN, Asked
from idic.foundation.jobs.errors import JobRefused
from idic.warehouse.marts.touches import touches_and_purchases
from idic.warehouse.snapshots import Snapshot

#: So many touches are told apart; the rarer ones are put together.
MOST_TOUCHES = 15
#: Below so many purchases after a touch, shares are an anecdote.
FEWEST_PURCHASES = 10
OTHER = "other"
_NAMED_LEVELS = 3


def compute(snapshot: Snapshot, asked: Asked, *, until: date, customers: Sequence[int] | None) -> dict[str, Any]:
    """`rows` stay empty where nothing was touched, or too few bought afterwards."""
    from idic.methods import paths

    since = asked.since(until)
    category = category_names(asked.outcome) if asked.outcome else []
    read = touches_and_purchases(
        snapshot, read_from=since - timedelta(days=asked.window), since=since, until=until, category=category,
        each_campaign=asked.touches == EACH_CAMPAIGN, customers=customers,
    )  # fmt: skip
    walked = paths.touch_paths(
        read.customer, read.day, read.touch, bought_customer=read.bought_customer, bought_day=read.bought_day,
        window=asked.window, since=since, until=until,
    )  # fmt: skip
    purchases = int(walked.converted.sum())
    told: dict[str, Any] = {
        "outcome": category[-1] if category else "", "window": asked.window, "paths": len(walked.paths),
        "purchases": purchases, "untouched": max(read.all_purchases - purchases, 0), "open": walked.open, "rows": [],
    }  # fmt: skip
    if purchases < FEWEST_PURCHASES:
        return told
    reached = Counter(touch for path in walked.paths for touch in set(path))
    usual = {touch for touch, _count in sorted(reached.items(), key=lambda one: (-one[1], str(one[0])))[:MOST_TOUCHES]}
    named = [tuple(touch if touch in usual else OTHER for touch in path) for path in walked.paths]
    on_paths = Counter(touch for path in named for touch in set(path))
    won = paths.attribution(named, walked.converted)
    order = sorted(range(len(won.channels)), key=lambda place: (won.channels[place] == OTHER, -won.markov[place]))
    told["rows"] = [
        {
            "touch": won.channels[place], "paths": on_paths[won.channels[place]], "first": int(won.first_touch[place]),
            "last": int(won.last_touch[place]), "markov": round(float(won.markov[place]), 2),
            "removal": round(float(won.removal_effect[place]), 4),
        }
        for place in order
    ]  # fmt: skip
    return told


def category_names(pk: int) -> list[str]:
    """From the highest category down to this one, as deep as the warehouse names them."""
    names = names_from_root([pk]).get(pk)
    if names is None:
        raise JobRefused("category_gone")
    return list(names[:_NAMED_LEVELS])
