from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from idic.domain.customize.loyalty.queries.balances import acts_of_customer, standings
from idic.doors.web.loyalty.wording import points_words, said
from idic.doors.web.portal.visits import VisitorRequest, for_customers, portal_page
from idic.foundation.paging.keyset import Order, keyset_page

_DAYS = 6


@require_GET
@for_customers
def points(request: VisitorRequest) -> HttpResponse:
    """What the customer has, what expires when, and how it came about; why somebody booked by hand is not said here."""
    found = standings(request.customer)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(acts_of_customer(request.customer), Order("at", descending=True), cursor=cursor, size=20)
    context = {
        "standings": [
            (one, points_words(one.points, one.programme.unit),
             [(day.on, points_words(day.points, one.programme.unit)) for day in one.expiring[:_DAYS]])
            for one in found if one.is_member or one.points
        ],
        "rows": [said(one) for one in page.rows], "page": page,
        "has_several": len(found) > 1,
    }  # fmt: skip
    return portal_page(request, "portal/points.html", context)
