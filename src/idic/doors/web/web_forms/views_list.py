from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.web_forms.enums import SubmissionState
from idic.domain.interact.web_forms.models import WebForm
from idic.domain.interact.web_forms.queries.web_forms import access_form, access_forms, submissions_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.web_forms.views_public import asked_again
from idic.doors.web.web_forms.visitor_form import VisitorForm
from idic.foundation.paging.keyset import Order, keyset_page

_TABS = (SubmissionState.HELD, SubmissionState.FILED, SubmissionState.DISCARDED)


@require_GET
def form_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_forms(request.user), Order("name"), cursor=cursor)
    return render(request, "web_forms/list.html", {"rows": page.rows, "page": page})


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    form = access_form(request.user, pk)
    asked = request.GET.get("tab", "")
    tab = SubmissionState(asked) if asked in SubmissionState.values else SubmissionState.HELD
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(
        submissions_of(request.user, form, tab), Order("received_at", descending=True), cursor=cursor, size=25
    )
    labels = {
        SubmissionState.HELD: _("Held"), SubmissionState.FILED: _("Became cases"), SubmissionState.DISCARDED: _("Put aside"),
    }  # fmt: skip
    context = {
        "form": form, "page": page, "tab": str(tab), "address": address_of(form), "snippet": snippet_of(form),
        "tabs": [(one.value, labels[one], one == tab) for one in _TABS],
    }  # fmt: skip
    return render(request, "web_forms/detail.html", context)


@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """As visitors see it, also while it is switched off; nothing can be sent from here."""
    form = access_form(request.user, pk)
    asked = request.GET.get("lang", "")
    language = asked if asked in form.languages else form.languages[0]
    request.LANGUAGE_CODE = language
    with translation.override(language):
        return asked_again(request, form, VisitorForm(form, language), is_preview=True)


def address_of(form: WebForm) -> str:
    return f"{settings.CONFIGURATION.public_url}{reverse('web_forms_public:form', args=[form.key])}"


def snippet_of(form: WebForm) -> str:
    """To be copied into a page: it works without the script too, which only fits the height to what stands in it."""
    loader = f"{settings.CONFIGURATION.public_url}{reverse('web_forms_public:loader')}"
    name = form.texts[form.languages[0]]["title"].replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<iframe src="{address_of(form)}?embed=1" title="{name}" width="100%" height="800" style="border:0" loading="lazy" '
        f'data-idic-form></iframe>\n<script src="{loader}" async></script>'
    )
