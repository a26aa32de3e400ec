"""Clusters of tables: what is proposed, and that nothing is where nothing is."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from idic.methods import needs_clusters
from idic.methods.clusters.errors import ColumnsDiffer


def test_the_households_of_a_grocer_fall_into_no_clusters(shared_data: Path) -> None:
    """What the gallery says: shares of spend by department have no structure, and that is told."""
    folder = shared_data / "complete_journey"
    products = pl.read_csv(folder / "products.csv.gz", infer_schema_length=0).select(
        pl.col("product_id").cast(pl.Int64), "department"
    )
    spend = (
        pl.read_parquet(folder / "transactions_801_households.parquet")
        .join(products, on="product_id")
        .pivot(on="department", index="household_id", values="sales_value", aggregate_function="sum")
        .fill_null(0)
    )
    asked = ["PRODUCE", "MEAT", "DRUG GM", "DELI"]
    whole = pl.sum_horizontal(pl.exclude("household_id"))
    shares = spend.select("household_id", *((100 * pl.col(name) / whole).alias(name) for name in asked))
    found = needs_clusters(shares, columns=asked, logged=asked, customer="household_id", ks=(2, 3, 4), refits=2)
    assert found.choice is not None
    assert not found.choice.usable
    assert found.silhouette.mean == pytest.approx(0.218, abs=0.002)


def test_a_row_that_misses_too_much_has_no_cluster() -> None:
    rows = pa.table(
        {
            "customer": ["a", "b", "c", "d", "e"],
            "tea": pa.array([0.0, 0.1, 9.0, 9.1, None]),
            "coffee": pa.array([1.0, 1.1, 5.0, 5.1, None]),
        }
    )
    found = needs_clusters(rows, columns=["tea", "coffee"], k=2, refits=2)
    assert found.table.column("cluster").to_pylist()[-1] is None
    assert found.table.column("is_outlier").to_pylist()[-1] is None
    assert (found.k, found.choice) == (2, None)
    assert sorted(found.profile.column("customers").to_pylist()) == [2, 2]


def test_clusters_need_a_column_of_numbers() -> None:
    with pytest.raises(ColumnsDiffer, match="Name at least one column"):
        needs_clusters(pa.table({"customer": [1]}), columns=[])
