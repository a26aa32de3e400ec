from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from idic.domain.customize.models import Campaign, CampaignContact, Redemption
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class CampaignFigures:
    """`responded`: contacted customers who used at least one coupon; `redemptions` counts every coupon used."""

    campaign_id: int
    contacted: int
    responded: int
    redemptions: int

    @property
    def response_rate(self) -> float | None:
        return self.responded / self.contacted if self.contacted else None


def access_campaigns(user: User) -> QuerySet[Campaign]:
    require(user, "campaign.see")
    return Campaign.objects.all()


def access_campaign(user: User, pk: int) -> Campaign:
    found = access_campaigns(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def campaign_figures(campaign_ids: list[int] | None = None) -> dict[int, CampaignFigures]:
    """All asked campaigns in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.id, coalesce(k.contacted, 0), coalesce(r.responded, 0), coalesce(r.redemptions, 0)
               FROM customize_campaign c
               LEFT JOIN (SELECT campaign_id, count(DISTINCT customer_id) AS contacted
                          FROM customize_campaigncontact GROUP BY 1) k ON k.campaign_id = c.id
               LEFT JOIN (SELECT campaign_id, count(*) AS redemptions,
                                 count(DISTINCT customer_id) FILTER (WHERE EXISTS (
                                     SELECT FROM customize_campaigncontact a
                                     WHERE a.campaign_id = u.campaign_id AND a.customer_id = u.customer_id)
                                 ) AS responded
                          FROM customize_redemption u GROUP BY 1) r ON r.campaign_id = c.id
               WHERE %s::bigint[] IS NULL OR c.id = ANY(%s::bigint[])""",
            [campaign_ids, campaign_ids],
        )
        return {row[0]: CampaignFigures(*row) for row in cursor.fetchall()}


def campaigns_of_customer(customer_id: int) -> list[tuple[Campaign, bool]]:
    """Newest first; the flag says whether the customer used a coupon of it."""
    contacts = CampaignContact.objects.filter(customer_id=customer_id).select_related("campaign")
    used = set(Redemption.objects.filter(customer_id=customer_id).values_list("campaign_id", flat=True))
    campaigns = {contact.campaign_id: contact.campaign for contact in contacts}
    ordered = sorted(campaigns.values(), key=lambda campaign: (campaign.starts_on, campaign.pk), reverse=True)
    return [(campaign, campaign.pk in used) for campaign in ordered]


@dataclass(frozen=True)
class CampaignOverview:
    """All campaigns together; a customer who was asked twice counts once for each campaign."""

    campaigns: int
    without_control: int
    contacted: int
    responded: int

    @property
    def response_rate(self) -> float | None:
        return self.responded / self.contacted if self.contacted else None


def campaign_overview() -> CampaignOverview:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM customize_campaign),
                      (SELECT count(*) FROM customize_campaign WHERE NOT has_control),
                      (SELECT count(*) FROM (SELECT DISTINCT campaign_id, customer_id
                                             FROM customize_campaigncontact) k),
                      (SELECT count(*) FROM (SELECT DISTINCT r.campaign_id, r.customer_id FROM customize_redemption r
                           WHERE EXISTS (SELECT FROM customize_campaigncontact k WHERE k.campaign_id = r.campaign_id
                                         AND k.customer_id = r.customer_id)) u)"""
        )
        return CampaignOverview(*cursor.fetchone())
