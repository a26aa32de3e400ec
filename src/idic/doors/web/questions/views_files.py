from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from idic.doors.web.questions.address import read_address
from idic.doors.web.questions.table import raw_rows
from idic.doors.web.questions.views import may_download, names_for, title_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.warehouse.asking import AskingError
from idic.warehouse.questions.asked import answered, day_of
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.reading import read_question

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
def download(request: SignedInRequest, kind: str) -> HttpResponse:
    """The table as it is shown. Rows of single customers take the right to export customers, and leave an event."""
    require(request.user, "question.ask")
    if kind not in _TYPES:
        raise NotVisible
    try:
        question = read_question(read_address(request.GET))
        if not may_download(request, question):
            raise NotAllowed("customer.export")
        pivot = answered(question, user=request.user, today=day_of(question))
    except (QuestionError, AskingError) as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    lines = raw_rows(pivot, names_for(request, pivot))
    if any(one.code == "customer" for one in question.dimensions):
        append_event(
            NewEvent("question.downloaded", "question", 0, after={"name": title_of(question), "rows": len(lines) - 1}),
            by=request.user,
        )
    body = _csv(lines) if kind == "csv" else _xlsx(lines)
    answer = HttpResponse(body, content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="question.{kind}"'
    return answer


def _csv(lines: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([_safe(one) for one in line])
    return "\ufeff".encode() + text.getvalue().encode()


def _safe(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is kept as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _xlsx(lines: list[list[Any]]) -> bytes:
    import xlsxwriter

    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for place, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(place, column, value, bold if not place else None)
    sheet.freeze_panes(1, 1)
    sheet.autofit()
    book.close()
    return body.getvalue()
