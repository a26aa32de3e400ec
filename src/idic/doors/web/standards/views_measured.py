from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from idic.domain.interact.cases.operations.export_measured import COLUMNS, export_measured
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.periods import days_asked, last_days
from idic.foundation.accounts.rules import require
from idic.foundation.tables.export import ExportColumn, csv_pieces


@require_POST
def measured(request: SignedInRequest) -> StreamingHttpResponse:
    require(request.user, "case.export")
    rows = export_measured(last_days(days_asked(request)), by=request.user)
    return StreamingHttpResponse(
        csv_pieces([ExportColumn(one) for one in COLUMNS], rows), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="measured-cases-{timezone.localdate().isoformat()}.csv"'},
    )  # fmt: skip
