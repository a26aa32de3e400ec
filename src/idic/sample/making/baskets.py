"""Real baskets, cut and shifted; whose they are, through which channel and how paid is invented."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from idic.sample.making.customers import Customer
from idic.sample.making.dice import dice
from idic.sample.making.households import Household
from idic.sample.making.period import LAST_DAY, SHIFT
from idic.sample.making.places import Branch
from idic.sample.making.records import Record, Source

BAHT_PER_DOLLAR: Final = 33.9
NOT_GOODS: Final = ("FUEL", "COUPON", "MISCELLANEOUS", "CNTRL/STORE SUP", "PROD-WHS SALES", "POSTAL CENTER")
ANONYMOUS: Final = 0.05
RETURNED: Final = 0.008
CANCELLED: Final = 0.004
FIRST_NUMBER: Final = 26_000_001
CHANNELS: Final[dict[Source, tuple[tuple[str, float], ...]]] = {
    "till": (("till", 0.78), ("self_checkout", 0.22)),
    "web_shop": (("web", 0.55), ("app", 0.45)),
    "call_centre": (("phone", 1.0),),
}
PAYMENTS: Final[dict[Source, tuple[tuple[str, float], ...]]] = {
    "till": (("cash", 0.45), ("promptpay", 0.3), ("card", 0.2), ("wallet", 0.05)),
    "web_shop": (("card", 0.45), ("promptpay", 0.3), ("wallet", 0.15), ("cash_on_delivery", 0.1)),
    "call_centre": (("cash_on_delivery", 0.6), ("transfer", 0.4)),
}


@dataclass(frozen=True)
class Basket:
    number: int
    original: int
    refers_to: int | None
    kind: str
    source: Source
    customer_key: str | None
    store: str
    channel: str
    payment: str
    sold_at: datetime


def load_lines(folder: Path) -> pl.DataFrame:
    """All lines of goods in the local time of the shops, moved into the period of the sample."""
    products = pl.read_csv(folder / "products.csv.gz", infer_schema=False).select(
        pl.col("product_id").cast(pl.Int64), "department", "product_type"
    )
    local = pl.col("transaction_timestamp").dt.replace_time_zone("UTC").dt.convert_time_zone("America/New_York")
    return (
        pl.read_parquet(folder / "transactions_801_households.parquet")
        .join(products, on="product_id", how="left", maintain_order="left")
        .filter(
            (pl.col("quantity") > 0)
            & pl.col("department").is_in(NOT_GOODS).not_()
            & pl.col("product_type").fill_null("").str.starts_with("GASOLINE").not_()
        )
        .with_columns(
            (local.dt.replace_time_zone(None) + SHIFT).dt.truncate("1s").cast(pl.Datetime("ms")).alias("sold_at")
        )
        .filter(pl.col("sold_at").dt.date() <= LAST_DAY)
        .sort("sold_at", "basket_id", "product_id", "sales_value", "quantity", maintain_order=True)
    )


def cut(lines: pl.DataFrame, households: list[Household]) -> pl.DataFrame:
    """Whole baskets only: those of each household's own part of the year."""
    stays = pl.DataFrame(
        {
            "household_id": [household.number for household in households],
            "first_day": [household.first_day for household in households],
            "last_day": [household.last_day for household in households],
        }
    )
    return lines.join(stays, on="household_id", maintain_order="left").filter(
        pl.col("sold_at").dt.date().is_between("first_day", "last_day")
    )


def attribute(
    lines: pl.DataFrame,
    customers: list[Customer],
    records: list[Record],
    branches: tuple[Branch, ...],
    of_store: dict[int, int],
) -> list[Basket]:
    rng = dice("baskets")
    owner = {customer.baskets_of.number: customer for customer in customers if customer.baskets_of}
    by_customer: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_customer[record.customer.number].append(record)
    heads = lines.select("basket_id", "household_id", "store_id", "sold_at").unique(
        "basket_id", keep="first", maintain_order=True
    )
    sales = [
        _sale(
            FIRST_NUMBER + place,
            basket,
            by_customer[owner[household].number],
            branches[of_store[store] - 1],
            sold_at,
            rng,
        )
        for place, (basket, household, store, sold_at) in enumerate(heads.iter_rows())
    ]
    return sales + _undone(sales, FIRST_NUMBER + len(sales), rng)


