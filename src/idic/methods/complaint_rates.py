"""Complaints per 1,000 transactions or customers, held against the usual rate: more business brings more complaints."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.control_chart import Chart, ControlChartError, RateLimits, rates, rates_limits

PER = 1000.0


class CentreUnusable(ControlChartError):
    def __init__(self) -> None:
        super().__init__("The usual rate must be a number above 0.")


def per_thousand(
    complaints: ArrayLike, base: ArrayLike, *, usual: float | None = None, baseline: int | None = None
) -> Chart:
    """u-chart, one entry per period: limits u +- 3 sqrt(u / n), n in thousands, u per 1,000.

    `base`: transactions or customers of the period. `usual`: a known rate per 1,000; without it the rate of the first
    `baseline` periods, or of all. Raises ControlChartError for counts that cannot be and for a baseline too short.
    """
    thousands = np.asarray(base, dtype=np.float64) / PER
    if usual is None:
        counts = np.asarray(complaints, dtype=np.float64)
        return rates(rates_limits("u", counts[:baseline], thousands[:baseline]), counts, thousands)
    if not (np.isfinite(usual) and usual > 0):
        raise CentreUnusable
    return rates(RateLimits("u", usual, 0), complaints, thousands)
