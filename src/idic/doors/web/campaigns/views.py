from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.customize.models import Campaign
from idic.domain.customize.queries.campaigns import CampaignFigures, access_campaign, access_campaigns, campaign_figures
from idic.domain.customize.queries.responses import redemptions_by_week, response_by_group, response_by_segment
from idic.domain.differentiate.enums import RfmGroup
from idic.domain.differentiate.queries.segments import access_segments
from idic.doors.web.campaigns.charts import response_chart, weeks_chart
from idic.doors.web.campaigns.rates import Rate, rate_of
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customers_url
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

NEWEST_FIRST = Order("starts_on", descending=True)


@dataclass(frozen=True)
class Row:
    campaign: Campaign
    figures: CampaignFigures
    rate: Rate | None
    running: bool


@require_GET
def campaign_list(request: SignedInRequest) -> HttpResponse:
    campaigns = access_campaigns(request.user)
    page = keyset_page(campaigns, NEWEST_FIRST, cursor=request.GET.get("after") or request.GET.get("before"))
    figures = campaign_figures([campaign.pk for campaign in page.rows])
    return render(
        request,
        "campaigns/list.html",
        {
            "rows": [_row(campaign, figures[campaign.pk]) for campaign in page.rows],
            "page": page,
            "count": bounded_count(campaigns).value,
            "some_without_control": any(not campaign.has_control for campaign in page.rows),
        },
    )


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = access_campaign(request.user, pk)
    segments = {str(segment.pk): segment_name(segment) for segment in access_segments(request.user)}
    groups = dict(RfmGroup.choices)
    return render(
        request,
        "campaigns/detail.html",
        {
            "row": _row(campaign, campaign_figures([pk])[pk]),
            "campaign": campaign,
            "weeks": weeks_chart(redemptions_by_week(pk)),
            "groups": response_chart(
                response_by_group(pk),
                first=_("RFM group"),
                name_of=lambda code: str(groups.get(code, _("Without a group"))),
                link_of=lambda code: customers_url(group=code) if code else "",
            ),
            "segments": response_chart(
                [row for row in response_by_segment(pk) if row.key in segments],
                first=_("Segment"),
                name_of=lambda key: segments[key],
                link_of=lambda key: customers_url(segment=key),
            ),
        },
    )


def _row(campaign: Campaign, figures: CampaignFigures) -> Row:
    today = timezone.localdate()
    rate = rate_of(figures.responded, figures.contacted)
    return Row(campaign, figures, rate, campaign.starts_on <= today <= campaign.ends_on)
