from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.standards.errors import StandardError
from idic.domain.interact.standards.models import AccessCell
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.domain.interact.standards.queries.standards import access_cells
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.standards.access_map import access_map
from idic.doors.web.standards.forms import CellForm
from idic.doors.web.standards.periods import last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.rules import may, require

_DAYS = 30


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    context = {
        "tabs": standards_tabs("map"), "map": access_map(request.user, last_days(_DAYS)), "days": _DAYS,
        "may_manage": may(request.user, "standard.manage"),
    }  # fmt: skip
    return render(request, "standards/map.html", context)


@require_http_methods(["GET", "POST"])
def cell(request: SignedInRequest, mode: str, purpose: str) -> HttpResponse:
    require(request.user, "standard.manage")
    if mode not in AccessMode.values or purpose not in Purpose.values:
        raise Http404
    row = access_cells(request.user).filter(mode=mode, purpose=purpose).first() or AccessCell(
        mode=mode, purpose=purpose, version=0
    )
    form = CellForm(request.POST if request.method == "POST" else None, cell=row)
    if request.method == "POST" and form.is_valid():
        try:
            set_cell(mode, purpose, form.values(), version=form.cleaned_data["version"], by=request.user)
        except StandardError as error:
            tell(form, error)
        else:
            messages.success(request, _("The access map is saved."))
            return redirect("standards:map")
    context = {
        "form": form, "mode": AccessMode(mode).label, "purpose": Purpose(purpose).label,
        "currency": settings.CONFIGURATION.currency,
    }  # fmt: skip
    return render(request, "standards/cell.html", context, status=422 if form.is_bound else 200)


@require_POST
def defaults(request: SignedInRequest) -> HttpResponse:
    """From the empty page: what most begin with."""
    made = start_with_defaults(by=request.user)
    if made:
        messages.success(
            request, _("There are three standards now, and three ways to reach you. Change what is different here.")
        )
    else:
        messages.info(request, _("There are standards already; they stay as they are."))
    return redirect("standards:list" if made else "standards:map")
