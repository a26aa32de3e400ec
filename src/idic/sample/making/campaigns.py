"""Campaigns, who got them and who redeemed: real, for the households of the cut, moved by the same 461 weeks."""

from datetime import date
from pathlib import Path

import polars as pl

from idic.sample.making.customers import Customer
from idic.sample.making.period import LAST_DAY, SHIFT
from idic.sample.making.records import Record, Source

PREFERRED: dict[Source, int] = {"web_shop": 0, "till": 1, "call_centre": 2}


def load_campaigns(folder: Path) -> pl.DataFrame:
    return (
        pl.read_csv(folder / "campaign_descriptions.csv.gz", try_parse_dates=True)
        .select(
            pl.col("campaign_id").alias("campaign"),
            pl.col("campaign_type").alias("type"),
            (pl.col("start_date") + SHIFT).alias("starts_on"),
            (pl.col("end_date") + SHIFT).alias("ends_on"),
        )
        .sort("campaign")
    )


def contacts(folder: Path, campaigns: pl.DataFrame, customers: list[Customer], records: list[Record]) -> pl.DataFrame:
    """Nobody is contacted before the cut knows them; a customer who has left may well be."""
    return (
        pl.read_csv(folder / "campaigns.csv.gz")
        .join(_holders(customers, records), on="household_id")
        .join(campaigns, left_on="campaign_id", right_on="campaign")
        .filter(pl.col("first_day") <= pl.col("ends_on"))
        .select(pl.col("campaign_id").alias("campaign"), "source", "customer_key")
        .sort("campaign", "source", "customer_key")
    )


def redemptions(
    folder: Path, contacted: pl.DataFrame, customers: list[Customer], records: list[Record]
) -> pl.DataFrame:
    """Only those of contacted customers on days that the cut shows of them."""
    return (
        pl.read_csv(folder / "coupon_redemptions.csv.gz", try_parse_dates=True)
        .with_columns((pl.col("redemption_date") + SHIFT).alias("redeemed_on"))
        .join(_holders(customers, records), on="household_id")
        .filter(pl.col("redeemed_on").is_between("first_day", "last_day") & (pl.col("redeemed_on") <= LAST_DAY))
        .select(
            pl.col("campaign_id").alias("campaign"),
            "source",
            "customer_key",
            pl.col("coupon_upc").alias("coupon"),
            "redeemed_on",
        )
        .join(contacted, on=["campaign", "source", "customer_key"], how="semi")
        .sort("redeemed_on", "campaign", "source", "customer_key", "coupon")
    )


def _holders(customers: list[Customer], records: list[Record]) -> pl.DataFrame:
    best: dict[str, Record] = {}
    for record in sorted(records, key=lambda each: (PREFERRED[each.source], each.joined, each.key)):
        best.setdefault(record.customer.number, record)
    rows: list[tuple[int, str, str, date, date]] = [
        (
            household.number,
            best[customer.number].source,
            best[customer.number].key,
            household.first_day,
            household.last_day,
        )
        for customer in customers
        if (household := customer.baskets_of)
    ]
    columns = {
        "household_id": pl.Int64,
        "source": pl.String,
        "customer_key": pl.String,
        "first_day": pl.Date,
        "last_day": pl.Date,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")
