from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.jobs.wording import percent_of
from idic.doors.web.lists.page import page_of
from idic.doors.web.lists.views_bulk import chosen
from idic.doors.web.lists.views_list import show
from idic.doors.web.lists.wording import EXPORT_TONES, counted
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.jobs.enums import JobState
from idic.foundation.nouns.registry import noun_of
from idic.foundation.paging.keyset import Order, keyset_page
from idic.foundation.views.enums import ExportState
from idic.foundation.views.errors import ViewError
from idic.foundation.views.models import ExportRequest
from idic.foundation.views.operations.exports import decide_export, file_of, four_eyes_limit, request_export
from idic.foundation.views.queries.exports import access_export, access_exports, waiting_exports

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}


@require_POST
def start(request: SignedInRequest, noun: str) -> HttpResponse:
    page = page_of(noun)
    require(request.user, noun_of(noun).permission("export"))
    asked, selection = chosen(request, noun)
    if not selection.ids:
        selection = asked.selection(is_all=True)
    columns = [name for name, one in asked.seen.items() if one.value is not None]
    if request.POST.get("columns") != "all":
        columns = list(asked.look.columns)
    try:
        found = request_export(
            selection, columns=columns, file_format=request.POST.get("format", ""), by=request.user,
            purpose=request.POST.get("purpose", ""), note=request.POST.get("note", ""),
        )  # fmt: skip
    except ViewError as refusal:
        request.GET = asked.query  # type: ignore[assignment]  # the list on show, with what was typed
        return show(page, request, status=422, export_refusal=refusal, export_typed=request.POST)
    if found.state == ExportState.WAITING:
        messages.warning(request, _("The list is long: it waits until a second person approves it."))
    else:
        messages.success(request, _("The file is being written. You find it here when it is ready."))
    return redirect("lists:exports")


@require_GET
def exports(request: SignedInRequest) -> HttpResponse:
    found = keyset_page(
        access_exports(request.user).filter(requested_by=request.user), Order("pk", descending=True),
        cursor=request.GET.get("after") or request.GET.get("before"), size=25,
    )  # fmt: skip
    rows = [_row(one, request) for one in found.rows]
    context = {
        "rows": rows, "page": found, "waiting": [_row(one, request) for one in waiting_exports(request.user)[:20]],
        "limit": four_eyes_limit(), "is_working": any(row["is_running"] for row in rows),
    }  # fmt: skip
    return render(request, "lists/exports.html", context)


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_export(request.user, pk)
    approve = request.POST.get("decision") == "approve"
    try:
        decide_export(found, approve=approve, by=request.user)
    except ViewError as refusal:
        messages.error(request, str(refusal))
        return redirect("lists:exports")
    told = (
        _("Approved. %(name)s can fetch the file when it is ready.") if approve else _("Refused. %(name)s is told so.")
    )
    messages.success(request, told % {"name": found.requested_by.display_name})
    return redirect("lists:exports")


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = access_export(request.user, pk)
    try:
        path = file_of(found, by=request.user)
    except ViewError as refusal:
        messages.error(request, str(refusal))
        return redirect("lists:exports")
    name = f"{found.noun}-{timezone.localdate(found.created_at).isoformat()}-{found.pk}.{found.file_format}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_TYPES[found.file_format])


def _row(found: ExportRequest, request: SignedInRequest) -> dict[str, Any]:
    state = found.state
    if state in (ExportState.WAITING, ExportState.DONE, ExportState.APPROVED) and found.expires_at <= timezone.now():
        state = ExportState.EXPIRED
    job = found.job
    if state == ExportState.APPROVED and job is not None and job.state in (JobState.FAILED, JobState.CANCELLED):
        state = ExportState.FAILED
    return {
        "export": found, "state": ExportState(state).label, "tone": EXPORT_TONES[state],
        "records": counted(found.noun, found.rows or found.estimate, is_more=not found.rows and found.job_id is None),
        "purpose": found.get_purpose_display(), "format": found.get_file_format_display(),
        "left_out": sum(found.left_out.values()),
        "is_running": state == ExportState.APPROVED, "percent": percent_of(job) if job else None,
        "is_ready": state == ExportState.DONE and found.requested_by_id == request.user.pk,
    }  # fmt: skip
