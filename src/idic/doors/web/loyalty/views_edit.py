from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.customize.loyalty.errors import LoyaltyError
from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.programmes import change_programme, create_programme
from idic.domain.customize.loyalty.queries.programmes import access_programme, newest_rule
from idic.domain.customize.loyalty.rules import MANAGES
from idic.doors.web.loyalty.forms import ProgrammeForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, MANAGES)
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        try:
            made = create_programme(form.draft(), by=request.user)
        except LoyaltyError as error:
            tell(form, error)
        else:
            messages.success(request, _("The programme is kept, and still off. Switch it on when it begins."))
            return redirect("loyalty:detail", made.pk)
    return _page(request, form)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, MANAGES)
    programme = access_programme(request.user, pk)
    form = ProgrammeForm(request.POST or None, programme=programme, rule=newest_rule(programme))
    if form.is_valid():
        try:
            change_programme(programme, form.draft(), version=form.cleaned_data["version"] or 0, by=request.user)
        except LoyaltyError as error:
            tell(form, error)
        else:
            messages.success(request, _("The programme is changed. What was earned before stays as it was."))
            return redirect("loyalty:detail", pk)
    return _page(request, form, programme)


def _page(request: SignedInRequest, form: ProgrammeForm, programme: Programme | None = None) -> HttpResponse:
    context = {"form": form, "programme": programme, "currency": settings.CONFIGURATION.currency}
    return render(request, "loyalty/edit.html", context, status=422 if form.is_bound else 200)
