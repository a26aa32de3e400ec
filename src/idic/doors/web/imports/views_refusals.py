from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.identify.operations.imports.upload import refused
from idic.domain.identify.queries.imports import access_import, refusals_by_code, refusals_of
from idic.domain.identify.queries.refused_rows import refused_rows
from idic.domain.identify.refusals import sentence_for
from idic.doors.web.requests import SignedInRequest
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page
from idic.foundation.tables.errors import TableError
from idic.foundation.tables.export import csv_pieces


@require_GET
def refusal_list(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = access_import(request.user, pk)
    reasons = refusals_by_code(batch)
    code = request.GET.get("reason", "")
    if code not in {known for known, _sentence, _count in reasons}:
        code = ""
    refusals = refusals_of(batch, code=code)
    page = keyset_page(refusals, Order("row"), cursor=request.GET.get("after") or request.GET.get("before"))
    return render(
        request,
        "imports/refusals.html",
        {
            "batch": batch,
            "rows": [(refusal, sentence_for(refusal.code)) for refusal in page.rows],
            "page": page,
            "count": bounded_count(refusals).value,
            "reasons": reasons,
            "reason": code,
            "chips": [("reason", _("Reason"), sentence_for(code))] if code else [],
        },
    )


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    batch = access_import(request.user, pk)
    try:
        columns, rows = refused_rows(batch)
    except TableError as error:
        messages.error(request, str(refused(error, batch.file_name)))
        return redirect("imports:refusals", pk)
    name = f"{Path(batch.file_name).name.split('.')[0]}-refused.csv"
    answer = StreamingHttpResponse(csv_pieces(columns, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
