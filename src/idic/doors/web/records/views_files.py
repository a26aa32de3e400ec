from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.doors.web.records.answers import back_to, is_part, tell_done
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.errors import FileNotReady, FileRefused
from idic.foundation.desk.file_kinds import ENDINGS
from idic.foundation.desk.operations.attachments import add_attachment, remove_attachment, size_limit, too_large
from idic.foundation.desk.queries.attachments import access_attachment, attachments_of, readable_attachment
from idic.foundation.desk.subjects import Subject, access_subject

# The other parts of a form that carries a file, with room to spare.
_AROUND = 512 * 1024
# Nothing in a file that somebody brought may run here, whatever a browser takes it for.
_SANDBOX = "default-src 'none'; style-src 'none'; script-src 'none'; sandbox"


def files_part(request: SignedInRequest, subject: Subject, *, errors: list[str] | None = None) -> str:
    found = attachments_of(subject)
    values = {
        "subject": subject, "files": found, "limit": size_limit(), "endings": ",".join(ENDINGS),
        "may_attach": may(request.user, subject.noun.permission("change")), "errors": errors or [],
        "any_scanning": any(one.state == AttachmentState.SCANNING for one in found),
    }  # fmt: skip
    return render_to_string("records/files.html", values, request=request)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def files(request: SignedInRequest, noun: str, pk: int) -> HttpResponseBase:
    """A file that is far too large is refused by its announced length, before a byte of it is read: that is why the
    check of the form's token, which reads the form, comes after it."""
    if request.method == "POST" and announced(request) > size_limit() + _AROUND:
        return refused_early(request)
    return _files(request, noun, pk)


@csrf_protect
def _files(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    action = "change" if request.method == "POST" else "see"
    subject = access_subject(request.user, noun, pk, action=action)
    if request.method != "POST":
        return _answer(request, subject)
    errors, kept = [], 0
    for upload in request.FILES.getlist("file")[:20]:
        try:
            add_attachment(subject.code, subject.pk, name=upload.name or "", chunks=upload.chunks(), by=request.user)
        except FileRefused as error:
            errors.append(str(error))
        else:
            kept += 1
    if not kept and not errors:
        errors.append(_("Choose a file first."))
    if kept:
        messages.success(request, _("The file was attached.") if kept == 1 else _("The files were attached."))
    return _answer(request, subject, errors)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    _found, subject = access_attachment(request.user, pk)
    remove_attachment(pk, by=request.user)
    tell_done(request, _("The file was removed."), subject)
    return _answer(request, subject)


@require_GET
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    try:
        found = readable_attachment(request.user, pk)
        stream = default_storage.open(found.path)
    except FileNotReady as error:
        _one, subject = access_attachment(request.user, pk)
        values = {"subject": subject, "title": _("This file cannot be opened"), "sentence": str(error)}
        return render(request, "records/part_page.html", values, status=409)
    except FileNotFoundError as error:
        raise NotVisible from error
    response = FileResponse(stream, as_attachment=True, filename=found.name, content_type=found.media_type)
    return _guarded(response)


@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A small picture made by us, never the file itself."""
    try:
        found = readable_attachment(request.user, pk)
        if not found.preview:
            raise NotVisible
        stream = default_storage.open(found.preview)
    except (FileNotReady, FileNotFoundError) as error:
        raise NotVisible from error
    response = FileResponse(stream, content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response


def _guarded(response: FileResponse) -> FileResponse:
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _answer(request: SignedInRequest, subject: Subject, errors: list[str] | None = None) -> HttpResponse:
    status = 422 if errors else 200
    if is_part(request):
        return HttpResponse(files_part(request, subject, errors=errors), status=status)
    if errors:
        part = files_part(request, subject, errors=errors)
        return render(
            request, "records/part_page.html", {"subject": subject, "title": _("Files"), "part": part}, status=422
        )
    return back_to(subject, "files")


def refused_early(request: HttpRequest) -> HttpResponse:
    sentence = str(too_large())
    if getattr(request, "htmx", False):
        messages.error(request, sentence)
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
    return render(request, "records/too_large.html", {"sentence": sentence}, status=413)


def announced(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0
