from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.life.lives import COMPETITOR, LIVES
from idic.domain.differentiate.queries.life import Change
from idic.doors.web.life.words import kind_name
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

NOT_KNOWN = ""


def series(points: list[dict[str, Any]], currency: str) -> Picture | None:
    """Stacked by kind; the competitors' customers overlap them and stand as a line."""
    if len(points) < 2:
        return None
    days = [formats.day(date.fromisoformat(point["day"])) for point in points]
    stacked = [
        {"name": kind_name(code), "type": "line", "stack": "all", "areaStyle": {"opacity": 0.25}, "showSymbol": False,
         "data": [point[code] for point in points]}
        for code in LIVES
    ]  # fmt: skip
    line = {"name": kind_name(COMPETITOR), "type": "line", "lineStyle": {"type": "dashed"},
            "data": [point[COMPETITOR] for point in points]}  # fmt: skip
    option = {
        "legend": {"show": True, "type": "scroll"}, "tooltip": {"trigger": "axis"}, "grid": {"right": 40},
        "xAxis": {"type": "category", "data": days, "boundaryGap": False},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [*stacked, line],
    }  # fmt: skip
    kinds = (*LIVES, COMPETITOR)
    table = ChartTable(
        columns=[_("Day"), *(kind_name(code) for code in kinds)],
        rows=[(day, *(point[code] for code in kinds)) for day, point in zip(days, points, strict=True)],
        forms=["", *["number"] * len(kinds)],
    )
    return Picture(option, table)


def moves(change: Change) -> Picture | None:
    """From the left, what they were; on the right, what they became."""
    rows, links, names = [], [], set()
    for (was, became), count in sorted(change.moves.items(), key=lambda one: -one[1]):
        before = _("New: %(kind)s") % {"kind": _("not known yet")} if was == NOT_KNOWN else kind_name(was)
        rows.append((before, kind_name(became), count))
        # Both sides hold the same names; a blank that nobody sees keeps them apart.
        links.append({"source": before, "target": f"{kind_name(became)}\u200b", "value": count})
        names |= {before, f"{kind_name(became)}\u200b"}
    if not rows:
        return None
    option = {
        "tooltip": {"trigger": "item"},
        "series": [{"type": "sankey", "data": [{"name": name} for name in sorted(names)], "links": links,
                    "emphasis": {"focus": "adjacency"}, "nodeGap": 14, "left": 8, "right": 120, "top": 12, "bottom": 12,
                    "lineStyle": {"color": "gradient", "opacity": 0.35}}],
    }  # fmt: skip
    table = ChartTable(columns=[_("Before"), _("After"), _("Customers")], rows=rows, forms=["", "", "number"])
    return Picture(option, table)
