from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.registry.names import cluster_name
from idic.doors.web.models.features import label_of
from idic.doors.web.models.words import READINGS
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.languages import formats

Figures = dict[str, Any]


def radar(figures: Figures, names: dict[str, Any]) -> Picture | None:
    """Every arm runs from the lowest to the highest percent of the base, so clusters can be laid beside each other."""
    axes = figures["radar"]
    if len(axes) < 3:
        return None
    k = figures["k"]
    series = [
        {"name": cluster_name(names, one + 1), "value": [_scaled(axis, one) for axis in axes]} for one in range(k)
    ]
    option = {
        "legend": {"show": True},
        "radar": {
            "indicator": [{"name": label_of(axis["feature"]), "max": 1, "min": 0} for axis in axes],
            "radius": "55%",
            "center": ["50%", "57%"],
            "axisName": {"width": 96, "overflow": "break"},
        },
        "series": [{"type": "radar", "data": series, "symbolSize": 4, "areaStyle": {"opacity": 0.06}}],
    }
    table = ChartTable(
        columns=[_("Feature"), *(cluster_name(names, one + 1) for one in range(k)), _("All")],
        rows=[(label_of(axis["feature"]), *(_rounded(one) for one in axis["means"]), _rounded(axis["mean"])) for axis in axes],
    )  # fmt: skip
    return Picture(option, table)


def _scaled(axis: dict[str, Any], cluster: int) -> float:
    value, low, high = axis["means"][cluster], axis["low"], axis["high"]
    if value is None or high <= low:
        return 0.0
    return float(round(min(max((value - low) / (high - low), 0.0), 1.0), 4))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def silhouettes(figures: Figures) -> Picture:
    rows = figures["candidates"]
    limit = {"type": "line", "showSymbol": False, "lineStyle": {"type": "dashed", "width": 1.5}}
    option = {
        "legend": {"show": True},
        "xAxis": {"type": "category", "data": [str(one["k"]) for one in rows]},
        "yAxis": {"type": "value"},
        "series": [
            {"name": _("Silhouette"), "type": "bar", "data": [round(one["silhouette"], 4) for one in rows]},
            {"name": _("Below this: no structure"), "data": [0.25] * len(rows), **limit},
        ],
    }
    table = ChartTable(
        columns=[_("Clusters"), _("Silhouette"), _("Reading"), _("Smallest cluster"), _("Sum of squares or cost")],
        rows=[
            (str(one["k"]), round(one["silhouette"], 4), str(READINGS[one["reading"]]),
             formats.percent(one["smallest_share"]), round(one["cost"], 1))
            for one in rows
        ],
    )  # fmt: skip
    return Picture(option, table)


def sizes(figures: Figures, names: dict[str, Any]) -> Picture:
    rows = [(cluster_name(names, place), size) for place, size in enumerate(figures["sizes"], start=1)]
    option = {
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "inverse": True, "axisLabel": {"interval": 0}},
        "series": [{"name": _("Customers"), "type": "bar", "data": [row[1] for row in rows], "barMaxWidth": 22}],
    }
    return Picture(option, ChartTable(columns=[_("Cluster"), _("Customers")], rows=rows))
