"""The share still there after a time, from customers of whom many have not left yet.

Sources: Kaplan and Meier, JASA 53 (1958) 457-481; Greenwood's variance; interval on the log-log scale (Kalbfleisch and
Prentice), which stays within 0 and 1. Late entries as in Klein and Moeschberger, "Survival Analysis", 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.survival.durations import Floats, Ints, durations
from idic.methods.survival.errors import FigureOutOfRange

EVERYBODY_LEFT_EARLY = "everybody_left_early"


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """One entry per distinct time at which somebody left or was last seen. `censored`: last seen at that time.

    `low`, `high`: NaN where the share is 1 (nobody has left yet) or 0. `median`: first time with a share of at most one
    half, None where it is not reached. `warnings`: `everybody_left_early` when, with late entries, all of the few at risk
    left at once and the share can never rise again.
    """

    time: Floats
    at_risk: Ints
    events: Ints
    censored: Ints
    survival: Floats
    se: Floats
    low: Floats
    high: Floats
    median: float | None
    median_low: float | None
    median_high: float | None
    n: int
    warnings: tuple[str, ...]

    def share(self, time: ArrayLike) -> Floats:
        """The share still there at any time; NaN after the last one seen."""
        asked = np.asarray(time, dtype=np.float64)
        place = np.searchsorted(self.time, asked, side="right")
        shares = np.r_[1.0, self.survival][place]
        result: Floats = np.where(asked > self.time[-1], np.nan, shares)
        return result


def kaplan_meier(
    duration: ArrayLike, observed: ArrayLike, *, entry: ArrayLike | None = None, level: float = 0.95
) -> SurvivalCurve:
    """`observed`: 1 left at that time, 0 still there when last seen."""
    if not 0 < level < 1:
        raise FigureOutOfRange("The level lies between 0 and 1, for example 0.95.")
    seen = durations(duration, observed, entry)
    time, ends = np.unique(seen.end, return_counts=True)
    at_risk, events = seen.at_risk(time), seen.events(time)
    survival: Floats = np.cumprod(1 - events / at_risk).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events).astype(np.float64)))
        se: Floats = (survival * np.sqrt(greenwood)).astype(np.float64)
        reach = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(greenwood) / np.abs(np.log(survival))
        low, high = survival ** np.exp(reach), survival ** np.exp(-reach)
    undecided = (survival == 1) | (survival == 0)
    se[survival == 1] = 0.0
    low[undecided] = high[undecided] = np.nan
    early = bool((survival[:-1] == 0).any()) if entry is not None else False
    return SurvivalCurve(
        time=time,
        at_risk=at_risk,
        events=events,
        censored=(ends - events).astype(np.int64),
        survival=survival,
        se=se,
        low=low,
        high=high,
        median=_first(time, survival <= 0.5),
        median_low=_first(time, low <= 0.5),
        median_high=_first(time, high <= 0.5),
        n=seen.end.size,
        warnings=(EVERYBODY_LEFT_EARLY,) if early else (),
    )


def _first(time: Floats, reached: NDArray[np.bool_]) -> float | None:
    return float(time[reached.argmax()]) if reached.any() else None
