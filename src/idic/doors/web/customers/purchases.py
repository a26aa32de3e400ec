"""What a customer has bought: the picture of the spend by month, and the latest purchases."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.safestring import SafeString

from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.models import Purchase
from idic.domain.sales.queries.customer_purchases import SpendByMonth
from idic.doors.web.customers.spend import spend_chart
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.languages import formats

_panel = Stencil("customers/purchases.html", texts=("chart", "purchases"))
_row = Stencil(
    "customers/purchase.html", decided=("kind",), ids=("pk",), texts=("day", "key", "place", "lines", "total")
)


def purchases_panel(around: Around, spend: SpendByMonth, purchases: Sequence[Purchase]) -> SafeString:
    chart = spend_chart(around, spend, settings.CONFIGURATION.currency) if spend.months else ""
    return _panel(around, (), chart, SafeString("".join(_written(around, one) for one in purchases)))


def _written(around: Around, one: Purchase) -> str:
    kind = "" if one.kind == PurchaseKind.SALE else one.get_kind_display()
    return _row(
        around, (kind,), one.pk, formats.day(one.at), one.key, one.place, formats.number(one.line_count),
        formats.money(one.total, one.currency),
    )  # fmt: skip
