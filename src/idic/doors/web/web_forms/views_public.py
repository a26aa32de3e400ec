"""What visitors see. No cookie is read here and nothing is done on the strength of one: inside the page of another site
none arrives. So there is nothing that another site could do in somebody's name, and the stamp of the form is all it needs."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.interact.contact import AccessMode
from idic.domain.interact.web_forms.enums import Doubt, SubmissionState
from idic.domain.interact.web_forms.errors import WebFormError
from idic.domain.interact.web_forms.models import WebForm
from idic.domain.interact.web_forms.operations.receiving import receive_submission
from idic.domain.interact.web_forms.queries.web_forms import form_for_visitors, submission_of
from idic.doors.web.outside.embedding import embeddable
from idic.doors.web.outside.promises import promised
from idic.doors.web.outside.spam import ASK_AGAIN, HELD, looked_at, stamp_fields
from idic.doors.web.outside.uploads import is_too_large
from idic.doors.web.outside.visitors import in_visitors_language, page
from idic.doors.web.shell.context import HTML_LANGUAGES
from idic.doors.web.web_forms.visitor_form import VisitorForm, language_for
from idic.foundation.accounts.enums import Language
from idic.foundation.limits.addresses import is_over

_SALT = "idic.web_forms.sent"
_MOST_AN_HOUR = 30
_SHOWN_SECONDS = 24 * 3600


@csrf_exempt
@require_http_methods(["GET", "POST"])
@in_visitors_language
@never_cache
def form_page(request: HttpRequest, key: str) -> HttpResponse:
    form = _form(key)
    if not form.is_active:
        return _shown(request, form, "web_forms/off.html", {}, status=410)
    if request.method == "POST" and is_too_large(request):
        return _shown(request, form, "outside/too_large.html", {}, status=413)
    language = language_for(form, request)
    with translation.override(language):
        if request.method == "GET":
            return asked_again(request, form, VisitorForm(form, language))
        return _taken(request, form, VisitorForm(form, language, request.POST, request.FILES))


@require_GET
@in_visitors_language
@never_cache
def thanks(request: HttpRequest, key: str, token: str) -> HttpResponse:
    form = _form(key)
    try:
        pk = signing.loads(token, salt=_SALT, max_age=_SHOWN_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    row = submission_of(form, pk)
    if row is None:
        raise Http404
    language = language_for(form, request)
    with translation.override(language):
        words = VisitorForm(form, language)
        context = {
            "form": words, "case": row.case, "is_held": row.state != SubmissionState.FILED, "thanks": words.words("thanks"),
            "next": promised(AccessMode.WEB_FORM, form.purpose),
        }  # fmt: skip
        return _shown(request, form, "web_forms/thanks.html", context)


@require_GET
@in_visitors_language
def loader(request: HttpRequest) -> HttpResponse:
    """Under an address that never changes, for it stands in pages of others; the file itself is named by what is in it."""
    return redirect(static("web_forms/loader.js"))


def asked_again(
    request: HttpRequest, form: WebForm, asked: VisitorForm, *, refusal: str = "", status: int = 200, is_preview: bool = False
) -> HttpResponse:  # fmt: skip
    context = {
        "form": asked, "spam": stamp_fields(_what(form), request.POST or None), "refusal": refusal,
        "title": asked.words("title"), "intro": asked.words("intro"), "is_preview": is_preview,
    }  # fmt: skip
    return _shown(request, form, "web_forms/form.html", context, status=status)


def _taken(request: HttpRequest, form: WebForm, asked: VisitorForm) -> HttpResponse:
    looked = looked_at(request.POST, _what(form))
    if not asked.is_valid():
        return asked_again(request, form, asked, status=422)
    if looked.finding in ASK_AGAIN:
        return asked_again(request, form, asked, refusal=looked.sentence, status=422)
    if is_over(request, "web_form", most=_MOST_AN_HOUR):
        told = _(
            "From your connection we received more than we take at once. What you wrote is still here: try again later."
        )
        return asked_again(request, form, asked, refusal=told, status=429)
    doubt = str(Doubt(looked.finding.value)) if looked.finding in HELD else ""
    try:
        row = receive_submission(form, asked.sent(number=looked.number, doubt=doubt))
    except WebFormError as error:
        posted = request.POST.copy()
        posted.pop("stamp", None)
        request.POST = posted  # type: ignore[assignment]
        return asked_again(request, form, asked, refusal=str(error), status=409)
    token = signing.dumps(row.pk, salt=_SALT)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("web_forms_public:thanks", args=[form.key, token]) + query)


def _shown(
    request: HttpRequest, form: WebForm, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """In the languages that the form offers."""
    language = language_for(form, request)
    with translation.override(language):
        links = []
        for code in form.languages if len(form.languages) > 1 else []:
            asked = request.GET.copy()
            asked["lang"] = code
            address = f"{request.path}?{asked.urlencode()}"
            links.append((address, HTML_LANGUAGES[code], Language(code).label, code == language))
        given = {"web_form": form, "is_embedded": request.GET.get("embed") == "1", "language_links": links, **context}
        return embeddable(page(request, template, given, status=status), form.sites)


def _form(key: str) -> WebForm:
    found = form_for_visitors(key)
    if found is None:
        raise Http404
    return found


def _what(form: WebForm) -> str:
    return f"web_form:{form.key}"
