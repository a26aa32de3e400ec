from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.letters.papers import parts_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import Language
from idic.foundation.desk.subjects import access_subject
from idic.foundation.languages import formats
from idic.foundation.printing.pdf import pdf_of


@require_GET
def record_paper(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """What the reader may see of the record, masked as on the page, in the language asked for."""
    subject = access_subject(request.user, noun, pk)
    language = request.GET.get("language", "")
    language = language if language in Language.values else request.user.language
    with translation.override(language):
        made = _("Printed by %(name)s on %(day)s") % {
            "name": request.user.display_name, "day": formats.moment(timezone.now()),
        }  # fmt: skip
        data = {
            "title": subject.title, "subtitle": f"{subject.noun.label} {subject.pk}", "footer": made,
            "parts": parts_of(request.user, subject),
        }  # fmt: skip
        paper = pdf_of("record", data, language=language)
    return HttpResponse(
        paper, content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{subject.code}-{subject.pk}.pdf"'},
    )  # fmt: skip
