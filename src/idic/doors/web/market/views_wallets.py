from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.differentiate.queries.market import market_map
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.differentiate.queries.wallets import told_wallets
from idic.domain.differentiate.scoring.parameters import parameters_in_use
from idic.domain.identify.queries.wallet_shares import category_names
from idic.domain.sales.queries.yearly_spend import yearly_spend
from idic.doors.web.market.wallets import GROUPINGS, SEGMENT, grouped, picture, roomiest
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may

_MOST_SEGMENTS = 500


@require_GET
def wallets(request: SignedInRequest) -> HttpResponse:
    """Whose part of the customers' spending is ours, group by group."""
    categories = category_names()
    category = request.GET.get("category", "")
    category = category if category in categories else ""
    by = request.GET.get("by", SEGMENT)
    by = by if by in GROUPINGS else SEGMENT
    told = told_wallets(request.user, category=category)
    currency = settings.CONFIGURATION.currency
    spend = yearly_spend([one.customer_id for one in told.wallets], currency=currency, category=category)
    attainable = parameters_in_use().attainable_share
    sees_segments = may(request.user, "segment.see")
    segments = list(access_segments(request.user).order_by("name", "id")[:_MOST_SEGMENTS]) if sees_segments else []
    market = {row.segment.pk: row.share for row in market_map(request.user).rows} if sees_segments else {}
    rows = grouped(told, spend, by=by, segments=segments, market=market, attainable=attainable)
    context: dict[str, Any] = {
        "rows": rows, "roomiest": roomiest(told, spend, attainable=attainable),
        "picture": picture(rows, told.competitors, currency=currency),
        "has_wallets": bool(told.wallets), "without_spend": spend.of is None, "last": spend.last, "currency": currency,
        "attainable": attainable, "category": category, "categories": categories, "by": by,
        "groupings": GROUPINGS.items(), "has_market": any(row.of_market is not None for row in rows),
        "may_change": may(request.user, "customer.change"),
    }  # fmt: skip
    return render(request, "market/wallets.html", context)
