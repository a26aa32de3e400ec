"""The pictures that hold the forecast against what came, all from what the refresh has kept."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

Told = dict[str, Any]


def weekly(tracking: Told) -> Picture:
    return _tracked(tracking, tracking["actual"], tracking["expected"], [tracking["naive"]] * len(tracking["weeks"]))


def cumulative(tracking: Told) -> Picture:
    """From the split on, where the two forecasts part."""
    start = tracking["weeks"].index(0) if 0 in tracking["weeks"] else 0
    after = {name: tracking[name][start:] for name in ("weeks", "actual", "expected")}
    naive = [tracking["naive"]] * len(after["weeks"])
    sums = [[round(one, 1) for one in accumulate(values)] for values in (after["actual"], after["expected"], naive)]
    return _tracked(after, *sums)


def _tracked(tracking: Told, actual: list[float], expected: list[float], naive: list[float]) -> Picture:
    weeks = [week + 1 if week >= 0 else week for week in tracking["weeks"]]
    # the naive forecast speaks of the time after the split alone
    later = [value if week >= 0 else None for week, value in zip(tracking["weeks"], naive, strict=True)]
    option = {
        "legend": {"show": True, "type": "scroll"},
        "grid": {"bottom": 44},
        "xAxis": {"type": "category", "data": [str(week) for week in weeks], "name": _("Weeks since the split"),
                  "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "min": 0},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("Actual"), "type": "line", "data": actual, "showSymbol": False},
            {"name": _("Expected by the model"), "type": "line", "data": expected, "showSymbol": False},
            {"name": _("As before (naive)"), "type": "line", "data": later, "showSymbol": False,
             "lineStyle": {"type": "dashed"}},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Week"), _("Actual"), _("Expected by the model"), _("As before (naive)")],
        rows=list(zip([str(week) for week in weeks], actual, expected, later, strict=True)),
        forms=["", "number", "number", "number"],
    )  # fmt: skip
    return Picture(option, table)


def gain(told: Told) -> Picture:
    share = told["share_of_customers"]

    def line(values: list[float]) -> list[list[float]]:
        return [[0.0, 0.0], *([x, y] for x, y in zip(share, values, strict=True))]

    option = {
        "legend": {"show": True, "type": "scroll"},
        "xAxis": {"type": "value", "min": 0, "max": 1},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("In the order of the model"), "type": "line", "data": line(told["model"])},
            {"name": _("In the order of the naive forecast"), "type": "line", "data": line(told["naive"]),
             "lineStyle": {"type": "dashed"}},
            {"name": _("If everything had been known"), "type": "line", "data": line(told["perfect"]),
             "lineStyle": {"type": "dotted"}},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Share of the customers"), _("In the order of the model"), _("In the order of the naive forecast"),
                 _("If everything had been known")],
        rows=list(zip(share, told["model"], told["naive"], told["perfect"], strict=True)), forms=["percent"] * 4,
    )  # fmt: skip
    return Picture(option, table)


def alive(grid: Told) -> Picture:
    """The field of (how often, when last), coloured by the probability of still buying."""
    points, rows = [], []
    weeks = [formats.number(week, 0) for week in grid["t_x"]]
    for x, line in zip(grid["x"], grid["p_alive"], strict=True):
        for place, value in enumerate(line):
            if value is None:
                continue
            points.append([place, x, value])
            rows.append((x, weeks[place], value))
    option = {
        "grid": {"left": 28, "right": 16, "top": 16, "bottom": 72, "containLabel": True},
        "xAxis": {"type": "category", "data": weeks, "name": _("Week of the last purchase"), "nameLocation": "middle",
                  "nameGap": 28},
        "yAxis": {"type": "category", "data": [str(x) for x in grid["x"]], "name": _("Repeat purchases"),
                  "nameLocation": "middle", "nameGap": 28},
        "visualMap": {"min": 0, "max": 1, "calculable": False, "orient": "horizontal", "left": "center", "bottom": 0,
                      "itemHeight": 160, "text": [_("Surely buying"), _("Surely gone")],
                      "textStyle": {"color": "#8592a6"}, "inRange": {"color": ["#ddd6fe", "#8b5cf6", "#4c1d95"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": _("Still buying"), "type": "heatmap", "data": points}],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Repeat purchases"), _("Week of the last purchase"), _("Still buying")],
        rows=rows, forms=["number", "", "percent"],
    )  # fmt: skip
    return Picture(option, table)
