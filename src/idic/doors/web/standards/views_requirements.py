from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.periods import day_choices, days_asked, last_days
from idic.doors.web.standards.requirements import what_is_asked
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.rules import require


@require_GET
def requirements(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    days = days_asked(request)
    context = {
        "asked": what_is_asked(request.user, last_days(days), days), "days": days, "day_choices": day_choices(days),
        "tabs": standards_tabs("requirements"),
    }  # fmt: skip
    return render(request, "standards/requirements.html", context)
