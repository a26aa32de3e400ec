"""The pictures of the value page, all from the figures that the refresh has kept."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import RfmGroup, Tense
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.charts import ChartTable, Picture

Figures = dict[str, Any]


def rfm_grid(figures: Figures, currency: str) -> Picture:
    """Recency across, frequency upwards; the colour is what they spent."""
    cells = {(r, f): (count, float(spent)) for r, f, count, spent in figures.get("rfm_grid", [])}
    marks = [str(score) for score in range(1, 6)]
    rows, points, links = [], [], []
    for r in range(1, 6):
        for f in range(1, 6):
            count, spent = cells.get((r, f), (0, 0.0))
            if not count:
                continue
            rows.append((_("R %(r)s · F %(f)s") % {"r": r, "f": f}, count, round(spent, 2)))
            points.append({"value": [r - 1, f - 1, round(spent, 2)]})
            links.append(reverse("value:cell", args=[r, f]))
    most = max((point["value"][2] for point in points), default=1) or 1
    option = {
        "grid": {"left": 28, "right": 16, "top": 16, "bottom": 72, "containLabel": True},
        "xAxis": {"type": "category", "data": marks, "name": _("Recency"), "nameLocation": "middle", "nameGap": 28,
                  "splitArea": {"show": True}},
        "yAxis": {"type": "category", "data": marks, "name": _("Frequency"), "nameLocation": "middle", "nameGap": 28,
                  "splitArea": {"show": True}},
        "visualMap": {"min": 0, "max": most, "calculable": False, "orient": "horizontal", "left": "center", "bottom": 0,
                      "itemHeight": 160, "text": [_("Most spend"), _("Least")], "textStyle": {"color": "#8592a6"},
                      "inRange": {"color": ["#ddd6fe", "#8b5cf6", "#4c1d95"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": _("Net spend"), "type": "heatmap", "data": points,
                    "encode": {"x": 0, "y": 1, "value": 2, "tooltip": [2]},
                    "itemStyle": {"borderWidth": 2, "borderColor": "transparent"}}],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Cell"), _("Customers"), _("Net spend")],
        rows=rows, forms=["", "number", f"money:{currency}"], links=links,
    )  # fmt: skip
    return Picture(option, table)


def rfm_groups(figures: Figures, currency: str) -> Picture:
    kept = figures.get("rfm_group", {})
    rows = [
        (str(label), kept[code]["customers"], float(kept[code]["spend"]))
        for code, label in RfmGroup.choices[::-1]
        if code in kept
    ]
    links = [customers_url(group=code) for code, _label in RfmGroup.choices[::-1] if code in kept]
    option = {
        "grid": {"right": 32},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "axisLabel": {"interval": 0}},
        "series": [{"name": _("Customers"), "type": "bar", "data": [row[1] for row in rows], "barMaxWidth": 18}],
    }
    table = ChartTable(
        columns=[_("RFM group"), _("Customers"), _("Net spend")],
        rows=rows, forms=["", "number", f"money:{currency}"], links=links,
    )  # fmt: skip
    return Picture(option, table)


def tenses(figures: Figures) -> Picture:
    kept = figures.get("tense", {})
    rows = [(str(label), kept[code]["customers"]) for code, label in Tense.choices if code in kept]
    links = [customers_url(tense=code) for code, _label in Tense.choices if code in kept]
    option = {
        "series": [
            {"name": _("Customers"), "type": "pie", "radius": ["52%", "78%"], "top": 32, "label": {"show": False},
             "data": [{"name": name, "value": count} for name, count in rows]}
        ]
    }  # fmt: skip
    return Picture(option, ChartTable(columns=[_("Customer tense"), _("Customers")], rows=rows, links=links))


def value_curve(figures: Figures) -> Picture | None:
    points: list[list[float]] = figures.get("value_curve", [])
    if not points:
        return None
    link = customers_url(sort="-value")
    option = {
        "legend": {"show": True},
        "xAxis": {"type": "value", "min": 0, "max": 1, "axisLabel": {}},
        "yAxis": {"type": "value", "min": 0},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("Lifetime value"), "type": "line", "areaStyle": {"opacity": 0.08}, "data": points},
            {"name": _("If all were worth the same"), "type": "line", "data": [[0, 0], [1, 1]],
             "lineStyle": {"type": "dashed", "width": 1.5}},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Share of the customers, most valuable first"), _("Share of the lifetime value")],
        rows=[(customers, value) for customers, value in points[1:]],
        forms=["percent", "percent"], links=[link] * (len(points) - 1) if link else [],
    )  # fmt: skip
    return Picture(option, table)


def hold_out(checked: dict[str, Any]) -> Picture:
    """How often customers with x earlier repeat purchases bought in the time that was held out."""
    by_count = checked["by_count"]
    names = [str(x) for x in by_count["x"]]
    if names:
        names[-1] = _("%(count)s or more") % {"count": names[-1]}
    link, naive = customers_url(sort="-spend"), _("As before (naive)")
    option = {
        "legend": {"show": True, "type": "scroll"},
        "xAxis": {"type": "category", "data": names, "name": ""},
        "yAxis": {"type": "value"},
        "series": [
            {"name": _("Actual"), "type": "bar", "data": by_count["actual"]},
            {"name": _("Expected by the model"), "type": "line", "data": by_count["expected"], "showSymbol": True},
            {"name": naive, "type": "line", "data": by_count["naive"], "lineStyle": {"type": "dashed"}},
        ],
    }
    table = ChartTable(
        columns=[_("Repeat purchases before"), _("Customers"), _("Actual"), _("Expected by the model"), naive],
        rows=list(
            zip(names, by_count["customers"], by_count["actual"], by_count["expected"], by_count["naive"], strict=True)
        ),
        links=[link] * len(names) if link else [],
    )  # fmt: skip
    return Picture(option, table)
