from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isfinite

import numpy as np
from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.methods.attainment import TOO_FEW_WEEKS, weekly


def weekly_picture(days: Sequence[date], states: Sequence[str], target: float | None) -> tuple[Picture | None, str]:
    """The p-chart, else why there is none. A week without a decided promise stays in it, with no share."""
    weeks = weekly(np.array(days, dtype="datetime64[D]"), np.array(states, dtype=object))
    if weeks.chart is None:
        return None, _too_few() if weeks.reason == TOO_FEW_WEEKS else _("No promise has come due yet.")
    chart = weeks.chart
    mondays = [str(one) for one in weeks.monday]
    marked = {one.last for one in chart.signals}
    share = [_plain(one) for one in chart.values]
    low, high = [_plain(one) for one in chart.lower], [_plain(one) for one in chart.upper]
    lines: list[tuple[str, list[float | None]]] = [
        (_("Upper limit"), high), (_("Middle"), [chart.centre] * len(mondays)), (_("Lower limit"), low)
    ]  # fmt: skip
    if target is not None:
        lines.append((_("Target"), [target] * len(mondays)))
    name, unusual = _("Kept"), _("Out of the usual")
    option = {
        "legend": {"data": [name, *([_("Target")] if target is not None else []), unusual]},
        "xAxis": {"type": "category", "data": mondays},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "series": [
            {"name": name, "type": "line", "data": share, "symbolSize": 6},
            *(
                {"name": label, "type": "line", "data": values, "showSymbol": False,
                 "lineStyle": {"type": "dotted" if label == _("Target") else "dashed", "width": 1}}
                for label, values in lines
            ),
            {"name": unusual, "type": "scatter", "symbolSize": 14,
             "data": [one if place in marked else None for place, one in enumerate(share)]},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [date.fromisoformat(monday), int(weeks.met[place]), int(weeks.decided[place]), share[place], low[place],
         chart.centre, high[place], _("yes") if place in marked else ""]
        for place, monday in enumerate(mondays)
    ]  # fmt: skip
    columns = [_("Week from"), _("Kept"), _("Decided contacts"), _("Share"), _("Lower limit"), _("Middle"), _("Upper limit"),
               unusual]  # fmt: skip
    forms = ("day", "number", "number", "percent", "percent", "percent", "percent", "")
    return Picture(option, ChartTable(columns, rows, forms=forms)), ""


def _too_few() -> str:
    return _("There are not enough weeks yet to say what is usual. The chart appears as soon as there are.")


def _plain(value: float) -> float | None:
    return min(1.0, max(0.0, float(value))) if isfinite(value) else None
