"""What a rule may ask about campaigns."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from idic.domain.customize.models import Campaign
from idic.domain.differentiate.behaviour.kinds import BehaviourKind, Narrowing, declare_behaviour
from idic.foundation.accounts.models import User
from idic.foundation.nouns.fields import Choice
from idic.methods.predicate import Measure

_MOST = 50


def _campaigns(user: User, text: str) -> list[Choice]:
    found = Campaign.objects.filter(name__icontains=text) | Campaign.objects.filter(code__istartswith=text)
    return [(str(one.pk), one.name or one.code) for one in found[:_MOST]]


def _campaign_names(codes: Sequence[str]) -> dict[str, str]:
    numbers = [int(code) for code in codes if code.isascii() and code.isdecimal() and len(code) < 18]
    return {str(one.pk): one.name or one.code for one in Campaign.objects.filter(pk__in=numbers)}


CAMPAIGN = BehaviourKind(
    "campaign", _("Campaigns received"),
    {
        Measure.TIMES: _("Number of campaigns received"), Measure.FIRST: _("First campaign received"),
        Measure.LAST: _("Last campaign received"),
    },
    source="customize_campaigncontact k JOIN customize_campaign g ON g.id = k.campaign_id", customer="k.customer_id",
    id="k.id", day="g.starts_on", permission="campaign.see", told="coalesce(nullif(g.name, ''), g.code)",
    narrowings=(Narrowing("campaign", _("Campaign"), "k.campaign_id::text", _campaigns, _campaign_names),),
    verbs=("campaigns.loaded",),
)  # fmt: skip
REDEMPTION = BehaviourKind(
    "redemption", _("Coupons used"),
    {
        Measure.TIMES: _("Number of coupons used"), Measure.FIRST: _("First coupon used"),
        Measure.LAST: _("Last coupon used"),
    },
    source='customize_redemption d JOIN customize_campaign g ON g.id = d.campaign_id', customer="d.customer_id",
    id="d.id", day='d."on"', permission="campaign.see",
    told="concat_ws(' · ', coalesce(nullif(g.name, ''), g.code), nullif(d.coupon, ''))",
    narrowings=(Narrowing("campaign", _("Campaign"), "d.campaign_id::text", _campaigns, _campaign_names),),
    verbs=("campaigns.loaded",),
)  # fmt: skip

declare_behaviour(CAMPAIGN, REDEMPTION)
