"""How far a service standard was kept: met, breached, running; the share within target, and the time it took.

A promise still open and not yet due says nothing and is left out; one still open and past due is broken already.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods import control_chart
from idic.methods.proportion import Proportion, wilson

MET, BREACHED, RUNNING = "met", "breached", "running"
STATES: tuple[str, ...] = (MET, BREACHED, RUNNING)

NOTHING_DUE = "nothing_due"
TOO_FEW_WEEKS = "too_few_weeks"


class AttainmentError(ValueError):
    """The standard cannot be measured; the message says what to change."""


class UnequalColumns(AttainmentError):
    pass


class TimeUnusable(AttainmentError):
    pass


def states(taken: ArrayLike, target: ArrayLike, finished: ArrayLike) -> NDArray[np.object_]:
    """One of STATES per case. `taken` and `target` in one unit: minutes of a clock, with the time so far of an open
    case; or moments (datetime64), the end (of an open case: now) against the due moment. The target itself is kept.
    """
    spent, limit = np.asarray(taken), np.asarray(target)
    done = np.asarray(finished, dtype=np.bool_)
    if spent.ndim != 1 or limit.shape not in ((), spent.shape) or done.shape not in ((), spent.shape):
        raise UnequalColumns("Every case needs its time, its target, and whether it is finished.")
    unknown = np.isnat if spent.dtype.kind == "M" else np.isnan
    if (spent.dtype.kind == "M") != (limit.dtype.kind == "M") or unknown(spent).any() or unknown(limit).any():
        raise TimeUnusable("Times and targets must be known, and both minutes or both moments.")
    return np.where(spent > limit, BREACHED, np.where(done, MET, RUNNING)).astype(object)


@dataclass(frozen=True, slots=True)
class Attainment:
    """`share`: met of met and breached, None with the reason where nothing was due. `median` and `p90` in the unit of
    the times, over the same cases; an open breached case enters with its time so far, and `at_least` says that the
    figure can still rise for it.
    """

    met: int
    breached: int
    running: int
    share: Proportion | None
    median: float | None
    median_at_least: bool
    p90: float | None
    p90_at_least: bool
    reason: str

    @property
    def n(self) -> int:
        return self.met + self.breached


def attainment(minutes: ArrayLike, target: ArrayLike, finished: ArrayLike = True, *, level: float = 0.95) -> Attainment:
    """`minutes` of the clock until the end, or so far; one `target` for all or one per case. Wilson interval at `level`."""
    spent = np.asarray(minutes, dtype=np.float64)
    if not np.isfinite(spent).all() or (spent < 0).any():
        raise TimeUnusable("Times must be known and not negative.")
    state = states(spent, np.asarray(target, dtype=np.float64), finished)
    met, breached = int((state == MET).sum()), int((state == BREACHED).sum())
    running = int(state.size) - met - breached
    if not met + breached:
        return Attainment(0, 0, running, None, None, False, None, False, NOTHING_DUE)
    decided = state != RUNNING
    times = spent[decided]
    still_open = times[~np.broadcast_to(np.asarray(finished, dtype=np.bool_), spent.shape)[decided]]
    p90 = nearest_rank(times, 0.9)
    upper_middle = float(np.sort(times)[times.size // 2])
    return Attainment(
        met=met,
        breached=breached,
        running=running,
        share=wilson(met, met + breached, level=level),
        median=float(np.median(times)),
        median_at_least=bool((still_open <= upper_middle).any()),
        p90=p90,
        p90_at_least=bool((still_open <= p90).any()),
        reason="",
    )


def nearest_rank(values: ArrayLike, share: float) -> float:
    """The ceil(share n)-th value from below: always a time that somebody waited, never one in between."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    if not ordered.size or not 0 < share <= 1:
        raise AttainmentError("A percentile needs at least one value and a share above 0 and at most 1.")
    # 0.07 x 100 is a hair above 7 in binary.
    return float(ordered[ceil(share * ordered.size - 1e-9) - 1])


@dataclass(frozen=True, slots=True)
class Weekly:
    """One entry per week from the first to the last, by its Monday; a week without cases stays, with 0 of 0.
    `chart` is the p-chart of the share met, None with the reason where the baseline is too short.
    """

    monday: NDArray[np.datetime64]
    met: NDArray[np.int64]
    decided: NDArray[np.int64]
    chart: control_chart.Chart | None
    reason: str


def weekly(day: ArrayLike, state: ArrayLike, *, baseline_weeks: int | None = None) -> Weekly:
    """`day`: by which a case is counted (usually when it was due), in the zone of the business; `state`: one of STATES.

    Limits p +- 3 sqrt(p (1 - p) / n) of each week's own n; p from the first `baseline_weeks` weeks, or from all.
    """
    days, given = np.asarray(day, dtype="datetime64[D]"), np.asarray(state, dtype=object)
    if days.ndim != 1 or days.shape != given.shape:
        raise UnequalColumns("Every case needs its day and its state.")
    if np.isnat(days).any() or not np.isin(given, STATES).all():
        raise TimeUnusable(f"Days must be known, and states one of {', '.join(STATES)}.")
    decided = given != RUNNING
    if not decided.any():
        none = np.zeros(0, dtype=np.int64)
        return Weekly(np.zeros(0, dtype="datetime64[D]"), none, none, None, NOTHING_DUE)
    # Day 0 of the count is a Thursday; weeks begin on Monday.
    week = (days[decided].astype(np.int64) + 3) // 7
    place, size = week - week.min(), int(week.max() - week.min()) + 1
    counted = np.bincount(place, minlength=size)
    met = np.bincount(place[given[decided] == MET], minlength=size)
    monday = ((np.arange(size) + week.min()) * 7 - 3).astype("datetime64[D]")
    first = size if baseline_weeks is None else baseline_weeks
    try:
        limits = control_chart.rates_limits("p", met[:first], counted[:first])
    except control_chart.BaselineTooShort:
        return Weekly(monday, met, counted, None, TOO_FEW_WEEKS)
    return Weekly(monday, met, counted, control_chart.rates(limits, met, counted), "")
