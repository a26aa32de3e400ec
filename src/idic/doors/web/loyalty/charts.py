from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.customize.loyalty.queries.figures import Month
from idic.doors.web.shell.charts import ChartTable


@dataclass(frozen=True)
class Chart:
    option: dict[str, Any]
    table: ChartTable


def months_chart(rows: Sequence[Month]) -> Chart | None:
    if not any(one.issued or one.redeemed or one.expired or one.by_hand for one in rows):
        return None
    labels = {"issued": _("Earned"), "redeemed": _("Redeemed"), "expired": _("Expired")}
    return Chart(
        {
            "xAxis": {"type": "category", "data": [one.month.isoformat() for one in rows]},
            "yAxis": {"type": "value", "minInterval": 1},
            "series": [
                {"name": label, "type": "bar", "data": [getattr(one, name) for one in rows]}
                for name, label in labels.items()
            ],
        },
        ChartTable(
            columns=[_("Month"), *labels.values(), _("Given or taken by hand")],
            rows=[(one.month, one.issued, one.redeemed, one.expired, one.by_hand) for one in rows],
            forms=["month", "number", "number", "number", "number"],
        ),
    )
