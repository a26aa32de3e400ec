"""Figures of the behaviour methods, published or checked by hand, and the open data sets beside the repository."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

FOLDER = Path(__file__).parents[1] / "data" / "methods"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def churn() -> dict[str, Any]:
    return json.loads((FOLDER / "behaviour.json").read_text(encoding="utf-8"))


@cache
def complete_journey() -> dict[str, np.ndarray]:
    path = SHARED / "complete_journey" / "transactions_801_households.parquet"
    if not path.exists():
        pytest.skip("the data set complete_journey is not beside the repository")
    table = pl.read_parquet(path)
    return {
        name: table[name].to_numpy() for name in ("household_id", "basket_id", "product_id", "transaction_timestamp")
    }


@cache
def online_retail() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The usual clean set: customer known, no cancellation, quantity and price above 0."""
    path = SHARED / "online_retail" / "online_retail_2010_2011.parquet"
    if not path.exists():
        pytest.skip("the data set online_retail is not beside the repository")
    table = pl.read_parquet(path).filter(
        pl.col("CustomerID").is_not_null()
        & ~pl.col("InvoiceNo").str.starts_with("C")
        & (pl.col("Quantity") > 0)
        & (pl.col("UnitPrice") > 0)
    )
    invoice = table["InvoiceNo"].cast(pl.Categorical).to_physical().to_numpy()
    return invoice, table["StockCode"].to_numpy(), table["Quantity"].to_numpy()
