"""Falling activity against a customer's own past: one-sided CUSUM (Page, Biometrika 41 (1954) 100-115)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.signals.errors import ActivityImpossible, ColumnsUnequal, FigureOutOfRange

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

BASELINE_WEEKS = 26
SLACK = 0.5
LIMIT = 4.0
LEAST_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Cusum:
    """Rows are customers, columns weeks. `value` is NaN in the weeks of the baseline. `mean`, `spread`: of the baseline.

    `first_alarm`: the week (from 0) of the first alarm, -1 without one.
    """

    value: Floats
    alarm: Flags
    mean: Floats
    spread: Floats
    first_alarm: NDArray[np.int64]


def cusum(
    activity: ArrayLike,
    *,
    contacted: ArrayLike | None = None,
    baseline_weeks: int = BASELINE_WEEKS,
    slack: float = SLACK,
    limit: float = LIMIT,
) -> Cusum:
    """C = max(0, C + (mean - y) / spread - slack), alarm above `limit`; starts anew after a week with a contact.

    `activity`: per customer (rows) and week (columns), or one customer. The spread is the sample standard deviation of
    the baseline; where it is 0, the root of the mean, at least 0.1.
    """
    y = np.asarray(activity, dtype=np.float64)
    y = y.reshape(1, -1) if y.ndim == 1 else y
    reset = np.zeros(y.shape, dtype=np.bool_) if contacted is None else np.asarray(contacted, dtype=np.bool_)
    reset = reset.reshape(1, -1) if reset.ndim == 1 else reset
    if y.ndim != 2 or reset.shape != y.shape:
        raise ColumnsUnequal("Activity and contacts need one entry per customer and week.")
    if not np.isfinite(y).all() or (y < 0).any():
        raise ActivityImpossible("Activity is a number per week, 0 where there was none.")
    if baseline_weeks < 2 or y.shape[1] < baseline_weeks or slack < 0 or not limit > 0:
        raise FigureOutOfRange(f"The first {baseline_weeks} weeks make the baseline: give at least so many, and not 1.")
    mean = y[:, :baseline_weeks].mean(axis=1)
    spread = y[:, :baseline_weeks].std(axis=1, ddof=1)
    spread = np.where(spread > 0, spread, np.maximum(np.sqrt(mean), LEAST_SPREAD))
    value = np.full(y.shape, np.nan)
    level = np.zeros(len(y))
    for week in range(baseline_weeks, y.shape[1]):
        level = np.maximum(0.0, level + (mean - y[:, week]) / spread - slack)
        value[:, week] = level
        level = np.where(reset[:, week], 0.0, level)
    alarm = np.nan_to_num(value) > limit
    first = np.where(alarm.any(axis=1), alarm.argmax(axis=1), -1).astype(np.int64)
    return Cusum(value, alarm, mean, spread, first)
