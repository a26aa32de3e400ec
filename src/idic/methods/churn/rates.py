"""How many were lost in a period, and how much money with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.churn.errors import ColumnsUnequal, FigureOutOfRange


@dataclass(frozen=True, slots=True)
class PeriodChurn:
    """`rate` is None when nobody was active at the start. `won`: new in the period, not in the denominator."""

    active_at_start: int
    lost: int
    won: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class RevenueChurn:
    """`gross`: revenue lost and reduced over that at the start; `net` of expansion (below 0: those who stayed grew more).

    Revenue of new customers counts in neither.
    """

    start: float
    lost: float
    reduced: float
    expanded: float
    gross: float | None
    net: float | None


def period_churn(lost: int, active_at_start: int) -> float | None:
    """Lost in the period / active at its start: 50 of 1000 = 0.05."""
    if not 0 <= lost <= active_at_start:
        raise FigureOutOfRange("Lost customers are among those active at the start, so they cannot be more.")
    return lost / active_at_start if active_at_start else None


def period_churn_of(active_at_start: ArrayLike, active_at_end: ArrayLike) -> PeriodChurn:
    """From the ids of those active at both moments."""
    before, after = np.unique(np.asarray(active_at_start)), np.unique(np.asarray(active_at_end))
    stayed = int(np.isin(before, after).sum())
    lost = before.size - stayed
    return PeriodChurn(before.size, lost, after.size - stayed, period_churn(lost, before.size))


def annual_from_monthly(rate: float, *, months: int = 12) -> float:
    """1 - (1 - rate)^months: 5 % a month is 45.96 % a year, not 60 %."""
    if not 0 <= rate <= 1 or months < 1:
        raise FigureOutOfRange("A rate lies between 0 and 1, and at least one month is needed.")
    return float(1 - (1 - rate) ** months)


def revenue_churn(revenue_at_start: ArrayLike, revenue_at_end: ArrayLike) -> RevenueChurn:
    """Per customer (the same in both) the recurring revenue at both moments; 0 = none."""
    before, after = np.asarray(revenue_at_start, dtype=np.float64), np.asarray(revenue_at_end, dtype=np.float64)
    if before.shape != after.shape or before.ndim != 1:
        raise ColumnsUnequal("Each customer needs the revenue at the start and at the end.")
    if not (np.isfinite(before).all() and np.isfinite(after).all()) or (before < 0).any() or (after < 0).any():
        raise FigureOutOfRange("Revenue must be a number and not negative.")
    ours = before > 0
    change = after[ours] - before[ours]
    gone = after[ours] == 0
    start = float(before.sum())
    lost, reduced = float(-change[gone].sum()) + 0.0, float(-change[~gone & (change < 0)].sum()) + 0.0
    expanded = float(change[change > 0].sum())
    gross = (lost + reduced) / start if start else None
    return RevenueChurn(start, lost, reduced, expanded, gross, None if gross is None else gross - expanded / start)
