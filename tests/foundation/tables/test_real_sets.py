"""Real data sets of the trade, read by the product's own readers: what is known of them is what comes out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from idic.foundation.tables import open_table

Columns = dict[str, list[Any]]


@pytest.fixture
def read(shared_data: Path):
    def whole(name: str) -> Columns:
        columns: Columns = {}
        for batch in open_table(shared_data / name).batches():
            assert batch.refused == []
            for column, values in batch.columns.items():
                columns.setdefault(column, []).extend(values)
        return columns

    return whole


def test_complete_journey_holds_its_households_baskets_and_sales(read) -> None:
    lines = read("complete_journey/transactions_801_households.parquet")
    assert len(lines["basket_id"]) == 828_850
    assert len(set(lines["household_id"])) == 801
    assert len(set(lines["basket_id"])) == 81_817
    assert round(sum(lines["sales_value"]), 2) == 2_624_979.64


def test_complete_journey_holds_its_campaigns_and_redemptions(read) -> None:
    described = read("complete_journey/campaign_descriptions.csv.gz")
    assert Counter(described["campaign_type"]) == {"Type A": 4, "Type B": 17, "Type C": 6}
    sent = read("complete_journey/campaigns.csv.gz")
    assert (len(sent["household_id"]), len(set(sent["household_id"]))) == (6_589, 1_559)
    redeemed = read("complete_journey/coupon_redemptions.csv.gz")
    assert (len(redeemed["household_id"]), len(set(redeemed["household_id"]))) == (2_102, 410)
    pairs = set(zip(redeemed["campaign_id"], redeemed["household_id"], strict=True))
    assert len(pairs) == 792
    reached, answered = Counter(sent["campaign_id"]), Counter(campaign for campaign, _household in pairs)
    assert [(one, count, answered[one]) for one, count in reached.most_common(3)] == [
        ("18", 1_133, 214), ("13", 1_077, 196), ("8", 1_076, 158),
    ]  # fmt: skip


def test_the_telecom_set_holds_who_left_and_who_complained(read) -> None:
    rows = read("iranian_telecom_churn/customer_churn.csv.gz")
    assert (len(rows["Churn"]), rows["Churn"].count("1")) == (3_150, 495)
    left_after_complaint = Counter(zip(rows["Complaints"], rows["Churn"], strict=True))
    assert (left_after_complaint["1", "1"], left_after_complaint["1", "0"]) == (200, 41)


def test_the_sets_of_the_textbook_hold_who_came_back_and_who_bought(read) -> None:
    def count(name: str, column: str) -> tuple[int, int]:
        values = [float(one) for one in read(f"smcrm/{name}.csv.gz")[column]]
        return len(values), sum(one > 0 for one in values)

    assert count("customerWinBack", "reacquire") == (500, 295)
    assert count("customerAcquisition", "acquisition") == (500, 292)
    assert count("acquisitionRetention", "acquisition") == (500, 338)
    assert count("customerRetentionTransactions", "purchase") == (6_000, 3_178)


def test_the_telco_sample_holds_its_leavers_and_eleven_without_a_total(read) -> None:
    rows = read("telco_sample_churn/wa_churn.csv.gz")
    assert (len(rows["churn"]), Counter(rows["churn"]).most_common()[1][1]) == (7_043, 1_869)
    assert sum(value in (None, "") for value in rows["total_charges"]) == 11
