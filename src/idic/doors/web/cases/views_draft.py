"""Files of an answer that is being written: kept with the draft, so that nobody attaches them a second time."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.cases.errors import CaseError, FilesTooLarge
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.draft_files import MOST_BYTES, attach_files, detach_file
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.cases.queries.files import access_draft_file, own_draft_files
from idic.doors.web.cases.views_files import handed_out
from idic.doors.web.requests import SignedInRequest

# What stands around the files in such a request.
_AROUND = 512 * 1024


@csrf_exempt
@require_POST
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Far too much is refused by its announced length, before a byte of it is read: the form's token, which is read with
    it, is asked for afterwards."""
    if _announced(request) > MOST_BYTES + _AROUND:
        access_case(request.user, pk, permission="case.change")
        return HttpResponse(str(FilesTooLarge()), status=413, content_type="text/plain; charset=utf-8")
    return _attach(request, pk)


@csrf_protect
def _attach(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    given = request.FILES.getlist("files")
    if not given:
        return files_part(request, case, error=_("Choose a file first."))
    try:
        attach_files(case, [_kept(one) for one in given], by=request.user)
    except CaseError as error:
        return files_part(request, case, error=str(error))
    return files_part(request, case)


@require_POST
def detach(request: SignedInRequest, pk: int, file_id: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    detach_file(case, file_id, by=request.user)
    return files_part(request, case)


@require_GET
def file(request: SignedInRequest, pk: int, file_id: int) -> FileResponse:
    found = access_draft_file(request.user, pk, file_id)
    return handed_out(found.path, found.name)


def files_part(request: SignedInRequest, case: Case, *, error: str = "") -> HttpResponse:
    context = {"case": case, "draft_files": own_draft_files(case, request.user), "files_error": error}
    return render(request, "cases/_draft_files.html", context, status=422 if error else 200)


def _kept(upload: Any) -> FileDraft:
    name = "".join(sign if sign.isprintable() else " " for sign in (upload.name or "")).strip()
    return kept_file(name or "file", upload.content_type or "application/octet-stream", upload.read())


def _announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
