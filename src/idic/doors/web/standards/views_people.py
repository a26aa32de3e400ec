from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.people import cards, led_by
from idic.doors.web.standards.periods import day_choices, days_asked, last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import Order, keyset_page

_PAGE = 20


@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """One's own card first, then those of the people one leads."""
    require(request.user, "case.see")
    days = days_asked(request)
    page = keyset_page(
        led_by(request.user), Order("display_name"), cursor=request.GET.get("after") or request.GET.get("before"),
        size=_PAGE,
    )  # fmt: skip
    own, *others = cards(request.user, [request.user, *page.rows], last_days(days), days)
    context = {
        "own": own, "others": others, "idle": sum(not card.has_figures for card in others),
        "page": page, "days": days, "day_choices": day_choices(days),
        "tabs": standards_tabs("people"), "may_manage": may(request.user, "standard.manage"),
        "may_say_skills": may(request.user, "skill.manage"),
    }  # fmt: skip
    return render(request, "standards/people.html", context)
