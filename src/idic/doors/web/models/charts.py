"""The pictures of a model, all from the figures that its training has kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.models import ModelDrift
from idic.doors.web.models.features import label_of, value_of
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

Figures = dict[str, Any]
_DASHED = {"type": "dashed", "width": 1.5}


def gain(figures: Figures) -> Picture | None:
    """Tenths of the customers from the most likely on: what part of all with the outcome stands among them."""
    parts = figures["metrics"]["deciles"]
    if not parts:
        return None
    option = {
        "legend": {"show": True},
        "xAxis": {"type": "value", "min": 0, "max": 1},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("This model"), "type": "line", "areaStyle": {"opacity": 0.08},
             "data": [[0, 0], *([round(one["share"], 3), round(one["gain"], 4)] for one in parts)]},
            {"name": _("By chance"), "type": "line", "data": [[0, 0], [1, 1]], "lineStyle": _DASHED},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Customers, most likely first"), _("Of all with the outcome"), _("Lift"), _("Rate in this tenth")],
        rows=[(round(one["share"], 3), round(one["gain"], 4), round(one["lift"], 2), round(one["rate"], 4)) for one in parts],
        forms=["percent", "percent", "number", "percent"],
    )  # fmt: skip
    return Picture(option, table)


def lift(figures: Figures) -> Picture | None:
    """How many times the mean rate each tenth has."""
    parts, base = figures["metrics"]["deciles"], figures["metrics"]["base_rate"]
    if not parts or not base:
        return None
    names = [formats.percent(one["share"], 0) for one in parts]
    values = [round(one["rate"] / base, 2) for one in parts]
    option = {
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value"},
        "series": [
            {"name": _("Times the mean rate"), "type": "bar", "data": values},
            {"name": _("Mean"), "type": "line", "data": [1] * len(names), "lineStyle": _DASHED, "showSymbol": False},
        ],
    }
    table = ChartTable(
        columns=[_("Tenth, most likely first"), _("Times the mean rate"), _("Customers"), _("With the outcome")],
        rows=[
            (name, value, round(one["customers"]), round(one["events"]))
            for name, value, one in zip(names, values, parts, strict=True)
        ],
    )
    return Picture(option, table)


def calibration(figures: Figures) -> Picture | None:
    """Of those with 30 %, do three in ten come about?"""
    bins = figures["metrics"]["equal_count"]
    if not bins:
        return None
    points = [[round(one["mean_probability"], 4), round(one["rate"], 4)] for one in bins]
    option = {
        "legend": {"show": True},
        "xAxis": {"type": "value", "min": 0, "max": 1},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "tooltip": {"trigger": "axis"},
        "series": [
            {"name": _("What came about"), "type": "line", "data": points, "showSymbol": True, "symbolSize": 8},
            {"name": _("If every probability were right"), "type": "line", "data": [[0, 0], [1, 1]], "lineStyle": _DASHED},
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Mean probability"), _("Share that came about"), _("Customers")],
        rows=[(*point, one["count"]) for point, one in zip(points, bins, strict=True)],
        forms=["percent", "percent", "number"],
    )
    return Picture(option, table)


def profit(figures: Figures, currency: str) -> Picture | None:
    curve = figures["profit"]["curve"]
    if not curve:
        return None
    option = {
        "xAxis": {"type": "value", "form": "number", "min": 0},
        "yAxis": {"type": "value"},
        "tooltip": {"trigger": "axis"},
        "series": [{"name": _("Profit"), "type": "line", "data": curve, "areaStyle": {"opacity": 0.08}}],
    }
    table = ChartTable(
        columns=[_("Customers contacted"), _("Profit")], rows=curve, forms=["number", f"money:{currency}"]
    )
    return Picture(option, table)


def importance(figures: Figures) -> Picture | None:
    """How much worse the model sorts when a feature is shuffled."""
    rows = [(label_of(one["feature"]), one["drop"]) for one in figures.get("importance", []) if one["drop"] > 0][:12]
    if not rows:
        return None
    rows.reverse()
    option = {
        "grid": {"right": 32},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "axisLabel": {"interval": 0}},
        "series": [{"name": _("Loss of sorting power"), "type": "bar", "data": [row[1] for row in rows], "barMaxWidth": 18}],
    }  # fmt: skip
    return Picture(option, ChartTable(columns=[_("Feature"), _("Loss of sorting power (AUC)")], rows=rows[::-1]))


def partial(one: dict[str, Any], currency: str) -> Picture:
    """How the mean probability moves with one feature, within its observed 1 to 99 %."""
    name = label_of(one["feature"])
    points = list(zip(one["values"], one["mean"], strict=True))
    option = {
        "xAxis": {"type": "value", "form": "number", "min": min(one["values"]), "max": max(one["values"])},
        "yAxis": {"type": "value"},
        "tooltip": {"trigger": "axis"},
        "series": [{"name": _("Mean probability"), "type": "line", "data": points}],
    }
    rows = [(value_of(one["feature"], value, currency), mean) for value, mean in points]
    return Picture(option, ChartTable(columns=[name, _("Mean probability")], rows=rows, forms=["", "percent"]))


def drift(readings: Sequence[ModelDrift]) -> Picture | None:
    """The largest index of each refresh against the two limits."""
    told = [(one.as_of, one.worst) for one in reversed(readings) if one.worst is not None]
    if not told:
        return None
    days = [one[0].isoformat() for one in told]
    limit = {"type": "line", "showSymbol": False, "lineStyle": _DASHED}
    option = {
        "legend": {"show": True},
        "xAxis": {"type": "category", "data": days},
        "yAxis": {"type": "value", "min": 0},
        "series": [
            {"name": _("Largest index"), "type": "line", "data": [one[1] for one in told], "showSymbol": True},
            {"name": _("Look (0.10)"), "data": [0.10] * len(told), **limit},
            {"name": _("Train again (0.25)"), "data": [0.25] * len(told), **limit},
        ],
    }  # fmt: skip
    return Picture(option, ChartTable(columns=[_("Day"), _("Largest index")], rows=told, forms=["day", "number"]))
