from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.staffing import StaffingForm, staffing_of
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.rules import require
from idic.methods.staffing import StaffingError


@require_GET
def staffing(request: SignedInRequest) -> HttpResponse:
    """Nothing is kept: the address tells what was asked."""
    require(request.user, "case.see")
    example = {name: field.initial for name, field in StaffingForm.base_fields.items()}
    form = StaffingForm(request.GET if "calls" in request.GET else example)
    found = None
    if form.is_valid():
        try:
            found = staffing_of(form.cleaned_data)
        except StaffingError:
            form.add_error(None, _("That cannot be reached. Lower the target or split the calls."))
    context = {
        "form": form,
        "found": found,
        "tabs": standards_tabs("staffing"),
        "has_patience": bool(form.data.get("patience")),
    }
    return render(request, "standards/staffing.html", context)
