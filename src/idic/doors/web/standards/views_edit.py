from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.errors import StandardError
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.standards import change_standard, create_standard
from idic.domain.interact.standards.queries.standards import Versions, access_standard, versions_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.standards.forms import SaidForm, StandardForm
from idic.doors.web.standards.wording import scope_words
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "standard.manage")
    if request.method == "GET":
        offered = {"mode": AccessMode.values, "purpose": Purpose.values}
        given = {name: request.GET[name] for name, known in offered.items() if request.GET.get(name) in known}
        return _page(request, StandardForm(initial={"target_share": 90, **given}))
    form = StandardForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            standard = create_standard(
                data["measure"], form.said(), scope=form.scope(), requirement=data["requirement"], owner=data["owner"],
                by=request.user,
            )  # fmt: skip
        except StandardError as error:
            tell(form, error)
        else:
            messages.success(request, _("The standard holds from now on."))
            return redirect("standards:detail", standard.pk)
    return _page(request, form)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Always a new version: what was measured by the one before keeps it."""
    require(request.user, "standard.manage")
    standard = access_standard(request.user, pk)
    versions = versions_of([standard], at=timezone.now()).get(pk, Versions())
    last = versions.all[0] if versions.all else None
    if request.method == "GET":
        return _page(request, SaidForm(last=last, version=standard.version), standard)
    form = SaidForm(request.POST, last=last, version=standard.version)
    if form.is_valid():
        try:
            made = change_standard(standard, form.said(), version=form.cleaned_data["version"] or 0, by=request.user)
        except StandardError as error:
            tell(form, error)
        else:
            messages.success(request, _("Version %(number)s is kept.") % {"number": made.number})
            return redirect("standards:detail", pk)
    return _page(request, form, standard)


def _page(request: SignedInRequest, form: SaidForm, standard: Standard | None = None) -> HttpResponse:
    context = {
        "form": form, "standard": standard,
        "scope": scope_words(standard.mode, standard.purpose, standard.tier, standard.priority) if standard else "",
    }  # fmt: skip
    return render(request, "standards/edit.html", context, status=422 if form.is_bound else 200)
