from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import ChartTable, Picture


def gap_curve(gaps: dict[str, Any]) -> Picture:
    """After so many days without a purchase: what part still comes back, and what part of all gaps was over by then."""
    back = [[day, share] for day, share in zip(gaps["days"], gaps["back"], strict=True) if share is not None]
    closed = [[day, share] for day, share in zip(gaps["days"], gaps["closed"], strict=True)]
    option = {
        "legend": {"show": True},
        "xAxis": {
            "type": "value",
            "form": "number",
            "min": 0,
            "max": min(gaps["days"][-1], 3 * max(gaps["proposed"], 30)),
        },
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("Gaps that were over by then"), "type": "line", "data": closed},
            {"name": _("Still come back after such a silence"), "type": "line", "data": back},
        ],
    }
    table = ChartTable(
        columns=[_("Days of silence"), _("Gaps that were over by then"), _("Still come back after such a silence")],
        rows=list(zip(gaps["days"], gaps["closed"], gaps["back"], strict=True)),
        forms=["number", "percent", "percent"],
    )
    return Picture(option, table)
