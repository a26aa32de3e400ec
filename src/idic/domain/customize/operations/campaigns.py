from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from idic.domain.customize.models import Campaign
from idic.foundation.accounts.models import User
from idic.foundation.bulk.copying import copy_rows
from idic.foundation.events.operations.append import NewEvent, append_event


@dataclass(frozen=True)
class CampaignRow:
    code: str
    name: str
    kind: str
    starts_on: date
    ends_on: date


@transaction.atomic
def load_campaigns(
    campaigns: Iterable[CampaignRow],
    contacts: Iterable[tuple[str, str, str]],
    redemptions: Iterable[tuple[str, str, str, str, date]],
    *,
    is_sample: bool = False,
    by: User | None,
) -> Mapping[str, int]:
    """Campaigns that another system ran. Contacts are (campaign, source, customer key); redemptions add coupon and day.

    Rows whose customer key nobody knows are left out and counted. Repeating the load changes nothing.
    """
    made = Campaign.objects.bulk_create(
        [Campaign(code=row.code, name=row.name, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on,
                  is_sample=is_sample) for row in campaigns],
        ignore_conflicts=True,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE stage_contact (campaign text, source text, key text) ON COMMIT DROP;"
            "CREATE TEMPORARY TABLE stage_redemption (campaign text, source text, key text, coupon text, used date)"
            " ON COMMIT DROP"
        )
        copy_rows("stage_contact", ("campaign", "source", "key"), contacts)
        copy_rows("stage_redemption", ("campaign", "source", "key", "coupon", "used"), redemptions)
        cursor.execute(
            """INSERT INTO customize_campaigncontact (campaign_id, record_id, customer_id)
               SELECT c.id, r.id, r.customer_id FROM stage_contact s JOIN customize_campaign c ON c.code = s.campaign
                    JOIN identify_source o ON o.code = s.source
                    JOIN identify_sourcerecord r ON r.source_id = o.id AND r.key = s.key
               ON CONFLICT DO NOTHING"""
        )
        contacted = cursor.rowcount
        cursor.execute(
            """INSERT INTO customize_redemption (campaign_id, record_id, customer_id, coupon, "on")
               SELECT c.id, r.id, r.customer_id, s.coupon, s.used
               FROM stage_redemption s JOIN customize_campaign c ON c.code = s.campaign
                    JOIN identify_source o ON o.code = s.source
                    JOIN identify_sourcerecord r ON r.source_id = o.id AND r.key = s.key
               ON CONFLICT DO NOTHING"""
        )
        redeemed = cursor.rowcount
    counts = {"campaigns": len(made), "contacts": contacted, "redemptions": redeemed}
    if contacted or redeemed:
        first = Campaign.objects.order_by("id").first()
        append_event(
            NewEvent("campaigns.loaded", "campaign", first.pk if first else 0, after=counts), by=by, agent="import"
        )
    return counts
