"""Forecasts against what came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from idic.doors.web.value import charts, validation
from tools.gallery.drawing import Panel, Plate


def held_out(name: str, names: Mapping[str, Any]) -> list[Plate]:
    found = names["forecast"]
    tracking, result = found.tracking, found.result
    weeks = np.round(tracking.period - tracking.calibration).astype(int) - 1
    time = float(tracking.period[-1] - tracking.calibration)
    told = {
        "weeks": weeks.tolist(), "actual": tracking.actual.tolist(), "expected": _rounded(tracking.expected),
        "naive": round(result.naive_total / time, 2),
    }  # fmt: skip
    counts = result.by_count
    by_count = {column: getattr(counts, column).tolist() for column in ("x", "customers")}
    by_count |= {column: _rounded(getattr(counts, column), 3) for column in ("actual", "expected", "naive")}
    gain = {
        "share_of_customers": found.gain.share_of_customers.tolist(), "model": _rounded(found.gain.share_of_actual, 4),
        "naive": _rounded(found.naive_gain.share_of_actual, 4), "perfect": _rounded(found.gain.share_if_perfect, 4),
    }  # fmt: skip
    summed = validation.cumulative(told).option
    after = f"{result.actual_total:,.0f} came, {result.expected_total:,.0f} expected, {result.naive_total:,.0f} naive"
    error = f"Error per customer {result.mae:.3f}, of the naive forecast {result.naive_mae:.3f}"
    weekly = validation.weekly(told).option
    weekly["series"][0]["lineStyle"] = {"width": 1.5}
    weekly["xAxis"]["axisLabel"] = {"interval": 5}
    weekly["series"][0]["markLine"] = {
        "symbol": "none", "silent": True, "lineStyle": {"color": "#94a3b8", "type": "solid", "width": 1},
        "label": {"formatter": "split", "position": "insideEndTop"}, "data": [{"xAxis": "1"}],
    }  # fmt: skip
    gains = validation.gain(gain).option
    gains |= {"legend": {"show": True, "itemGap": 12}, "grid": {"top": 68}}
    return [
        Plate(f"{name}-tracking", [
            Panel("Purchases since the split, summed up", after, summed),
            Panel("Purchases by week", "What was learned from, and after the split what was not seen", weekly),
        ]),
        Plate(f"{name}-holdout", [
            Panel("Held-out purchases by earlier repeat purchases", error, charts.hold_out({"by_count": by_count}).option),
            Panel("Who comes back: customers in the order of the forecast",
                  "Share of the customers, and of the purchases that came", gains, "percent"),
        ]),
    ]  # fmt: skip


def _rounded(values: Any, digits: int = 2) -> list[float | None]:
    return [None if np.isnan(one) else round(float(one), digits) for one in values]
