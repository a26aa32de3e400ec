"""The pictures of the behaviour pages, from kept results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

Result = dict[str, Any]
Name = Callable[[object], str]

_BARS = 20
# Keeps the nodes of a step apart from those of the next; nobody sees it.
_APART = "\u200b"


def joined(items: Sequence[object], name: Name) -> str:
    return " + ".join(name(item) for item in items)


def strongest(result: Result, name: Name) -> Picture:
    """Receipts beyond what chance alone would bring."""
    rules = result["rules"][:_BARS]
    rows = [
        (
            _("%(first)s → %(second)s") % {"first": joined(rule["a"], name), "second": joined(rule["b"], name)},
            round(rule["leverage"] * result["receipts"]), rule["count"], rule["confidence"], round(rule["lift"], 2),
        )
        for rule in rules
    ]  # fmt: skip
    option = {
        "grid": {"right": 32},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "inverse": True,
                  "axisLabel": {"interval": 0, "width": 190, "overflow": "truncate"}},
        "series": [{"name": _("Receipts beyond chance"), "type": "bar", "data": [row[1] for row in rows],
                    "barMaxWidth": 16}],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Rule"), _("Receipts beyond chance"), _("Receipts with both"), _("Confidence"), _("Lift")],
        rows=rows, forms=["", "number", "number", "percent", "number"],
    )  # fmt: skip
    return Picture(option, table)


def flow(result: Result) -> Picture | None:
    links, names, rows = [], set(), []
    for step, source, target, count in result["links"]:
        left, right = f"{source}{_APART * step}", f"{target}{_APART * (step + 1)}"
        names |= {left, right}
        links.append({"source": left, "target": right, "value": count})
        rows.append((formats.number(step), source, target, count))
    if not rows:
        return None
    option = {
        "tooltip": {"trigger": "item"},
        "series": [{"type": "sankey", "data": [{"name": name} for name in sorted(names)], "links": links,
                    "emphasis": {"focus": "adjacency"}, "nodeGap": 12, "left": 8, "right": 96, "top": 12, "bottom": 12,
                    "lineStyle": {"color": "gradient", "opacity": 0.35}}],
    }  # fmt: skip
    table = ChartTable(columns=[_("Step"), _("From"), _("To"), _("Customers")], rows=rows, forms=["", "", "", "number"])
    return Picture(option, table)


def transitions(result: Result) -> Picture | None:
    """Rows: bought now; columns: bought next. The colour is the share of the row."""
    states, counts, followed = result["states"], result["transitions"], result["followed"]
    rows: list[tuple[Any, ...]] = []
    points = []
    for above, source in enumerate(states):
        for across, target in enumerate(states):
            count = counts[above][across]
            if not count:
                continue
            share = count / followed[above]
            rows.append((source, target, count, share))
            points.append([across, above, round(share, 4)])
    if not rows:
        return None
    return Picture(
        _heat(states, states, points, _("Share of the next purchases"), across=""),
        ChartTable(
            columns=[_("Now"), _("Next"), _("Times"), _("Share of the next purchases")], rows=rows,
            forms=["", "", "number", "percent"],
        ),
    )  # fmt: skip


def cohorts(result: Result, *, money: bool) -> Picture:
    """Down: month of the first purchase; across: months later. Cells that have not been yet are empty."""
    shares = result["revenue_retention" if money else "retention"]
    months = [formats.month(date.fromisoformat(f"{month}-01")) for month in result["months"]]
    # the first month is all of the cohort, and who came last has no later month yet: neither tells anything
    ages = [str(age) for age in range(1, len(shares[0]) if shares else 0)]
    points = [
        [across - 1, down, share]
        for down, row in enumerate(shares)
        for across, share in enumerate(row)
        if share is not None and across
    ]
    rows = [
        (month, size, *row[1:]) for month, size, row in zip(months, result["size"], shares, strict=True)
    ]  # fmt: skip
    name = _("Spend against the first month") if money else _("Customers who bought again")
    return Picture(
        _heat(ages, months[: max(len(months) - 1, 1)], points, name, across=_("Months later")),
        ChartTable(
            columns=[_("First purchase"), _("Customers"), *ages], rows=rows,
            forms=["", "number", *(["percent"] * len(ages))],
        ),
    )  # fmt: skip


def gaps(result: Result) -> Picture | None:
    rows = [
        (row["category"], row["median"], row["p90"], row["gaps"]) for row in result["rows"] if row["median"] is not None
    ][:_BARS]
    if not rows:
        return None
    option = {
        "legend": {"show": True}, "grid": {"right": 32, "top": 64},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "inverse": True,
                  "axisLabel": {"interval": 0, "width": 150, "overflow": "truncate"}},
        "series": [
            {"name": _("Half buy again within (days)"), "type": "bar", "data": [row[1] for row in rows], "barMaxWidth": 10},
            {"name": _("Nine in ten buy again within (days)"), "type": "bar", "data": [row[2] for row in rows],
             "barMaxWidth": 10},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Category"), _("Half buy again within (days)"), _("Nine in ten buy again within (days)"), _("Gaps seen")],
        rows=rows, forms=["", "number", "number", "number"],
    )  # fmt: skip
    return Picture(option, table)


def price_curves(result: Result) -> Picture:
    names = (
        _("Too cheap"), _("Not cheap"), _("Cheap"), _("Expensive"), _("Not expensive"), _("Too expensive"),
    )  # fmt: skip
    shown = (0, 1, 4, 5)
    option = {
        "legend": {"show": True, "type": "scroll"}, "grid": {"top": 56}, "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value", "form": "number", "scale": True},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "series": [
            {"name": names[place], "type": "line", "data": [[row[0], row[place + 1]] for row in result["curves"]]}
            for place in shown
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Price"), *names], rows=[tuple(row) for row in result["curves"]],
        forms=["number", *["percent"] * len(names)],
    )  # fmt: skip
    return Picture(option, table)


def demand(result: Result) -> Picture:
    rows = result["rows"]
    prices = [formats.number(row["price"]) for row in rows]
    series: list[dict[str, Any]] = [
        {"name": _("Revenue for each person asked"), "type": "bar", "data": [row["revenue"] for row in rows]}
    ]
    if rows and rows[0]["profit"] is not None:
        series.append(
            {"name": _("Profit for each person asked"), "type": "bar", "data": [row["profit"] for row in rows]}
        )
    option = {
        "legend": {"show": True}, "xAxis": {"type": "category", "data": prices}, "yAxis": {"type": "value"},
        "series": series,
    }  # fmt: skip
    columns = [
        _("Price"), _("Asked"), _("Would buy"), _("Share"), _("Share, made to fall"), _("Revenue for each person asked"),
        _("Profit for each person asked"), _("Share by the model"), _("Elasticity"),
    ]  # fmt: skip
    keys = ("asked", "willing", "share", "monotone", "revenue", "profit", "fitted", "elasticity")
    table = ChartTable(
        columns=columns, rows=[(formats.number(row["price"]), *(row[key] for key in keys)) for row in rows],
        forms=["", "number", "number", "percent", "percent", "number", "number", "percent", "number"],
    )  # fmt: skip
    return Picture(option, table)


def _heat(
    across_names: Sequence[str], down_names: Sequence[str], points: list[list[Any]], name: str, *, across: str
) -> dict[str, Any]:
    """Words along the foot are turned, so that all of them can be read."""
    most = max((point[2] for point in points), default=1) or 1
    turned = any(len(one) > 2 for one in across_names)
    foot = {"width": 90, "overflow": "truncate", "interval": 0, "rotate": 40 if turned else 0}
    return {
        "grid": {"left": 8, "right": 16, "top": 16, "bottom": 64 if turned else 84, "containLabel": True},
        "xAxis": {"type": "category", "data": list(across_names), "name": across, "nameLocation": "middle",
                  "nameGap": 30, "axisLabel": foot},
        "yAxis": {"type": "category", "data": list(down_names), "inverse": True,
                  "axisLabel": {"interval": 0, "width": 110, "overflow": "truncate"}},
        "visualMap": {"min": 0, "max": most, "calculable": False, "orient": "horizontal", "left": "center", "bottom": 0,
                      "itemHeight": 140, "text": [_("Most"), _("Least")],
                      "inRange": {"color": ["#ddd6fe", "#8b5cf6", "#4c1d95"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": name, "type": "heatmap", "data": points,
                    "itemStyle": {"borderWidth": 1, "borderColor": "transparent"},
                    "encode": {"x": 0, "y": 1, "value": 2, "tooltip": [2]}}],
    }  # fmt: skip
