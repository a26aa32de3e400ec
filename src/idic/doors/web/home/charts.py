from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from idic.domain.differentiate.enums import RfmGroup
from idic.domain.interact.enums import FollowUpOutcome
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.charts import ChartTable
from idic.doors.web.shell.navigation import url_or_none


@dataclass(frozen=True)
class Chart:
    option: dict[str, Any]
    table: ChartTable


def spend_by_month(monthly: Sequence[Mapping[str, Any]], currency: str) -> Chart | None:
    return _by_month(monthly, "net", _("Net spend"), "bar", f"money:{currency}")


def buyers_by_month(monthly: Sequence[Mapping[str, Any]]) -> Chart | None:
    return _by_month(monthly, "buyers", _("Buyers"), "line", "number")


def customers_by_group(groups: Mapping[str, Mapping[str, Any]], currency: str) -> Chart | None:
    """The best group on top; a lying bar chart begins at the bottom."""
    rows = [
        (str(label), int(groups[code]["customers"]), float(groups[code]["spend"]), customers_url(group=code))
        for code, label in reversed(RfmGroup.choices)
        if code in groups
    ]
    if not rows:
        return None
    option = {
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "axisLabel": {"interval": 0}},
        "series": [{"name": _("Customers"), "type": "bar", "data": [row[1] for row in rows]}],
    }
    table = ChartTable(
        columns=[_("RFM group"), _("Customers"), _("Net spend")], rows=[row[:3] for row in rows],
        forms=["", "number", f"whole_money:{currency}"], links=[row[3] for row in rows],
    )  # fmt: skip
    return Chart(option, table)


def outcomes(counted: Mapping[str, int]) -> Chart | None:
    if not counted:
        return None
    url = url_or_none("followups:list")
    rows = [(str(label), counted.get(code, 0), code) for code, label in reversed(FollowUpOutcome.choices)]
    option = {
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [row[0] for row in rows], "axisLabel": {"interval": 0}},
        "series": [{"name": _("Follow-ups"), "type": "bar", "data": [row[1] for row in rows]}],
    }
    links = [f"{url}?{urlencode({'tab': 'done', 'whose': 'all', 'outcome': row[2]})}" if url else "" for row in rows]
    return Chart(
        option, ChartTable(columns=[_("Outcome"), _("Follow-ups")], rows=[row[:2] for row in rows], links=links)
    )


def _by_month(monthly: Sequence[Mapping[str, Any]], name: str, label: str, kind: str, form: str) -> Chart | None:
    if not monthly:
        return None
    known = {date.fromisoformat(f"{row['month']}-01"): row[name] for row in monthly}
    months = _months(min(known), max(known))
    values = [known.get(month, 0) for month in months]
    series: dict[str, Any] = {"name": label, "type": kind, "data": values}
    if kind == "line":
        series["areaStyle"] = {"opacity": 0.08}
    option = {
        "xAxis": {"type": "category", "data": [month.isoformat() for month in months]},
        "yAxis": {"type": "value"},
        "series": [series],
    }
    table = ChartTable(
        columns=[_("Month"), label], rows=list(zip(months, values, strict=True)), forms=["month", form],
        links=[_purchases_of(month) for month in months],
    )  # fmt: skip
    return Chart(option, table)


def _months(first: date, last: date) -> list[date]:
    """Also those without a sale: a gap must be seen as a gap."""
    found, month = [], first
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def _purchases_of(month: date) -> str:
    url = url_or_none("purchases:list")
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return f"{url}?{urlencode({'since': month.isoformat(), 'until': last.isoformat()})}" if url else ""
