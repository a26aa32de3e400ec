"""Whom a campaign may reach now: its contacts, or the members of a segment, as far as the purpose may use them."""

from __future__ import annotations

from datetime import datetime

from idic.domain.customize.models import Campaign
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.queries.basis import Checked, check, use_of
from idic.domain.identify.queries.customers import access_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def contact_list(
    campaign: Campaign, *, channel: str, by: User, purpose: str = "marketing", at: datetime | None = None
) -> Checked:
    """The customers of the campaign whom it may reach on a channel at a moment; who is left out is counted by reason."""
    require(by, "campaign.see")
    customers = access_customers(by).filter(pk__in=campaign.contacts.values("customer_id"))
    return check(customers, use_of(purpose, channel, at=at))


def segment_contact_list(
    segment_id: int, *, channel: str, by: User, purpose: str = "marketing", at: datetime | None = None
) -> Checked:
    require(by, "segment.see")
    members = Customer.objects.filter(score__segment_ids__contains=[segment_id])
    customers = access_customers(by).filter(pk__in=members.values("pk"))
    return check(customers, use_of(purpose, channel, at=at))
