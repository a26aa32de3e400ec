from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.interact.standards.errors import StandardError
from idic.domain.interact.standards.operations.functions import set_function
from idic.domain.interact.standards.queries.functions import access_function
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.forms_functions import FunctionForm
from idic.doors.web.standards.functions import entries
from idic.doors.web.standards.periods import day_choices, days_asked, last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.rules import may, require


@require_GET
def functions(request: SignedInRequest) -> HttpResponse:
    days = days_asked(request)
    context = {
        "entries": entries(request.user, last_days(days), days), "days": days, "day_choices": day_choices(days),
        "may_manage": may(request.user, "standard.manage"), "tabs": standards_tabs("functions"),
    }  # fmt: skip
    return render(request, "standards/functions.html", context)


@require_http_methods(["GET", "POST"])
def function(request: SignedInRequest, code: str) -> HttpResponse:
    require(request.user, "standard.manage")
    row = access_function(request.user, code)
    form = FunctionForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            set_function(code, form.draft(), version=form.cleaned_data["version"], by=request.user)
        except StandardError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The service catalogue is saved."))
            return redirect("standards:functions")
    context = {"form": form, "label": row.get_code_display()}
    return render(request, "standards/function.html", context, status=422 if form.is_bound else 200)
