from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from idic.domain.differentiate.executive.content import Ahead, Cause, Content
from idic.domain.differentiate.executive.figures import ExecutiveFigure
from idic.domain.differentiate.executive.queries.readings import Targets, target_for
from idic.doors.web.executive.words import FACTORS, member_name
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.warehouse.marts.months import month_day

_BAND = {"type": "line", "stack": "band", "symbol": "none", "silent": True, "lineStyle": {"opacity": 0}}


def course(figure: ExecutiveFigure, content: Content, targets: Targets) -> Picture:
    """The months, the target that held in each, and the months ahead with their interval. A reading of before the figure
    was kept knows none."""
    unknown = (None,) * (content.last - content.first + 1)
    values: list[float | None] = list(content.series.get(figure.code, unknown))
    ahead = content.ahead.get(figure.code, Ahead())
    count = len(values) + len(ahead.mean)
    months = [content.first + place for place in range(count)]
    aims = [_aim(targets, figure.code, month) for month in months]
    gap: list[float | None] = [None] * (len(values) - 1)
    last = values[-1]
    mean = [*gap, last, *ahead.mean] if ahead.mean else []
    low = [*gap, last, *ahead.lower] if ahead.mean else []
    height = (
        [*gap, 0.0, *(high - low for low, high in zip(ahead.lower, ahead.upper, strict=True))] if ahead.mean else []
    )
    series: list[dict[str, Any]] = [
        {"name": str(figure.label), "type": "line", "data": values, "areaStyle": {"opacity": 0.06}}
    ]
    if any(aim is not None for aim in aims):
        series.append({
            "name": _("Target"), "type": "line", "step": "middle", "data": aims, "symbol": "none",
            "lineStyle": {"type": "dashed", "width": 1.5},
        })  # fmt: skip
    if mean:
        series += [
            {"name": _("Forecast"), "type": "line", "data": mean, "lineStyle": {"type": "dotted", "width": 2.5}},
            {**_BAND, "name": _("Lower limit"), "data": low, "tooltip": {"show": False}},
            {
                **_BAND,
                "name": _("Upper limit"),
                "data": height,
                "areaStyle": {"opacity": 0.18},
                "tooltip": {"show": False},
            },
        ]
    names = [one["name"] for one in series if one.get("stack") != "band"]
    days = [month_day(month).isoformat() for month in months]
    option = {
        "legend": {"show": len(names) > 1, "data": names},
        "xAxis": {"type": "category", "data": days, "boundaryGap": False},
        "yAxis": {"type": "value", "scale": figure.form == "share"},
        "series": series,
    }  # fmt: skip
    rows = []
    for place, month in enumerate(months):
        later = place - len(values)
        rows.append((
            month_day(month), values[place] if later < 0 else None, aims[place],
            ahead.mean[later] if later >= 0 else None, ahead.lower[later] if later >= 0 else None,
            ahead.upper[later] if later >= 0 else None,
        ))  # fmt: skip
    table = ChartTable(
        columns=[_("Month"), str(figure.label), _("Target"), _("Forecast"), _("Lower limit"), _("Upper limit")],
        rows=rows[::-1], forms=["month", *[form_of(figure, content.currency)] * 5],
    )  # fmt: skip
    return Picture(option, table)


def factors(cause: Cause, currency: str) -> Picture:
    rows = [(str(FACTORS[one.name]), one.change) for one in cause.factors]
    return _bars(rows, _("Factor"), currency)


def members(dimension: str, cause: Cause, label: str, currency: str) -> Picture:
    rows = [(member_name(dimension, one.name), one.change) for one in cause.members[dimension]]
    return _bars(rows, label, currency)


def form_of(figure: ExecutiveFigure, currency: str) -> str:
    return {"money": f"money:{currency}", "share": "percent", "number": "number"}[figure.form]


def _bars(rows: list[tuple[str, float]], label: str, currency: str) -> Picture:
    option = {
        "legend": False, "tooltip": {"trigger": "axis"}, "grid": {"right": 24},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [name for name, _change in rows], "inverse": True,
                  "axisLabel": {"interval": 0, "width": 140, "overflow": "truncate"}},
        "series": [{"name": _("Part of the change"), "type": "bar", "barMaxWidth": 20, "data": [
            {"value": round(change, 2), "itemStyle": {"color": "#0f766e" if change >= 0 else "#c2410c", "borderRadius": 3}}
            for _name, change in rows
        ]}],
    }  # fmt: skip
    table = ChartTable(columns=[label, _("Part of the change")], rows=rows, forms=["", f"money:{currency}"])
    return Picture(option, table)


def _aim(targets: Targets, code: str, month: int) -> float | None:
    found = target_for(targets, code, month)
    return float(found.value) if found else None
