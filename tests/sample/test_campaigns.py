from collections.abc import Callable

from tests.sample.conftest import Rows


def test_all_27_campaigns_stand_in_the_file(rows: Callable[[str], Rows]) -> None:
    assert [int(row["campaign"]) for row in rows("campaigns")] == list(range(1, 28))


def test_contacts_name_known_customers_once_per_campaign(rows: Callable[[str], Rows]) -> None:
    known = {(row["source"], row["key"]) for row in rows("truth")}
    contacts = [(row["campaign"], row["source"], row["customer_key"]) for row in rows("campaign_contacts")]
    assert len(contacts) == len(set(contacts)) > 2000
    assert {contact[1:] for contact in contacts} <= known


def test_only_contacted_customers_redeem_and_within_the_campaign(rows: Callable[[str], Rows]) -> None:
    contacted = {(row["campaign"], row["source"], row["customer_key"]) for row in rows("campaign_contacts")}
    period = {row["campaign"]: (row["starts_on"], row["ends_on"]) for row in rows("campaigns")}
    redemptions = rows("coupon_redemptions")
    assert len(redemptions) > 500
    for row in redemptions:
        assert (row["campaign"], row["source"], row["customer_key"]) in contacted
        start, end = period[row["campaign"]]
        assert start <= row["redeemed_on"] <= end
