from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.queries.files import access_file
from idic.domain.interact.contact import AccessMode
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible

#: What begins like these is a picture that a browser draws and never runs.
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
)  # fmt: skip
_SANDBOX = "sandbox; default-src 'none'"


@require_GET
def file(request: SignedInRequest, pk: int, file_id: int) -> FileResponse:
    found = access_file(request.user, pk, file_id)
    return handed_out(found.path, found.name)


@require_GET
def picture(request: SignedInRequest, pk: int, file_id: int) -> HttpResponse:
    """For the text of the mail that it came with, or beside what was said in a chat."""
    found = access_file(request.user, pk, file_id)
    if not found.content_id and found.message.mode != AccessMode.CHAT:
        raise NotVisible
    return drawn(found.path)


def drawn(path: str) -> HttpResponse:
    """A picture as itself, if its bytes say that it is one."""
    try:
        with default_storage.open(path) as stream:
            data = stream.read()
    except FileNotFoundError as error:
        raise NotVisible from error
    kind = "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
    kind = kind or next((kind for begins, kind in _PICTURES if data.startswith(begins)), "")
    if not kind:
        raise NotVisible
    headers = {"Content-Security-Policy": _SANDBOX, "Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type=kind, headers=headers)


def handed_out(path: str, name: str) -> FileResponse:
    """Always as a download: what strangers send is never shown as a page of ours."""
    try:
        stream = default_storage.open(path)
    except FileNotFoundError as error:
        raise NotVisible from error
    answer = FileResponse(stream, as_attachment=True, filename=name, content_type="application/octet-stream")
    answer.headers["Content-Security-Policy"] = _SANDBOX
    return answer
