"""A series against its frozen baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from idic.methods import control_chart
from idic.warehouse.alerts.errors import BaselineShort
from idic.warehouse.alerts.series import Series
from idic.warehouse.models import RuleSet

#: Of the baseline: enough to know what is usual, few enough to be of one kind.
BASELINE_POINTS = 26
FEWEST = 8


@dataclass(frozen=True)
class Marked:
    """The period at which a rule was met."""

    day: date
    value: float
    rule: str
    side: str


def freeze(series: Series, *, until: date | None = None) -> dict[str, Any]:
    """Raises BaselineShort."""
    known = [(day, value) for day, value in series if value is not None and (until is None or day <= until)]
    used = known[-BASELINE_POINTS:]
    if len(used) < FEWEST:
        raise BaselineShort(len(used), FEWEST)
    limits = control_chart.individuals_limits([value for _day, value in used], fewest=FEWEST)
    return {
        "centre": limits.centre, "sigma": limits.sigma, "mean_moving_range": limits.mean_moving_range,
        "points": limits.points, "first": used[0][0].isoformat(), "last": used[-1][0].isoformat(),
    }  # fmt: skip


def limits_of(baseline: Mapping[str, Any]) -> control_chart.IndividualsLimits:
    return control_chart.IndividualsLimits(
        baseline["centre"], baseline["sigma"], baseline["mean_moving_range"], baseline["points"]
    )


def marked(series: Sequence[tuple[date, float | None]], baseline: Mapping[str, Any], rules: str) -> list[Marked]:
    """What broke a rule after the baseline ended, oldest first; of one period the first rule counts."""
    last = date.fromisoformat(str(baseline["last"]))
    later = [(day, value) for day, value in series if day > last]
    if not later:
        return []
    values = [float("nan") if value is None else value for _day, value in later]
    chosen = control_chart.NELSON if rules == RuleSet.NELSON else control_chart.WESTERN_ELECTRIC
    chart = control_chart.individuals(values, limits_of(baseline), rules=chosen)
    found: dict[date, Marked] = {}
    for signal in chart.signals:
        day, value = later[signal.last]
        if value is not None:
            found.setdefault(day, Marked(day, value, signal.rule, signal.side))
    return sorted(found.values(), key=lambda one: one.day)
