from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.differentiate.models import CustomerScore, Segment
from idic.domain.differentiate.queries.customer_list import SCORED_ORDERS, listed_customers, order_of
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.provinces import provinces_in_use
from idic.doors.web.customers.badges import Badge, group_badge, tier_badge
from idic.doors.web.customers.filters import ListRequest, chips, selects
from idic.doors.web.customers.views_export import EXPORT_LIMIT, export
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, Page, bounded_count, keyset_page


@dataclass(frozen=True)
class Row:
    customer: Customer
    score: CustomerScore | None
    group: Badge | None
    tier: Badge | None

    @property
    def is_organisation(self) -> bool:
        return self.customer.kind == CustomerKind.ORGANISATION


@require_http_methods(["GET", "HEAD", "POST"])
def customer_list(request: SignedInRequest) -> HttpResponseBase:
    """A POST takes the list away as a file: its address is the list's own, so the file holds what is on show."""
    if request.method == "POST":
        return export(request)
    user = request.user
    sees_value = may(user, "value.see")
    asked = ListRequest.read(request.GET, sees_value=sees_value)
    customers = listed_customers(user, asked.filters, sort=asked.sort)
    page = _page(customers, order_of(asked.sort, descending=asked.descending), request)
    segments: list[Segment] = list(access_segments(user)) if may(user, "segment.see") else []
    shown = selects(asked.filters, provinces=provinces_in_use(), segments=segments, sees_value=sees_value)
    count = bounded_count(customers)
    kept = request.GET.copy()
    for name in ("after", "before", "sort"):
        kept.pop(name, None)
    return render(
        request,
        "customers/list.html",
        {
            "rows": [_row(customer) for customer in page.rows],
            "page": page,
            "count": count.value,
            "sort": asked.sort_shown,
            "sorts": [(key, label, key == asked.sort_shown) for key, label in _sorts(sees_value=sees_value)],
            "kept": kept.urlencode(),
            "search": asked.filters.text,
            "selects": shown,
            "chips": chips(asked.filters, shown),
            "is_scored_order": asked.sort in SCORED_ORDERS,
            "sees_value": sees_value,
            "may_create": may(user, "customer.create"),
            "may_import": may(user, "import.run"),
            "may_export": may(user, "customer.export"),
            "export_limit": EXPORT_LIMIT,
            "currency": settings.CONFIGURATION.currency,
        },
    )


def _page(customers: QuerySet[Customer], order: Order, request: SignedInRequest) -> Page[Customer]:
    return keyset_page(customers, order, cursor=request.GET.get("after") or request.GET.get("before"))


def _row(customer: Customer) -> Row:
    score = getattr(customer, "score", None)
    return Row(customer, score, group_badge(score) if score else None, tier_badge(score) if score else None)


def _sorts(*, sees_value: bool) -> list[tuple[str, str]]:
    found = [("name", _("Name")), ("-created", _("Newest first")), ("-changed", _("Last changed first"))]
    if sees_value:
        found += [("-value", _("Highest lifetime value first")), ("-spend", _("Highest spend first"))]
    return found
