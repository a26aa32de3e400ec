"""Runs rules on standardised points, by name.

Sources: Western Electric, "Statistical Quality Control Handbook" (1956), four rules; Nelson, "The Shewhart Control
Chart - Tests for Special Causes" (Journal of Quality Technology 16, 1984), eight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from idic.methods.control_chart.errors import UnknownRule

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Side = Literal["above", "below", ""]
RuleName = Literal[
    "beyond_3_sigma", "two_of_three_beyond_2_sigma", "four_of_five_beyond_1_sigma", "eight_on_one_side",
    "nine_on_one_side", "six_rising_or_falling", "fourteen_alternating", "fifteen_within_1_sigma",
    "eight_outside_1_sigma",
]  # fmt: skip
RULES: tuple[RuleName, ...] = get_args(RuleName)
WESTERN_ELECTRIC: tuple[RuleName, ...] = (
    "beyond_3_sigma", "two_of_three_beyond_2_sigma", "four_of_five_beyond_1_sigma", "eight_on_one_side",
)  # fmt: skip
NELSON: tuple[RuleName, ...] = (
    "beyond_3_sigma", "nine_on_one_side", "six_rising_or_falling", "fourteen_alternating",
    "two_of_three_beyond_2_sigma", "four_of_five_beyond_1_sigma", "fifteen_within_1_sigma", "eight_outside_1_sigma",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """The rule is met at point `last`, counting from 0; its evidence starts at `first`. `side` is "" where the rule
    has none."""

    rule: RuleName
    first: int
    last: int
    side: Side


@dataclass(frozen=True, slots=True)
class Chart:
    """One entry per point. `z` is the distance from the centre in sigmas; a baseline without any spread makes every
    other value infinitely far."""

    values: Floats
    centre: float
    lower: Floats
    upper: Floats
    z: Floats
    signals: tuple[Signal, ...]


def signals(z: ArrayLike, *, rules: Sequence[RuleName] = WESTERN_ELECTRIC) -> tuple[Signal, ...]:
    """Every point at which a rule is met, by point and then in the order of `rules`. A missing point (NaN) meets none
    and interrupts every run."""
    points = np.asarray(z, dtype=np.float64)
    unknown = [rule for rule in rules if rule not in RULES]
    if unknown:
        raise UnknownRule(f"Unknown rule {unknown[0]!r}; the rules are: {', '.join(RULES)}.")
    found = [signal for rule in rules for signal in _of_rule(points, rule)]
    order = {rule: place for place, rule in enumerate(rules)}
    return tuple(sorted(found, key=lambda one: (one.last, order[one.rule], one.side)))


def _of_rule(z: Floats, rule: RuleName) -> list[Signal]:
    both: tuple[tuple[Side, Floats], ...] = (("above", z), ("below", -z))
    match rule:
        case "beyond_3_sigma":
            return [one for side, x in both for one in _met(x > 3, 1, 1, rule, side)]
        case "two_of_three_beyond_2_sigma":
            return [one for side, x in both for one in _met(x > 2, 2, 3, rule, side)]
        case "four_of_five_beyond_1_sigma":
            return [one for side, x in both for one in _met(x > 1, 4, 5, rule, side)]
        case "eight_on_one_side":
            return [one for side, x in both for one in _met(x > 0, 8, 8, rule, side)]
        case "nine_on_one_side":
            return [one for side, x in both for one in _met(x > 0, 9, 9, rule, side)]
        case "six_rising_or_falling":
            return [one for side, x in both for one in _steps(x, 6, lambda step: step > 0, rule, side)]
        case "fourteen_alternating":
            return _alternating(z, rule)
        case "fifteen_within_1_sigma":
            return _met(np.abs(z) < 1, 15, 15, rule, "")
        case "eight_outside_1_sigma":
            return _met(np.abs(z) > 1, 8, 8, rule, "")


def _met(hit: Bools, wanted: int, window: int, rule: RuleName, side: Side) -> list[Signal]:
    """`wanted` of the last `window` points, the last of them included. A shorter start counts where it is enough."""
    found = []
    for last in np.flatnonzero(hit):
        start = max(0, int(last) - window + 1)
        places = np.flatnonzero(hit[start : last + 1])
        if places.size >= wanted:
            found.append(Signal(rule, start + int(places[0]), int(last), side))
    return found


def _steps(z: Floats, points: int, rises: Callable[[Floats], Bools], rule: RuleName, side: Side) -> list[Signal]:
    if z.size < points:
        return []
    with np.errstate(invalid="ignore"):
        steps = rises(np.diff(z))
    runs = sliding_window_view(steps, points - 1).all(axis=1)
    return [Signal(rule, int(first), int(first) + points - 1, side) for first in np.flatnonzero(runs)]


def _alternating(z: Floats, rule: RuleName) -> list[Signal]:
    if z.size < 14:
        return []
    with np.errstate(invalid="ignore"):
        turns = np.diff(z)[1:] * np.diff(z)[:-1] < 0
    runs = sliding_window_view(turns, 12).all(axis=1)
    return [Signal(rule, int(first), int(first) + 13, "") for first in np.flatnonzero(runs)]
