"""A product's sales, month by month, in one currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from idic.domain.sales.queries.product_sales import MonthSum, Period
from idic.doors.web.shell.charts import ChartTable


@dataclass(frozen=True)
class MonthChart:
    option: dict[str, object]
    table: ChartTable
    currency: str
    note: str


def month_chart(sums: Sequence[MonthSum], period: Period, business_currency: str) -> MonthChart | None:
    """In the currency of the business, or where the product was never sold in it, in the one it was sold in."""
    if not sums:
        return None
    currencies = sorted({one.currency for one in sums})
    currency = business_currency if business_currency in currencies else currencies[0]
    by_month = {one.month: one for one in sums if one.currency == currency}
    none = MonthSum(period.first, currency, Decimal(0), Decimal(0))
    shown = [(month, by_month.get(month, none)) for month in period.months]
    option: dict[str, object] = {
        "xAxis": {"type": "category", "data": [month.isoformat() for month, _one in shown]},
        "yAxis": {"type": "value"},
        "series": [{"name": _("Net sales"), "type": "bar", "data": [one.amount for _month, one in shown]}],
    }
    table = ChartTable(
        columns=[_("Month"), _("Net sales"), _("Units")],
        rows=[(month, one.amount, one.units) for month, one in shown],
        forms=["month", f"money:{currency}", "number"],
    )
    note = ""
    if len(currencies) > 1:
        others = ", ".join(other for other in currencies if other != currency)
        note = _("Only sales in %(currency)s; those in %(others)s are left out, nothing is converted.") % {
            "currency": currency,
            "others": others,
        }
    return MonthChart(option, table, currency, note)
