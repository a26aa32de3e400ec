from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.differentiate.queries.customer_list import listed_customers, order_of
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.exports import record_export
from idic.domain.identify.rules import reach
from idic.doors.web.customers.filters import ListRequest
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell import formats
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import bounded_count
from idic.foundation.tables.batch import Cell
from idic.foundation.tables.export import ExportColumn, csv_pieces, write_xlsx

# A larger need is a copy of the base, and that is the backup's work.
EXPORT_LIMIT = 100_000
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: SignedInRequest) -> HttpResponseBase:
    """The list on show, in its order, as the address names it."""
    user = request.user
    require(user, "customer.export")
    sees_value = may(user, "value.see")
    asked = ListRequest.read(request.GET, sees_value=sees_value)
    customers = listed_customers(user, asked.filters, sort=asked.sort).filter(reach(user, "customer.export"))
    count = bounded_count(customers, limit=EXPORT_LIMIT)
    file_format = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
    filters = asked.as_data()
    record_export(rows=count.value, file_format=file_format, filters=filters, by=user)
    order = order_of(asked.sort, descending=asked.descending)
    sign = "-" if order.descending else ""
    rows = _rows(customers.order_by(f"{sign}{order.field}", f"{sign}pk")[:EXPORT_LIMIT].iterator(2000), sees_value)
    columns = _columns(sees_value)
    name = f"customers-{timezone.localdate().isoformat()}"
    if count.is_more:
        name += f"-first-{EXPORT_LIMIT}"
        limit = formats.number(EXPORT_LIMIT)
        messages.warning(
            request,
            _("The list is longer than one file may be: the first %(limit)s customers were written. Narrow the list to "
              "take the rest.") % {"limit": limit},
        )  # fmt: skip
    if file_format == "xlsx":
        return _workbook(name, columns, rows)
    return StreamingHttpResponse(
        csv_pieces(columns, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _workbook(name: str, columns: list[ExportColumn], rows: Iterator[tuple[Cell, ...]]) -> HttpResponse | FileResponse:
    """A sheet is written whole before it can be sent; the open file outlives its folder."""
    with tempfile.TemporaryDirectory(prefix="idic-export-") as folder:
        path = Path(folder) / "customers.xlsx"
        write_xlsx(path, columns, rows)
        file = path.open("rb")
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_EXCEL)


def _columns(sees_value: bool) -> list[ExportColumn]:
    names = [
        _("Customer number"), _("Kind"), _("Name"), _("Phone"), _("E-mail"), _("Address"), _("District"), _("Province"),
        _("Postcode"), _("Country"), _("Added on"),
    ]  # fmt: skip
    if sees_value:
        currency = {"currency": settings.CONFIGURATION.currency}
        names += [
            _("Customer tense"), _("RFM group"), _("Value tier"), _("First purchase"), _("Last purchase"),
            _("Purchases"),
            _("Net spend (%(currency)s)") % currency, _("Customer lifetime value (%(currency)s)") % currency,
        ]  # fmt: skip
    return [ExportColumn(name) for name in names]


def _rows(customers: Iterator[Customer], sees_value: bool) -> Iterator[tuple[Cell, ...]]:
    for customer in customers:
        told: tuple[Cell, ...] = (
            customer.pk, customer.get_kind_display(), customer.name, customer.phone, customer.email, customer.address,
            customer.district, customer.province, customer.postcode, customer.country,
            timezone.localdate(customer.created_at),
        )  # fmt: skip
        if not sees_value:
            yield told
            continue
        score = getattr(customer, "score", None)
        if score is None:
            yield (*told, None, None, None, None, None, None, None, None)
            continue
        yield (
            *told, score.get_tense_display(), score.get_rfm_group_display(), score.get_tier_display(), score.first_at,
            score.last_at, score.frequency, score.monetary, score.lifetime_value,
        )  # fmt: skip
