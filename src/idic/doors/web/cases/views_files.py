from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.cases.queries.cases import access_case
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible


@require_GET
def file(request: SignedInRequest, pk: int, file_id: int) -> FileResponse:
    """Always as a download: what strangers send is never shown as a page of ours. A refused one is not handed out."""
    case = access_case(request.user, pk)
    found = MessageFile.objects.filter(message__case=case, pk=file_id, refused="").first()
    if found is None:
        raise NotVisible
    try:
        stream = default_storage.open(found.path)
    except FileNotFoundError as error:
        raise NotVisible from error
    answer = FileResponse(stream, as_attachment=True, filename=found.name, content_type="application/octet-stream")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
