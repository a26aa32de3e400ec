from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from tests.sample.conftest import Rows


def test_the_period_is_52_weeks_that_end_on_31_october_2026(purchases: pl.DataFrame) -> None:
    days = purchases["sold_at"].dt.date()
    assert (days.min(), days.max()) == (date(2025, 11, 2), date(2026, 10, 31))


def test_every_customer_key_and_product_and_store_is_known(
    purchases: pl.DataFrame, rows: Callable[[str], Rows]
) -> None:
    keys = purchases.filter(pl.col("customer_key").is_not_null()).select("source", "customer_key").unique()
    assert set(keys.iter_rows()) <= {(row["source"], row["key"]) for row in rows("truth")}
    assert set(purchases["product"].unique()) == {int(row["product"]) for row in rows("products")}
    assert set(purchases["store"].unique()) == {row["store"] for row in rows("branches")}


def test_lines_count_from_one_and_no_line_stands_twice(purchases: pl.DataFrame) -> None:
    baskets = purchases.group_by("source", "basket").agg(pl.col("line").sort(), pl.len())
    assert baskets.filter(pl.col("line") != pl.int_ranges(1, pl.col("len") + 1)).is_empty()
    assert baskets["basket"].is_unique().all()


def test_a_basket_has_one_customer_and_one_moment(purchases: pl.DataFrame) -> None:
    heads = purchases.select(
        "basket", "source", "customer_key", "sold_at", "store", "channel", "payment", "kind"
    ).unique()
    assert heads["basket"].is_unique().all()


def test_sales_are_positive_and_what_undoes_them_is_negative(purchases: pl.DataFrame) -> None:
    sales = purchases.filter(pl.col("kind") == "sale")
    undone = purchases.filter(pl.col("kind") != "sale")
    assert sales.filter((pl.col("quantity") <= 0) | (pl.col("amount") < 0)).is_empty()
    assert undone.filter((pl.col("quantity") >= 0) | (pl.col("amount") > 0)).is_empty()


def test_returns_and_cancellations_name_the_sale_that_they_undo(purchases: pl.DataFrame) -> None:
    undone = purchases.filter(pl.col("kind") != "sale")
    sales = purchases.filter(pl.col("kind") == "sale")
    met = undone.join(
        sales.with_columns(-pl.col("quantity"), -pl.col("amount")),
        left_on=["refers_to", "line", "product", "quantity", "amount"],
        right_on=["basket", "line", "product", "quantity", "amount"],
        how="semi",
    )
    assert met.height == undone.height
    share = undone["basket"].n_unique() / purchases["basket"].n_unique()
    assert share == pytest.approx(0.012, abs=0.003)


def test_anonymous_baskets_come_from_the_till_alone(purchases: pl.DataFrame) -> None:
    heads = purchases.unique("basket")
    nameless = heads.filter(pl.col("customer_key").is_null())
    assert set(nameless["source"].unique()) == {"till"}
    assert nameless.height / heads.filter(pl.col("source") == "till").height == pytest.approx(0.05, abs=0.01)


def test_newcomers_and_lapsed_customers_are_there_to_be_found(
    purchases: pl.DataFrame, rows: Callable[[str], Rows]
) -> None:
    truth = pl.DataFrame(rows("truth"))
    seen = (
        purchases.join(truth, left_on=["source", "customer_key"], right_on=["source", "key"])
        .group_by("customer")
        .agg(pl.col("sold_at").min().dt.date().alias("first"), pl.col("sold_at").max().dt.date().alias("last"))
    )
    assert seen.filter(pl.col("last") < date(2026, 5, 1)).height > 100
    assert seen.filter(pl.col("first") >= date(2026, 8, 1)).height > 40
    assert 801 + 40 - 60 < seen.height < 801 + 40
