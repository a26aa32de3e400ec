from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.sql.answers import SHOWN, file_columns, file_rows, picture_of, shown_page
from idic.doors.web.sql.schema import cut_in_words, shown_marts, snapshot_or_none
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.paging.keyset import Order, keyset_page
from idic.foundation.tables.export import csv_pieces, write_xlsx
from idic.foundation.texts import one_line
from idic.warehouse.adhoc.errors import AdhocError, error_of
from idic.warehouse.adhoc.held import held
from idic.warehouse.adhoc.operations import answer_in_background, begin_run, places
from idic.warehouse.adhoc.queries import access_query, access_run, own_runs, visible_queries
from idic.warehouse.adhoc.spec import Limits
from idic.warehouse.models import RunState, SqlQuery, SqlRun
from idic.warehouse.rights import PLAIN, cut_for

# so short an answer comes with the page; a longer one is looked in for
_WAIT_SECONDS = 0.9
_FEW = 8
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = """SELECT date_trunc('month', day) AS month, sum(amount_e4) / 10000 AS net
FROM sales
GROUP BY month
ORDER BY month"""


@require_http_methods(["GET", "POST"])
def editor(request: SignedInRequest) -> HttpResponse:
    require(request.user, "sql.ask")
    query = _named(request)
    if request.method == "POST":
        with transaction.atomic():
            run = begin_run(str(request.POST.get("text", "")), by=request.user, query=query)
        run = answer_in_background(run, by=request.user, wait=_WAIT_SECONDS)
        return redirect("sql:run", run.pk)
    text = query.text if query is not None else EXAMPLE
    return render(request, "sql/editor.html", _page(request, text, query))


@require_GET
def shown_run(request: SignedInRequest, pk: int) -> HttpResponse:
    run = access_run(request.user, pk)
    query = run.query if run.query_id and run.query and run.query.archived_at is None else None
    context = _page(request, run.text, query) | _result(request, run)
    return render(request, "sql/editor.html", context)


@require_GET
def state(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asked while a question runs, and once more for its answer."""
    return render(request, "sql/result.html", _result(request, access_run(request.user, pk)))


@require_GET
def history(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(own_runs(request.user), Order("pk", descending=True), cursor=cursor)
    return render(request, "sql/history.html", {"page": page, "rows": [_row(one) for one in page.rows]})


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    run = access_run(request.user, pk)
    if set(run.marts) - PLAIN:
        require(request.user, "customer.export")
    try:
        answer = held(places(), run.pk, cut=cut_for(request.user))
    except AdhocError as error:
        context = _page(request, run.text, run.query) | {"run": run, "problem": str(error)}
        return render(request, "sql/editor.html", context, status=404)
    ending = "xlsx" if request.GET.get("as") == "xlsx" else "csv"
    with transaction.atomic():
        after = {"rows": len(answer.rows), "format": ending}
        append_event(NewEvent("sql.downloaded", "sql_run", run.pk, after=after), by=request.user)
    name = f"question-{run.pk}.{ending}"
    response: HttpResponseBase
    if ending == "csv":
        response = StreamingHttpResponse(csv_pieces(file_columns(answer), file_rows(answer)), content_type="text/csv")
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write_xlsx(path, file_columns(answer), file_rows(answer))
            response = HttpResponse(path.read_bytes(), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _named(request: SignedInRequest) -> SqlQuery | None:
    told = request.POST.get("query") or request.GET.get("query") or ""
    return access_query(request.user, int(told)) if told.isascii() and told.isdecimal() and len(told) < 19 else None


def _page(request: SignedInRequest, text: str, query: SqlQuery | None) -> dict[str, Any]:
    snapshot = snapshot_or_none()
    limits = Limits()
    return {
        "text": text, "query": query, "is_own": query is not None and query.owner_id == request.user.pk,
        "marts": shown_marts(request.user, snapshot), "snapshot": snapshot, "cut_in_words": cut_in_words(request.user),
        "saved": list(visible_queries(request.user)[:_FEW]), "recent": [_row(one) for one in own_runs(request.user)[:_FEW]],
        "may_share": may(request.user, "question.share"), "limits": limits, "shown_rows": SHOWN,
    }  # fmt: skip


def _row(run: SqlRun) -> dict[str, Any]:
    return {"run": run, "first_line": one_line(run.text, 160), "tone": TONES[RunState(run.state)]}


TONES = {
    RunState.RUNNING: "info", RunState.DONE: "success", RunState.REFUSED: "warning", RunState.STOPPED: "warning",
    RunState.FAILED: "danger",
}  # fmt: skip


def _result(request: SignedInRequest, run: SqlRun) -> dict[str, Any]:
    context: dict[str, Any] = {
        "run": run, "is_running": run.state == RunState.RUNNING, "limits": Limits(), "shown_rows": SHOWN,
        "cut_in_words": cut_in_words(request.user),
    }  # fmt: skip
    if run.state == RunState.DONE:
        try:
            answer = held(places(), run.pk, cut=cut_for(request.user))
        except AdhocError as error:
            return context | {"problem": str(error)}
        number = request.GET.get("page", "1")
        page = shown_page(answer, int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1)
        drawn = picture_of(answer)
        context |= {"page": page, "picture": drawn[0] if drawn else None, "category": drawn[1] if drawn else ""}
        context["may_take"] = not set(run.marts) - PLAIN or may(request.user, "customer.export")
    elif run.state != RunState.RUNNING:
        context["problem"] = str(error_of(run.problem))
    return context
