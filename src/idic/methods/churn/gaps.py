"""After how long a silence do customers without a contract no longer come back?

H = 95th percentile of the gaps between purchase days of those who came back (nearest rank: a gap that occurred).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.churn.errors import ColumnsUnequal, FigureOutOfRange, TooFewGaps
from idic.methods.churn.labels import days

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PERCENTILE = 95.0
FEWEST_GAPS = 20


@dataclass(frozen=True, slots=True)
class GapWindow:
    """`days` 0, 1, ... ; `share_closed`: of all gaps those no longer than so many days; `silent`: customers who were ever
    silent for more than so many days, and `share_back`: of those, who bought again until `as_of` (NaN: nobody was).
    Today's open silences count among the silent, so the end of the curve is a lower bound.
    """

    horizon_days: int
    gaps: int
    customers: int
    days: Ints
    share_closed: Floats
    silent: Ints
    share_back: Floats


def gap_window(
    customer: ArrayLike,
    day: ArrayLike,
    *,
    as_of: date,
    percentile: float = PERCENTILE,
    fewest: int = FEWEST_GAPS,
) -> GapWindow:
    """Purchases of one day are one; those after `as_of` are left out. `customers`: those who came back."""
    who, when = np.asarray(customer), days(day)
    if who.shape != when.shape or who.ndim != 1:
        raise ColumnsUnequal("Customer and day need one entry per purchase.")
    if not 0 < percentile <= 100:
        raise FigureOutOfRange("The percentile lies above 0 and is at most 100.")
    end = np.datetime64(as_of, "D")
    used = ~np.isnat(when) & (when <= end)
    _, code = np.unique(who[used], return_inverse=True)
    number = when[used].astype(np.int64)
    order = np.lexsort((number, code))
    code, number = code[order], number[order]
    distinct = np.r_[True, (np.diff(code) != 0) | (np.diff(number) != 0)] if code.size else np.zeros(0, dtype=np.bool_)
    code, number = code[distinct], number[distinct]
    same = np.diff(code) == 0
    gaps = np.sort(np.diff(number)[same])
    if gaps.size < fewest:
        raise TooFewGaps(int(gaps.size), fewest)
    last = np.r_[~same, True]
    open_now = np.sort(int(end.astype(np.int64)) - number[last])
    horizon = int(gaps[ceil(percentile / 100 * gaps.size) - 1])
    at = np.arange(int(gaps[-1]) + 1)
    closed = np.searchsorted(gaps, at, side="right")
    longer, waiting = gaps.size - closed, open_now.size - np.searchsorted(open_now, at, side="right")
    silent = (longer + waiting).astype(np.int64)
    back = np.divide(longer, silent, out=np.full(at.size, np.nan), where=silent > 0)
    returned = np.unique(code[1:][same]).size
    return GapWindow(horizon, gaps.size, int(returned), at, closed / gaps.size, silent, back)
