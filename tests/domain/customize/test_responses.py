from datetime import date

import pytest

from idic.domain.customize.models import Campaign, CampaignContact, Redemption
from idic.domain.customize.queries.campaigns import campaign_figures, campaign_overview
from idic.domain.customize.queries.responses import Response, redemptions_by_week, response_by_group
from idic.domain.differentiate.models import CustomerScore
from idic.domain.identify.models import SourceRecord


@pytest.fixture
def campaign(cast, make_customer):
    """Three were contacted and one of them answered twice; a fourth used a coupon that was not meant for them."""
    made = Campaign.objects.create(code="spring", name="Spring", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1))
    people = [make_customer(given_name=f"Person{n}", family_name="Test", email=f"p{n}@example.com") for n in range(4)]
    records = [SourceRecord.objects.get(customer=one) for one in people]
    CustomerScore.objects.create(customer=people[0], rfm_group="champions")
    for one, record in zip(people[:3], records[:3], strict=True):
        CampaignContact.objects.create(campaign=made, record=record, customer=one)
    for place, coupon, day in ((0, "A", 2), (0, "B", 3), (3, "A", 17)):
        Redemption.objects.create(
            campaign=made, record=records[place], customer=people[place], coupon=coupon, on=date(2026, 3, day)
        )
    return made


def test_only_those_who_were_contacted_respond(campaign):
    found = campaign_figures([campaign.pk])[campaign.pk]
    assert (found.contacted, found.responded, found.redemptions) == (3, 1, 3)
    whole = campaign_overview()
    assert (whole.campaigns, whole.without_control, whole.contacted, whole.responded) == (1, 1, 3, 1)


def test_coupons_are_counted_by_week_from_monday(campaign):
    assert redemptions_by_week(campaign.pk) == [(date(2026, 3, 2), 2, 1), (date(2026, 3, 16), 1, 1)]


def test_responses_by_group_keep_those_without_a_group(campaign):
    assert set(response_by_group(campaign.pk)) == {Response("champions", 1, 1), Response("", 2, 0)}
