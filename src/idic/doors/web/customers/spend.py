"""The chart of a customer's spend by month: its frame and a row of its table are written once for all customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import get_template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.sales.queries.customer_purchases import SpendByMonth
from idic.doors.web.shell.charts import ShownCell, ShownRow
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.languages import formats

_ID = "spend-by-month"


def spend_chart(around: Around, spend: SpendByMonth, currency: str) -> SafeString:
    months = [(one.month.isoformat(), one) for one in spend.months]
    amounts = [float(one.amount) for one in spend.months]
    option = {
        "xAxis": {"type": "category", "data": [month for month, _one in months]},
        "yAxis": {"type": "value"},
        "series": [{"name": _("Net spend"), "type": "bar", "data": amounts, "barMaxWidth": 28}],
    }
    rows = "".join(
        _row(
            around, (), month, formats.month(one.month), str(one.amount), formats.money(one.amount, currency),
            str(one.purchases), formats.number(one.purchases),
        )
        for month, one in months
    )  # fmt: skip
    return _frame(around, (currency,), json_script(option, f"{_ID}-option"), _note(spend), SafeString(rows))


def _note(spend: SpendByMonth) -> str:
    others = spend.other_currencies
    if not others:
        return _("Net of returns; up to the month of the last purchase")
    return ngettext(
        "%(n)s purchase in another currency is not in this picture.",
        "%(n)s purchases in other currencies are not in this picture.",
        others,
    ) % {"n": others}


def _chart(rows: Sequence[ShownRow], **values: object) -> tuple[str, str, str]:
    """What stands before the rows of the table, the rows, and what stands after them."""
    text = get_template("shell/parts/chart.html").render(
        {
            "id": _ID, "title": _("Spend by month"), "category": "month", "height": "sm", "rows": rows,
            "headings": [(_("Month"), False), (_("Net spend"), True), (_("Purchases"), True)], **values,
        }
    )  # fmt: skip
    before, start, rest = text.partition("<tbody>")
    told, end, after = rest.rpartition("</tbody>")
    return before + start, told, end + after


def _write_frame(values: Mapping[str, Any]) -> str:
    before, _none, after = _chart((), value=f"money:{values['currency']}", data=values["data"], note=values["note"])
    return f"{before}{values['rows']}{after}"


def _write_row(values: Mapping[str, Any]) -> str:
    head, amount, count = (
        ShownCell(values[name], values[f"{name}_raw"], numeric=name != "month")
        for name in ("month", "amount", "purchases")
    )
    return _chart([ShownRow(head, (amount, count), "")])[1]


_frame = Stencil(_write_frame, decided=("currency",), texts=("data", "note", "rows"))
_row = Stencil(_write_row, texts=("month_raw", "month", "amount_raw", "amount", "purchases_raw", "purchases"))
