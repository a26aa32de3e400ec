"""Who is learned from, and who is kept apart to judge by. All rows of a customer are on one side.

Independent of the order of the rows: customers are drawn from their sorted ids.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

HELD_OUT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Split:
    """Row marks. A row that is neither would have put its customer on both sides. `by_time`: held out = last period."""

    training: Flags
    held_out: Flags
    by_time: bool


def split(
    customers: ArrayLike, periods: ArrayLike | None, outcome: Floats, *, seed: int, share: float = HELD_OUT_SHARE
) -> Split:
    """With several periods the last is held out: customers seen only then wholly, and `share` of the others, whose
    earlier rows are not used. With one period `share` of the customers of each outcome.
    """
    code = codes(customers)
    if periods is not None:
        moments, place = np.unique(np.asarray(periods), return_inverse=True)
        last = place.ravel() == moments.size - 1
        if not last.all():
            size = int(code.max()) + 1
            in_last = np.bincount(code[last], minlength=size) > 0
            earlier = np.bincount(code[~last], minlength=size) > 0
            drawn = _drawn(np.flatnonzero(in_last & earlier), share, np.random.default_rng(seed))
            judged = in_last & ~earlier
            judged[drawn] = True
            return Split(~last & ~judged[code], last & judged[code], True)
    judged = np.zeros(int(code.max()) + 1, dtype=np.bool_)
    events = np.bincount(code, weights=outcome) > 0
    rng = np.random.default_rng(seed)
    for kind in (True, False):
        judged[_drawn(np.flatnonzero(events == kind), share, rng)] = True
    return Split(~judged[code], judged[code], False)


def folds(customers: ArrayLike, outcome: Floats, count: int, *, seed: int) -> Ints:
    """A fold number per row, customers with and without the outcome dealt out evenly."""
    code = codes(customers)
    events = np.bincount(code, weights=outcome) > 0
    rng = np.random.default_rng(seed)
    fold = np.zeros(events.size, dtype=np.int64)
    order = np.concatenate([rng.permutation(np.flatnonzero(events)), rng.permutation(np.flatnonzero(~events))])
    fold[order] = np.arange(order.size) % count
    return fold[code]


def codes(customers: ArrayLike) -> Ints:
    _, code = np.unique(np.asarray(customers), return_inverse=True)
    return code.ravel().astype(np.int64)


def _drawn(members: NDArray[np.intp], share: float, rng: np.random.Generator) -> NDArray[np.intp]:
    return rng.permutation(members)[: max(1, round(share * members.size))] if members.size else members
