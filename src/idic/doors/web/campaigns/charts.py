from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.customize.queries.responses import Response
from idic.doors.web.campaigns.rates import rate_of
from idic.doors.web.shell.charts import ChartTable

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Chart:
    option: dict[str, Any]
    table: ChartTable


def weeks_chart(rows: Sequence[tuple[date, int, int]]) -> Chart | None:
    """Weeks without a coupon are drawn as none, so that the eye does not close the gap."""
    if not rows:
        return None
    used = {week: (coupons, customers) for week, coupons, customers in rows}
    weeks = [rows[0][0] + _WEEK * n for n in range((rows[-1][0] - rows[0][0]) // _WEEK + 1)]
    filled = [(week, *used.get(week, (0, 0))) for week in weeks]
    return Chart(
        {
            "xAxis": {"type": "category", "data": [week.isoformat() for week in weeks]},
            "yAxis": {"type": "value", "minInterval": 1},
            "series": [
                {"name": _("Coupons used"), "type": "bar", "data": [row[1] for row in filled]},
                {"name": _("Customers"), "type": "line", "data": [row[2] for row in filled]},
            ],
        },
        ChartTable(
            columns=[_("Week from"), _("Coupons used"), _("Customers")], rows=filled, forms=["day", "number", "number"]
        ),
    )


def response_chart(
    rows: Sequence[Response], *, first: str, name_of: Callable[[str], str], link_of: Callable[[str], str]
) -> Chart | None:
    """Highest rate last, which a lying bar chart shows on top. The table carries the interval and both counts."""
    rated = [(row, rate) for row in rows if (rate := rate_of(row.responded, row.contacted))]
    if not rated:
        return None
    rated.sort(key=lambda pair: pair[1].share)
    return Chart(
        {
            "xAxis": {"type": "value"},
            "yAxis": {"type": "category", "data": [name_of(row.key) for row, _rate in rated]},
            "series": [{"name": _("Response rate"), "type": "bar", "data": [rate.share for _row, rate in rated]}],
        },
        ChartTable(
            columns=[first, _("Response rate"), _("Confidence interval"), _("Responded"), _("Contacted")],
            rows=[(name_of(row.key), rate.share, rate.interval, row.responded, row.contacted) for row, rate in rated],
            forms=["", "percent", "", "number", "number"],
            links=[link_of(row.key) for row, _rate in rated],
        ),
    )
