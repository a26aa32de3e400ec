from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.doors.web.organisation.forms import OrganisationForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.foundation.languages.letters import letter_language
from idic.foundation.organisation.errors import OrganisationError
from idic.foundation.organisation.logos import logo_bytes
from idic.foundation.organisation.operations import change_organisation
from idic.foundation.organisation.queries import organisation
from idic.foundation.printing.letters import Letter, letter_pdf, paragraphs

_DIGEST = re.compile(r"[0-9a-f]{64}")


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest) -> HttpResponse:
    require(request.user, "organisation.manage")
    row = organisation()
    if request.method == "GET":
        return _page(request, OrganisationForm(row))
    form = OrganisationForm(row, request.POST, request.FILES)
    if form.is_valid():
        try:
            change_organisation(form.draft(), version=form.cleaned_data["version"], by=request.user)
        except OrganisationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved. People outside read it from now on."))
            return redirect("organisation:edit")
    return _page(request, form, status=422)


@require_GET
def sample_letter(request: SignedInRequest) -> HttpResponse:
    """How a letter looks under this letterhead, in one language."""
    require(request.user, "organisation.manage")
    asked = request.GET.get("language", "")
    language = asked if asked in Language.values else request.user.language
    with letter_language(language):
        letter = Letter(
            _("A sample letter"), paragraphs(_("This is how letters look that go out from here.")),
            sender=request.user.display_name, date=formats.day(timezone.localdate(), "long"),
        )  # fmt: skip
        paper = letter_pdf(letter, language=language)
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="letter.pdf"'}
    )


@login_not_required
@require_GET
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A picture of one name never changes."""
    data = logo_bytes(digest) if _DIGEST.fullmatch(digest) else b""
    if not data:
        raise NotVisible
    return HttpResponse(
        data, content_type="image/png",
        headers={
            "Cache-Control": "public, max-age=31536000, immutable", "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )  # fmt: skip


def _page(request: SignedInRequest, form: OrganisationForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "row": organisation(), "languages": Language.choices, "own_texts": form.own_texts()}
    return render(request, "organisation/edit.html", context, status=status)
