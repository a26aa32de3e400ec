"""Repeat purchases week by week, as they came and as the model had foreseen them from before the split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from idic.domain.differentiate.scoring.holdout import Tried
from idic.methods.clv import lifetime

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.steps import Turn

_MOST_WEEKS = 104


def tracked(turn: Turn, tried: Tried) -> dict[str, Any] | None:
    """Of the customers who were known at the split: purchases per week before it (as the model says they would come to
    somebody of that age) and after it (given what each had done). None without the purchases themselves."""
    if turn.snapshot is None or tried.split is None:
        return None
    from idic.warehouse.marts.weekly import repeat_days_by_week

    weeks_after = int(tried.weeks)
    oldest = int(np.ceil(tried.T.max()))
    before = min(oldest, _MOST_WEEKS)
    model = tried.best.fit.parameters
    share = tried.known / tried.x.size
    counted = repeat_days_by_week(
        turn.snapshot, split=tried.split, until=turn.as_of, currency=turn.currency, before=before, after=weeks_after,
        days=turn.days_held,
    )  # fmt: skip
    ages, starters = np.unique(tried.T, return_counts=True)
    edges = np.arange(-before, 1.0)
    cumulative = np.array([
        model.expected_purchases_of_new(np.maximum(ages + edge, 0.0)) @ starters for edge in edges
    ])  # fmt: skip
    after = [
        float(lifetime.expected_purchases(model, tried.x, tried.t_x, tried.T, horizon=float(week)).sum())
        for week in range(1, weeks_after + 1)
    ]
    expected = np.concatenate([np.diff(cumulative), np.diff([0.0, *after])]) * share
    rate = float((tried.x / tried.T).sum()) * share
    return {
        "weeks": list(range(-before, weeks_after)), "actual": counted,
        "expected": [round(float(one), 2) for one in expected], "naive": round(rate, 2),
    }  # fmt: skip
