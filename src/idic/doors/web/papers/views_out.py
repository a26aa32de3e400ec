from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.papers.composing import language_of, paper_of
from idic.domain.interact.papers.errors import PapersError
from idic.domain.interact.papers.operations.making import make_letter
from idic.domain.interact.papers.operations.sending import send_by_post
from idic.domain.interact.papers.queries.papers import access_answer, file_of, letter_templates
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.foundation.letters.errors import LetterError


@require_GET
def paper(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    """The answer as it was made or went out; before that, as it would be without a template."""
    case, message = _answer(request.user, pk, message_id)
    kept = file_of(message)
    if kept is not None:
        try:
            with default_storage.open(kept.path) as stream:
                shown = stream.read()
        except FileNotFoundError as error:
            raise NotVisible from error
    else:
        language = language_of(case, request.user.language, answer=message.text)
        shown, _language = paper_of(message, template=None, language=language, by=request.user)
    return HttpResponse(
        shown, content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="case-{case.pk}-{message.pk}.pdf"'},
    )  # fmt: skip


@require_POST
def make(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    """From a template, in a language; anew as often as it takes, until it is sent."""
    case, message = _answer(request.user, pk, message_id)
    asked, language = request.POST.get("template", ""), request.POST.get("language", "")
    template = next((one for one in letter_templates(request.user) if str(one.pk) == asked), None)
    try:
        make_letter(
            message, template=template, language=language if language in Language.values else "", by=request.user
        )
    except (PapersError, LetterError) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("The letter is made and kept with the answer. Print it, then note when it was sent.")
        )
    return redirect("cases:detail", case.pk)


@require_POST
def sent(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    case, message = _answer(request.user, pk, message_id)
    try:
        day = parse_date(request.POST.get("on", "")) or timezone.localdate()
        send_by_post(case, message, on=day, by=request.user)
    except (PapersError, LetterError, ValueError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept as sent on %(day)s.") % {"day": formats.day(day)})
    return redirect("cases:detail", pk)


def _answer(user: User, pk: int, message_id: int) -> tuple[Case, Message]:
    found = access_answer(user, pk, message_id)
    return found.case, found
