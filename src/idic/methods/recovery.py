"""Do customers come back after their complaint? Complainers against customers like them who did not complain.

Both are compared by what was known on the day of the complaint and not by what they are now: who left since has become less
worth, and would be held against others who left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.proportion import Difference, Proportion, difference, wilson
from idic.methods.sale_days import SaleDays

WITHIN_DAYS = 90
YEAR_DAYS = 365
PER_COMPLAINER = 5
#: With fewer compared, a difference is not told: it would be one of single people.
FEWEST = 10
#: Days since the last purchase at which the bands end; later and never are bands of their own.
RECENCY_DAYS = (30, 90, 180, 365)
_FIFTHS = (0.2, 0.4, 0.6, 0.8)

TOO_FEW = "too_few"
NOBODY_LIKE_THEM = "nobody_like_them"

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class RecoveryError(ValueError):
    """The figures cannot be computed; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Matches:
    """One entry per complaint: whether the customer bought within the time; how many were found like them, and how many of
    these bought."""

    bought: Bools
    found: Ints
    found_bought: Ints


@dataclass(frozen=True, slots=True)
class Recovery:
    """`n` complainers who have somebody like them, `bought` of them, `others` like them. `unmatched`: without anybody; they
    count nowhere. Shares and difference (complainers minus others) are None with fewer than FEWEST, and `reason` says so."""

    n: int
    bought: int
    others: int
    unmatched: int
    complainers: Proportion | None
    like_them: Proportion | None
    difference: Difference | None
    reason: str


def matched(
    history: SaleDays, complainer: ArrayLike, day: ArrayLike, other: ArrayLike, *, within_days: int = WITHIN_DAYS,
    per_complainer: int = PER_COMPLAINER,
) -> Matches:  # fmt: skip
    """Places in `history`; days since 1970. Like a complainer is who stood, on that day, in the same band of days since the
    last purchase and in the same fifth by what was spent in the year before. Each other is held against one complainer only;
    who comes first in `other` is taken first, so give them in an order by lot."""
    who, when = np.asarray(complainer, dtype=np.int64), np.asarray(day, dtype=np.int64)
    pool = np.asarray(other, dtype=np.int64)
    if who.ndim != 1 or who.shape != when.shape:
        raise RecoveryError("Every complaint needs its customer and its day.")
    bounds = _fifths(history, pool, when)
    bought = history.between(who, when, when + within_days)[0] > 0
    found, hits = np.zeros(who.size, dtype=np.int64), np.zeros(who.size, dtype=np.int64)
    own = _cells(history, who, when, bounds)
    there = {one: _cells(history, pool, np.full(pool.shape, one), bounds) for one in np.unique(when).tolist()}
    later = {one: history.between(pool, np.full(pool.shape, one), np.full(pool.shape, one + within_days))[0] > 0
             for one in there}  # fmt: skip
    is_free = np.ones(pool.size, dtype=np.bool_)
    # in rounds: nobody is held against five while somebody else is left with none
    for _round in range(per_complainer):
        for row, one in enumerate(when.tolist()):
            like = is_free & (there[one] == own[row])
            place = int(like.argmax()) if like.size else 0
            if like.size and like[place]:
                is_free[place] = False
                found[row] += 1
                hits[row] += later[one][place]
    return Matches(bought, found, hits)


def compared(matches: Matches, rows: Bools | slice = slice(None)) -> Recovery:
    """Each complainer weighs the same on both sides, whether one or five were found like them; the interval of the others is
    that of as many as independent ones would tell as much (Kish)."""
    bought, found, hits = matches.bought[rows], matches.found[rows], matches.found_bought[rows]
    some = found > 0
    n, others, unmatched = int(some.sum()), int(found.sum()), int((~some).sum())
    again = int(bought[some].sum())
    if n < FEWEST:
        reason = TOO_FEW if n or not unmatched else NOBODY_LIKE_THEM
        return Recovery(n, again, others, unmatched, None, None, None, reason)
    share = float((hits[some] / found[some]).mean())
    trials = n * n / float((1 / found[some]).sum())
    ours, theirs = wilson(again, n), wilson(min(share * trials, trials), trials)
    return Recovery(n, again, others, unmatched, ours, theirs, difference(theirs, ours), "")


def _fifths(history: SaleDays, pool: Ints, days: Ints) -> NDArray[np.float64]:
    """Of what the others spent in the year before the middle day, of those who spent anything."""
    if not pool.size or not days.size:
        return np.zeros(0)
    middle = int(np.median(days))
    spent = history.between(pool, np.full(pool.shape, middle - YEAR_DAYS), np.full(pool.shape, middle))[1]
    spent = spent[spent > 0]
    return np.quantile(spent, _FIFTHS) if spent.size else np.zeros(0)


def _cells(history: SaleDays, place: Ints, day: Ints, bounds: NDArray[np.float64]) -> Ints:
    past = history.until(place, day)
    since = np.where(past.days > 0, np.searchsorted(RECENCY_DAYS, day - past.last, side="left"), len(RECENCY_DAYS) + 1)
    spent = history.between(place, day - YEAR_DAYS, day)[1]
    band = np.where(spent > 0, np.searchsorted(bounds, spent, side="left") + 1, 0)
    return (since * (len(_FIFTHS) + 2) + band).astype(np.int64)
