from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.evidence import SOURCES
from idic.doors.web.standards.periods import days_asked, last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.doors.web.standards.views_promises import sides_of
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


@require_GET
def evidence(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    source = SOURCES.get(request.GET.get("what", "given_up"))
    if source is None:
        raise Http404
    days = days_asked(request)
    kept = request.GET.get("kept") != "no"
    both = source.sides(request.user, last_days(days))
    page = keyset_page(
        both[not kept], Order(source.by, descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    context = {
        "label": source.label, "rows": [source.row(one) for one in page.rows], "page": page, "days": days,
        "sides": sides_of(request, kept, [bounded_count(one) for one in both], source.words),
        "tabs": standards_tabs("requirements"),
    }  # fmt: skip
    return render(request, "standards/evidence.html", context)
