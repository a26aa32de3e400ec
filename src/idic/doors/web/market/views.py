from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models.market_figure import FIRST_YEAR, LAST_YEAR
from idic.domain.differentiate.queries.market import MarketMap, market_map
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.accounts.rules import may


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    written = request.GET.get("year", "")
    year = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        year = None
    found = market_map(request.user, year=year)
    rows = [
        (row, segment_name(row.segment), [(seller, row.theirs.get(seller.pk)) for seller in found.sellers])
        for row in found.rows
    ]
    context: dict[str, Any] = {
        "map": found, "rows": rows, "picture": _picture(found) if found.rows else None,
        "may_change": may(request.user, "segment.change"), "may_see_wallets": may(request.user, "value.see"),
    }  # fmt: skip
    return render(request, "market/map.html", context)


def _picture(found: MarketMap) -> Picture:
    names = [segment_name(row.segment) for row in found.rows]
    ours: list[int] = [row.ours for row in found.rows]
    sellers = [
        (seller.name, [row.theirs[seller.pk].customers if seller.pk in row.theirs else None for row in found.rows])
        for seller in found.sellers
    ]
    rest = [row.rest for row in found.rows]
    columns: list[tuple[str, list[int | None]]] = [(_("Ours"), list(ours)), *sellers, (_("Nobody named here"), rest)]
    bar: dict[str, Any] = {"type": "bar", "stack": "market", "barMaxWidth": 24}
    nobody = {**bar, "itemStyle": {"color": "rgba(133, 146, 166, 0.35)"}}
    option = {
        "legend": {"show": True}, "tooltip": {"trigger": "axis"}, "grid": {"right": 32},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": names, "inverse": True, "axisLabel": {"interval": 0}},
        "series": [
            {**(nobody if values is rest else bar), "name": name, "data": values}
            for name, values in columns
            if any(values)
        ],
    }  # fmt: skip
    table = ChartTable(
        columns=[_("Segment"), *(name for name, _values in columns)],
        rows=[(name, *(values[place] for _name, values in columns)) for place, name in enumerate(names)],
        forms=["", *["number"] * len(columns)],
    )
    return Picture(option, table)
