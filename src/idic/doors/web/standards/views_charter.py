from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.standards.models import CharterSettings
from idic.domain.interact.standards.operations.charter import show_charter
from idic.domain.interact.standards.queries.charter import charter_settings
from idic.doors.web.outside.limiting import limited
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.charter import charter_of, complaint_words, parts_of
from idic.doors.web.standards.periods import last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.doors.web.standards.wording import html_language, languages
from idic.foundation.accounts.rules import may, require
from idic.foundation.printing.pdf import pdf_of

_YEAR = 365


@require_GET
def charter(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    said = charter_settings()
    context = _shown(request, said, reverse("standards:charter")) | {
        "tabs": standards_tabs("charter"), "settings_of_charter": said, "may_manage": may(request.user, "standard.manage"),
        "may_publish": may(request.user, "user.manage"), "public_url": request.build_absolute_uri(reverse("charter:page")),
        "pdf_url": reverse("standards:charter-pdf"),
    }  # fmt: skip
    return render(request, "standards/charter.html", context)


@require_GET
def charter_pdf(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    return _pdf(request, charter_settings())


@require_POST
def publish(request: SignedInRequest) -> HttpResponse:
    given = request.POST
    said = show_charter(is_public="is_public" in given, shows_attainment="shows_attainment" in given, by=request.user)
    told = _("Everybody can read the charter now.") if said.is_public else _("The charter is for ourselves only.")
    messages.success(request, told)
    return redirect("standards:charter")


@login_not_required
@require_GET
@limited("charter.read", most=120, minutes=10, methods=("GET",))
def public_page(request: HttpRequest) -> HttpResponse:
    said = _switched_on()
    context = _shown(request, said, reverse("charter:page")) | {"pdf_url": reverse("charter:pdf")}
    return render(request, "standards/charter_public.html", context)


@login_not_required
@require_GET
@limited("charter.print", most=20, minutes=10, methods=("GET",))
def public_pdf(request: HttpRequest) -> HttpResponse:
    """Counts a year and sets a page, for whoever asks."""
    return _pdf(request, _switched_on())


def _switched_on() -> CharterSettings:
    said = charter_settings()
    if not said.is_public:
        raise Http404
    return said


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    known = dict(settings.LANGUAGES)
    return asked if asked in known else translation.get_language() or "en"


def _shown(request: HttpRequest, said: CharterSettings, url: str) -> dict[str, Any]:
    """The charter speaks the language that was chosen for it, the page around it that of its reader."""
    language = _language(request)
    with translation.override(language):
        made = charter_of(last_days(_YEAR) if said.shows_attainment else None)
        title = _("Service charter")
        text = render_to_string(
            "standards/_charter.html", {"charter": made, "complaint": complaint_words(made), "charter_title": title}
        )
    return {
        "text": text, "language": language, "html_language": html_language(language), "charter_title": title,
        "is_empty": made.is_empty,
        "choices": [
            (f"{url}?language={code}", html_language(code), label, code == language) for code, label in languages()
        ],
    }  # fmt: skip


def _pdf(request: HttpRequest, said: CharterSettings) -> HttpResponse:
    language = _language(request)
    with translation.override(language):
        made = charter_of(last_days(_YEAR) if said.shows_attainment else None)
        data = {
            "title": _("Service charter"), "subtitle": _("What you may count on when you get in touch with us"),
            "footer": _("As of %(day)s") % {"day": made.as_of}, "parts": parts_of(made),
        }  # fmt: skip
        paper = pdf_of("record", data, language=language)
    return HttpResponse(
        paper, content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="charter-{language}.pdf"'},
    )  # fmt: skip
