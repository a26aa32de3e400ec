from datetime import date

import pytest

from idic.domain.customize.models import Campaign, CampaignContact, Redemption
from idic.domain.identify.models import SourceRecord
from tests.doors.web.costs import queries_of


@pytest.fixture
def make_campaigns(cast, make_customer):
    def make(number):
        customer = make_customer(given_name=f"Person{number}", family_name="Test", email=f"p{number}@example.com")
        record = SourceRecord.objects.get(customer=customer)
        made = []
        for n in range(number):
            one = Campaign.objects.create(
                code=f"c{number}-{n}", name=f"Campaign {n}", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
            )
            CampaignContact.objects.create(campaign=one, record=record, customer=customer)
            Redemption.objects.create(campaign=one, record=record, customer=customer, coupon="A", on=date(2026, 3, 9))
            made.append(one)
        return made

    return make


def test_the_list_costs_the_same_for_one_and_for_fifty(signed_in, make_campaigns):
    browser, counted = signed_in("manager"), []
    for number in (1, 49):
        make_campaigns(number)
        counted.append(queries_of(browser, "/campaigns/"))
    assert len(browser.get("/campaigns/").context["rows"]) == 50
    assert counted[0] == counted[1] <= 12


def test_a_rate_comes_with_its_interval_and_without_a_claim(signed_in, make_campaigns):
    one = make_campaigns(1)[0]
    browser = signed_in("quality")
    for page in ("/campaigns/", f"/campaigns/{one.pk}/"):
        text = browser.get(page).content.decode()
        assert "20.7% to 100%" in text
        assert "A response rate is not an effect." in text
    Campaign.objects.update(has_control=True)
    assert "A response rate is not an effect." not in browser.get("/campaigns/").content.decode()


def test_a_campaign_that_is_not_there_is_not_found(signed_in):
    assert signed_in("manager").get("/campaigns/999/").status_code == 404


def test_without_campaigns_the_list_says_where_they_come_from(signed_in):
    assert b"No campaigns yet" in signed_in("manager").get("/campaigns/").content
