from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Invariant, Kind, Mart, Part, Watched

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star


def _backwards(star: Star) -> ir.Table:
    contacts = star.table("campaign_contacts")
    return contacts.filter(contacts.ends_on < contacts.starts_on)


CAMPAIGN_CONTACTS = Mart(
    "campaign_contacts",
    _("Campaign contacts"),
    _("One row per source record that a campaign addressed."),
    Kind.FACT,
    (
        Column("campaign_id", "int64", _("Number of the campaign."), ("customize_campaigncontact.campaign_id",)),
        Column("code", "string", _("Code of the campaign."), ("customize_campaign.code",)),
        Column("name", "string", _("Name of the campaign."), ("customize_campaign.name",)),
        Column("customer_id", "int64", _("Who was addressed."), ("customize_campaigncontact.customer_id",)),
        Column("starts_on", "date32", _("First day of the campaign."), ("customize_campaign.starts_on",)),
        Column("ends_on", "date32", _("Last day of the campaign."), ("customize_campaign.ends_on",)),
        Column(
            "redeemed_on",
            "date32",
            _("Day of the first coupon of this campaign that was used."),
            ("customize_redemption.on",),
        ),
    ),
    parts=(
        Part(
            """FROM customize_campaigncontact k JOIN customize_campaign c ON c.id = k.campaign_id
               LEFT JOIN LATERAL (SELECT min(r."on") AS first FROM customize_redemption r
                                  WHERE r.campaign_id = k.campaign_id AND r.record_id = k.record_id) r ON TRUE""",
            {
                "campaign_id": "k.campaign_id",
                "code": "c.code",
                "name": "c.name",
                "customer_id": "k.customer_id",
                "starts_on": "c.starts_on",
                "ends_on": "c.ends_on",
                "redeemed_on": "r.first",
            },
            order="k.campaign_id, k.id",
            table="customize_campaign",
            key="id",
            bounds=("c.id", "k.campaign_id"),
            shift=3,
            watched=(
                Watched("customize_campaigncontact", "campaign_id", 3),
                Watched("customize_campaign", "id", 3),
                Watched("customize_redemption", "campaign_id", 3),
            ),
        ),
    ),
    invariants=(Invariant("campaign_forwards", _("No campaign ends before it starts."), _backwards),),
)
