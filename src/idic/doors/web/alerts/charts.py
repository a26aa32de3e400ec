from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from idic.doors.web.alerts.wording import measure_of
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.warehouse.alerts.measures import MEASURES
from idic.warehouse.models import Alert


def form_of(alert: Alert) -> str:
    measure = MEASURES.get(alert.measure)
    if measure is None:
        return "number"
    return f"money:{settings.CONFIGURATION.currency}" if measure.form == "money" else measure.form


def control_picture(alert: Alert) -> Picture:
    """The figures with the middle and the limits of the frozen baseline; where a rule was met there is a mark."""
    # The arithmetic behind it is heavy: only who looks at a chart pays.
    from idic.warehouse.alerts.judging import limits_of, marked

    limits = limits_of(alert.baseline)
    points = [(date.fromisoformat(str(day)), value) for day, value in alert.series]
    rang = {one.day for one in marked(points, alert.baseline, alert.rules)}
    days = [day.isoformat() for day, _value in points]
    values = [value for _day, value in points]
    figure = measure_of(alert)
    low = (
        max(limits.lower, 0.0)
        if values and min((one for one in values if one is not None), default=0) >= 0
        else limits.lower
    )
    lines = ((_("Upper limit"), limits.upper), (_("Middle"), limits.centre), (_("Lower limit"), low))
    option = {
        "legend": {"data": [figure, _("Out of the usual")]},
        "xAxis": {"type": "category", "data": days},
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {"name": figure, "type": "line", "data": values, "symbolSize": 5},
            *(
                {"name": name, "type": "line", "data": [level] * len(days), "showSymbol": False,
                 "lineStyle": {"type": "dashed", "width": 1}}
                for name, level in lines
            ),
            {"name": _("Out of the usual"), "type": "scatter", "symbolSize": 14,
             "data": [value if day in rang else None for day, value in points]},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [day, value, low, limits.centre, limits.upper, _("yes") if day in rang else ""] for day, value in points
    ]
    form = form_of(alert)
    columns = [_("Period from"), figure, _("Lower limit"), _("Middle"), _("Upper limit"), _("Out of the usual")]
    return Picture(option, ChartTable(columns, rows, forms=("day", form, form, form, form, "")))
