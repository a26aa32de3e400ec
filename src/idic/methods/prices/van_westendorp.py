"""The price sensitivity meter: four questions, four curves, four crossings.

Source: Van Westendorp, "NSS Price Sensitivity Meter (PSM) - A new approach to study consumer perception of prices"
(ESOMAR, 1976). Programs differ in the tails and in what they do with ties, so the rule is stated: `inclusive` counts
who named the price itself, interpolates between stated prices and takes the middle of a run of equality; `strict`
leaves those out of the falling curves, does not interpolate and takes the lowest stated price at which the rising
curve has caught up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.prices.errors import PricesUnusable

Floats = NDArray[np.float64]
Rule = Literal["inclusive", "strict"]
QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")


@dataclass(frozen=True, slots=True)
class Curves:
    """Shares of the respondents at every stated price, ascending."""

    price: Floats
    too_cheap: Floats
    cheap: Floats
    expensive: Floats
    too_expensive: Floats

    @property
    def not_cheap(self) -> Floats:
        return 1 - self.cheap

    @property
    def not_expensive(self) -> Floats:
        return 1 - self.expensive


@dataclass(frozen=True, slots=True)
class VanWestendorp:
    """`pmc` point of marginal cheapness, `pme` of marginal expensiveness: the acceptable range; `ipp` indifference
    price, `opp` optimal price. None: the two curves do not cross. `unanswered`: a price missing; `intransitive`: the
    four prices do not rise; neither is among `respondents`."""

    respondents: int
    unanswered: int
    intransitive: int
    rule: Rule
    curves: Curves
    pmc: float | None
    opp: float | None
    ipp: float | None
    pme: float | None


def van_westendorp(
    too_cheap: ArrayLike, cheap: ArrayLike, expensive: ArrayLike, too_expensive: ArrayLike, *, rule: Rule = "inclusive"
) -> VanWestendorp:
    """One entry per respondent, NaN for no answer. Only who names four rising prices counts."""
    if rule not in get_args(Rule):
        raise PricesUnusable(f"The rule is one of {', '.join(get_args(Rule))}, not {rule!r}.")
    columns = [np.asarray(column, dtype=np.float64) for column in (too_cheap, cheap, expensive, too_expensive)]
    if any(column.ndim != 1 or column.shape != columns[0].shape for column in columns):
        raise PricesUnusable("The four prices must be four columns of the same length.")
    if any((column < 0).any() or np.isinf(column).any() for column in columns):
        raise PricesUnusable("A price must be a number from 0.")
    answered = ~np.any(np.isnan(columns), axis=0)
    rising = answered & (columns[0] < columns[1]) & (columns[1] < columns[2]) & (columns[2] < columns[3])
    used = [column[rising] for column in columns]
    curves = _curves(used, rule)
    return VanWestendorp(
        respondents=int(rising.sum()),
        unanswered=int((~answered).sum()),
        intransitive=int((answered & ~rising).sum()),
        rule=rule,
        curves=curves,
        pmc=_crossing(curves.price, curves.too_cheap, curves.not_cheap, rule),
        opp=_crossing(curves.price, curves.too_cheap, curves.too_expensive, rule),
        ipp=_crossing(curves.price, curves.cheap, curves.expensive, rule),
        pme=_crossing(curves.price, curves.not_expensive, curves.too_expensive, rule),
    )


def _curves(used: list[Floats], rule: Rule) -> Curves:
    price = np.unique(np.concatenate(used))
    count = max(used[0].size, 1)
    side: Literal["left", "right"] = "left" if rule == "inclusive" else "right"

    def at_least(answers: Floats) -> Floats:
        """The share for whom the price is (too) cheap: they named it or, with `inclusive`, exactly it."""
        return (answers.size - np.searchsorted(np.sort(answers), price, side=side)) / count

    def at_most(answers: Floats) -> Floats:
        return np.searchsorted(np.sort(answers), price, side="right") / count

    return Curves(price, at_least(used[0]), at_least(used[1]), at_most(used[2]), at_most(used[3]))


def _crossing(price: Floats, falling: Floats, rising: Floats, rule: Rule) -> float | None:
    """Where a curve that falls meets one that rises; None where they never do."""
    if not price.size:
        return None
    # shares of one number of respondents: their difference is exact up to this
    difference = np.round(rising - falling, 12)
    if rule == "strict":
        caught = np.flatnonzero(difference >= 0)
        return float(price[caught[0]]) if caught.size and difference[0] <= 0 else None
    equal = np.flatnonzero(difference == 0)
    if equal.size:
        return float((price[equal[0]] + price[equal[-1]]) / 2)
    above = np.flatnonzero(difference > 0)
    if not above.size or above[0] == 0:
        return None
    after = int(above[0])
    before = after - 1
    part = -difference[before] / (difference[after] - difference[before])
    return float(price[before] + part * (price[after] - price[before]))
