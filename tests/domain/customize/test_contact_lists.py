from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from idic.domain.customize.models import Campaign, CampaignContact
from idic.domain.customize.queries.contact_lists import contact_list
from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.operations.consents import record_consent

pytestmark = pytest.mark.django_db


def test_a_campaign_reaches_only_who_agreed_at_that_moment(make_customer: Callable[..., Customer], cast: Any) -> None:
    campaign = Campaign.objects.create(code="tea", name="Tea", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1))
    people = [make_customer(given_name=f"P{number}", email=f"p{number}@example.com") for number in range(3)]
    CampaignContact.objects.bulk_create(
        CampaignContact(campaign=campaign, customer=one, record=one.records.get()) for one in people
    )
    for kind, at in (("given", datetime(2026, 1, 10, tzinfo=UTC)), ("withdrawn", datetime(2026, 3, 5, 2, tzinfo=UTC))):
        record_consent(
            people[0], "marketing", "email", kind=kind, method="phone", evidence={"call": "C-1"}, by=cast.manager, at=at
        )
    before = contact_list(campaign, channel="email", by=cast.manager, at=datetime(2026, 3, 5, 1, 59, tzinfo=UTC))
    after = contact_list(campaign, channel="email", by=cast.manager, at=datetime(2026, 3, 5, 5, tzinfo=UTC))
    assert (list(before.rows), before.reasons) == ([people[0]], {"not_given": 2})
    assert (list(after.rows), after.reasons) == ([], {"not_given": 2, "withdrawn": 1})