def purchases(lines: pl.DataFrame, baskets: list[Basket]) -> pl.DataFrame:
    """One row per line of a basket; returns and cancellations carry negative quantities and amounts."""
    heads = pl.DataFrame(
        [vars(basket) for basket in baskets],
        schema={
            "number": pl.Int64,
            "original": pl.Int64,
            "refers_to": pl.Int64,
            "kind": pl.String,
            "source": pl.String,
            "customer_key": pl.String,
            "store": pl.String,
            "channel": pl.String,
            "payment": pl.String,
            "sold_at": pl.Datetime("ms"),
        },
    )
    sign = pl.when(pl.col("kind") == "sale").then(1).otherwise(-1)
    return (
        heads.join(lines.drop("sold_at"), left_on="original", right_on="basket_id", maintain_order="left_right")
        .with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("number").alias("line"))
        .filter((pl.col("kind") != "return") | (pl.col("line") <= 1 + pl.col("number") % 2))
        .select(
            "source",
            pl.col("number").alias("basket"),
            "line",
            "kind",
            "refers_to",
            "sold_at",
            "customer_key",
            "store",
            "channel",
            "payment",
            pl.col("product_id").alias("product"),
            (pl.col("quantity") * sign).cast(pl.Int32).alias("quantity"),
            _baht("sales_value", sign, "amount"),
            _baht("retail_disc", sign, "loyalty_discount"),
            _baht("coupon_disc", sign, "coupon_discount"),
            _baht("coupon_match_disc", sign, "coupon_match"),
        )
        .sort("sold_at", "basket", "line")
    )


def _baht(column: str, sign: pl.Expr, name: str) -> pl.Expr:
    return ((pl.col(column) * BAHT_PER_DOLLAR).round(2) * sign).cast(pl.Decimal(12, 2)).alias(name)


def _sale(
    number: int, original: int, records: list[Record], branch: Branch, sold_at: datetime, rng: random.Random
) -> Basket:
    known = [record for record in records if record.joined <= sold_at.date()] or records[:1]
    usual = {"till": 7.0, "web_shop": 3.0, "call_centre": 1.0}
    record = rng.choices(known, [usual[each.source] for each in known])[0]
    anonymous = record.source == "till" and rng.random() < ANONYMOUS
    return Basket(
        number=number,
        original=original,
        refers_to=None,
        kind="sale",
        source=record.source,
        customer_key=None if anonymous else record.key,
        store=branch.name,
        channel=_drawn(CHANNELS[record.source], rng),
        payment=_drawn(PAYMENTS[record.source], rng),
        sold_at=sold_at,
    )


def _undone(sales: list[Basket], next_number: int, rng: random.Random) -> list[Basket]:
    undone: list[Basket] = []
    for sale in sales:
        chance = rng.random()
        if chance < CANCELLED:
            kind, at = "cancellation", sale.sold_at + timedelta(minutes=rng.randrange(3, 40))
        elif chance < CANCELLED + RETURNED:
            kind, at = "return", sale.sold_at + timedelta(days=rng.randrange(1, 8), minutes=rng.randrange(60))
        else:
            continue
        if at.date() > LAST_DAY:
            continue
        fields = {
            **vars(sale),
            "number": next_number + len(undone),
            "refers_to": sale.number,
            "kind": kind,
            "sold_at": at,
        }
        undone.append(Basket(**fields))
    return undone


def _drawn(choices: tuple[tuple[str, float], ...], rng: random.Random) -> str:
    return rng.choices([name for name, _ in choices], [share for _, share in choices])[0]
