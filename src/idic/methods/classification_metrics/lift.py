"""What a list of the riskiest customers catches. Where a part ends inside a tie, the tie is shared out evenly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.classification_metrics.errors import FigureOutOfRange
from idic.methods.classification_metrics.pairs import Floats, Pairs, pairs, steps


@dataclass(frozen=True, slots=True)
class Part:
    """`share` of customers from the top, `gain`: share of all leavers among them, `lift`: gain / share.

    `customers`, `events` and `rate` are of this part alone (a fraction where a tie or the division splits a customer).
    """

    share: float
    gain: float
    lift: float
    customers: float
    events: float
    rate: float


def caught(given: Pairs, customers: Floats) -> Floats:
    """Leavers among so many customers from the top."""
    found = steps(given)
    return np.interp(customers, np.r_[0, found.rows], np.r_[0, found.events]).astype(np.float64)


def lift_at(outcome: ArrayLike, probability: ArrayLike, share: float) -> Part | None:
    """The top `share` of customers; None when nobody left."""
    if not 0 < share <= 1:
        raise FigureOutOfRange("The share of customers lies above 0 and is at most 1.")
    given = pairs(outcome, probability)
    if not given.positives:
        return None
    return _parts(given, np.array([share]))[0]


def parts_of(given: Pairs, count: int = 10) -> tuple[Part, ...]:
    """Equal parts from the top; empty when nobody left."""
    if count < 1:
        raise FigureOutOfRange("At least one part is needed.")
    return _parts(given, np.arange(1, count + 1) / count) if given.positives else ()


def _parts(given: Pairs, shares: Floats) -> tuple[Part, ...]:
    events = caught(given, shares * given.size)
    own_events = np.diff(events, prepend=0.0)
    own_customers = np.diff(shares * given.size, prepend=0.0)
    gain = events / given.positives
    columns = (shares, gain, gain / shares, own_customers, own_events, own_events / own_customers)
    return tuple(Part(*row) for row in zip(*(column.tolist() for column in columns), strict=True))
