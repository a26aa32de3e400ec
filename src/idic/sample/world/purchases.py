"""Purchases and lines of a block as columns; COPY takes them as CSV, without a Python object for each row."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
from django.db import connection
from numpy.typing import NDArray

from idic.domain.sales.enums import PurchaseKind
from idic.sample.world.customers import Place, record_id
from idic.sample.world.shape import LINES_OF_A_CUSTOMER, Block

PRODUCTS = 600
_DAYS = 1095
_BOUGHT_NOTHING = 0.1
_CHANNELS = ("store", "web", "phone")
_BRANCHES = 24

Ints = NDArray[np.int64]


def purchase_frames(block: Block, place: Place, *, currency: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Exactly ten lines for each customer of the block on average; who buys often, and how long, varies as in life."""
    lines_wanted = block.size * LINES_OF_A_CUSTOMER
    rng = np.random.default_rng([block.seed, block.start])
    counts = _purchases_of_each(rng, block.size, lines_wanted)
    buyers = np.repeat(np.arange(block.start, block.start + block.size), counts)
    lines_of = _lines_of_each(rng, len(buyers), lines_wanted)
    first_id = (block.start - 1) * LINES_OF_A_CUSTOMER + 1
    ids = np.arange(first_id, first_id + len(buyers))
    lines = pl.DataFrame({
        "id": np.arange(first_id, first_id + lines_wanted),
        "purchase_id": np.repeat(ids, lines_of),
        "key": np.arange(lines_wanted) - np.repeat(np.cumsum(lines_of) - lines_of, lines_of) + 1,
        "product_id": (PRODUCTS * rng.random(lines_wanted) ** 2).astype(np.int64) + 1,
        "quantity": rng.integers(1, 4, lines_wanted),
    })  # fmt: skip
    lines = lines.with_columns(unit_price=(pl.col("product_id") * 37 % 389 + 11).cast(pl.Float64), discount=pl.lit(0))
    lines = lines.with_columns(amount=pl.col("quantity") * pl.col("unit_price"))
    totals = lines.group_by("purchase_id", maintain_order=True).agg(total=pl.col("amount").sum())["total"]
    purchases = pl.DataFrame({
        "id": ids,
        "source_id": np.full(len(ids), place.sources["till"]),
        "key": [f"R{number:09d}" for number in ids],
        "record_id": record_id("till", buyers),  # type: ignore[arg-type]  # the rule of ids holds for a column too
        "customer_id": buyers,
        "at": _moments(rng, counts, block, place),
        "kind": np.full(len(ids), PurchaseKind.SALE.value),
        "currency": np.full(len(ids), currency),
        "place": [f"Branch {number}" for number in rng.integers(1, _BRANCHES + 1, len(ids))],
        "channel": np.array(_CHANNELS)[rng.choice(3, len(ids), p=(0.7, 0.25, 0.05))],
        "payment_kind": np.array(("card", "cash"))[rng.integers(0, 2, len(ids))],
        "total": totals,
        "line_count": lines_of,
    })  # fmt: skip
    return purchases, lines


def copy_purchases(block: Block, place: Place, *, currency: str) -> None:
    purchases, lines = purchase_frames(block, place, currency=currency)
    _copy("sales_purchase", purchases)
    _copy("sales_purchaseline", lines)


def _purchases_of_each(rng: np.random.Generator, size: int, lines: int) -> Ints:
    """About three lines to a purchase; a few customers buy very often, a tenth never."""
    rate = rng.gamma(0.7, 1.0, size)
    counts = 1 + rng.poisson(rate / 0.7 * 2.6)
    counts[rng.random(size) < _BOUGHT_NOTHING] = 0
    while (over := int(counts.sum()) - lines) > 0:
        counts[np.flatnonzero(counts > 1)[:over]] -= 1
    if not counts.any():
        counts[0] = 1
    return counts.astype(np.int64)


def _lines_of_each(rng: np.random.Generator, purchases: int, wanted: int) -> Ints:
    share = rng.dirichlet(np.full(purchases, 3.0)) * (wanted - purchases)
    lines = np.floor(share).astype(np.int64)
    missing = wanted - purchases - int(lines.sum())
    lines[np.argsort(lines - share, kind="stable")[:missing]] += 1
    return lines + 1


def _moments(rng: np.random.Generator, counts: Ints, block: Block, place: Place) -> pl.Series:
    """The first purchase somewhere in three years, the others while the customer is with us."""
    start = rng.integers(0, _DAYS, len(counts))
    stays = np.minimum(rng.exponential(500.0, len(counts)), _DAYS - start)
    within = rng.random(int(counts.sum()))
    is_first = np.concatenate([np.arange(count) == 0 for count in counts]) if len(counts) else within > 1
    within[is_first] = 0.0
    days = np.repeat(start, counts) + np.floor(np.repeat(stays, counts) * within).astype(np.int64)
    seconds = days * 86_400 + rng.integers(8 * 3600, 20 * 3600, len(days))
    begin = block.ends_on - timedelta(days=_DAYS)
    moments = pl.Series("at", np.datetime64(begin, "ms") + seconds * 1000)
    return moments.dt.replace_time_zone(str(place.zone), ambiguous="earliest", non_existent="null")


def _copy(table: str, frame: pl.DataFrame) -> None:
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY {table} ({', '.join(frame.columns)}) FROM STDIN (FORMAT csv)") as copy,
    ):
        copy.write(
            frame.write_csv(include_header=False, float_precision=2, datetime_format="%Y-%m-%d %H:%M:%S%z").encode()
        )
