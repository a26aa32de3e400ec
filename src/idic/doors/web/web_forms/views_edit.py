from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.sites import SiteRefused
from idic.domain.interact.web_forms.errors import WebFormError
from idic.domain.interact.web_forms.models import WebForm
from idic.domain.interact.web_forms.operations.forms import save_form
from idic.domain.interact.web_forms.queries.web_forms import access_form
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.web_forms.forms import WebFormForm
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    return _page(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_form(request.user, pk))


def _page(request: SignedInRequest, record: WebForm | None) -> HttpResponse:
    form = WebFormForm(record, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"] or None
            saved = save_form(record, form.draft(), by=request.user, version=version)
        except (WebFormError, SiteRefused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The form “%(name)s” is saved.") % {"name": saved.name})
            return redirect("web_forms:detail", saved.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web_forms/edit.html", {"form": form, "record": record}, status=status)
