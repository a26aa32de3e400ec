"""The figures of complaints as pictures, each with its table. What computes them is heavy: it is read when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.doors.web.shell.charts import Cell, ChartTable, Picture

LINE = 0.8
_ROWS = 20


def pareto_picture(rows: Sequence[tuple[str, float]], *, amount: str, form: str) -> tuple[Picture, int] | None:
    """Share of each topic and the running sum, with the 80 % line; how many topics from the top reach it."""
    from idic.methods.pareto import pareto

    found = pareto([name or _("No topic") for name, _n in rows], [n for _name, n in rows], line=LINE)
    if found.reason or not found.category:
        return None
    names = list(found.category[:_ROWS])
    share, running = found.share.tolist()[:_ROWS], found.cumulative.tolist()[:_ROWS]
    option = {
        "xAxis": {"type": "category", "data": names, "axisLabel": {"interval": 0, "width": 90, "overflow": "truncate"}},
        "yAxis": {"type": "value", "max": 1},
        "series": [
            {"name": _("Share"), "type": "bar", "data": share},
            {"name": _("Running sum"), "type": "line", "data": running},
            {"name": _("Line at 80%"), "type": "line", "data": [LINE] * len(names), "showSymbol": False,
             "lineStyle": {"type": "dashed", "width": 1}},
        ],
    }  # fmt: skip
    cells: list[list[Cell]] = [
        [name, float(n), part, total]
        for name, n, part, total in zip(names, found.amount.tolist(), share, running, strict=False)
    ]
    columns = [_("Topic"), amount, _("Share"), _("Running sum")]
    return Picture(option, ChartTable(columns, cells, forms=["", form, "percent", "percent"])), found.vital


def months_between(since: datetime, until: datetime) -> list[date]:
    first, last = timezone.localtime(since).date().replace(day=1), timezone.localtime(until).date()
    found = [first]
    while (following := _next_month(found[-1])) <= last:
        found.append(following)
    return found


def rate_picture(counts: Mapping[date, int], sales: Mapping[date, int], months: Sequence[date]) -> Picture | None:
    """Complaints per 1,000 sales by month within their limits; None with fewer than eight months of sales."""
    from idic.methods.complaint_rates import per_thousand
    from idic.methods.control_chart.errors import ControlChartError

    used = [month for month in months if sales.get(month)]
    try:
        found = per_thousand([counts.get(month, 0) for month in used], [sales[month] for month in used])
    except (ControlChartError, ValueError):
        return None
    values, upper = found.values.tolist(), found.upper.tolist()
    lower = [max(0.0, one) for one in found.lower.tolist()]
    middle = [found.centre] * len(used)
    out = [
        value if value > high or value < low else None for value, low, high in zip(values, lower, upper, strict=True)
    ]
    dashed = {"type": "line", "showSymbol": False, "step": "middle", "lineStyle": {"type": "dashed", "width": 1}}
    name, mark = _("Per 1,000 sales"), _("Out of the usual")
    option = {
        "legend": {"data": [name, mark]},
        "xAxis": {"type": "category", "data": [one.isoformat() for one in used]}, "yAxis": {"type": "value"},
        "series": [
            {"name": name, "type": "line", "data": values}, {"name": _("Upper limit"), "data": upper, **dashed},
            {"name": _("Middle"), "data": middle, **dashed}, {"name": _("Lower limit"), "data": lower, **dashed},
            {"name": mark, "type": "scatter", "symbolSize": 14, "data": out},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [month, counts.get(month, 0), sales[month], value, low, high, _("yes") if value > high or value < low else ""]
        for month, value, low, high in zip(used, values, lower, upper, strict=True)
    ]
    columns = [_("Month"), _("Complaints"), _("Sales"), name, _("Lower limit"), _("Upper limit"), mark]
    forms = ["month", "number", "number", "number:2", "number:2", "number:2", ""]
    return Picture(option, ChartTable(columns, rows, forms=forms))


def _next_month(day: date) -> date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
