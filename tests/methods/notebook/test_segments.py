"""Scores and tiers of tables: the published figures, unknown ones empty."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from idic.methods import rfm_scores, table, value_tiers
from tests.methods import oracle
from tests.methods.test_tiers import ACTUAL, STRATEGIC

EXPECTED = oracle.segmentation()["rfm"]
ROWS = EXPECTED["customers"]
KINDS = [pa.table, pl.DataFrame, pd.DataFrame, dict]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("scheme", ["independent", "nested"])
def test_ten_customers_and_one_without_an_order(make: Any, scheme: Any) -> None:
    ids = [*(row["id"] for row in ROWS), "C11"]
    figures = make(
        {
            "customer": ids,
            "recency_days": [*(row["days_since_last"] for row in ROWS), None],
            "frequency": [*(row["orders"] for row in ROWS), 0],
            "monetary": [*(row["amount"] for row in ROWS), 0],
        }
    )
    scored = table.arrow_table(rfm_scores(figures, scheme=scheme).table)
    codes = EXPECTED["scores"]["min"] if scheme == "independent" else EXPECTED["nested"]
    assert table.numbers(scored, "code")[:-1].tolist() == [float(code) for code in codes]
    assert table.numbers(scored, "code")[-1] != table.numbers(scored, "code")[-1]
    assert scored["group"].to_pylist()[-1] is None
    assert scored["customer"].to_pylist() == ids


def test_a_table_without_the_column_says_which_are_there() -> None:
    with pytest.raises(table.ColumnMissing, match="has no column 'frequency'; it has: customer, recency_days"):
        rfm_scores({"customer": [1], "recency_days": [2]})


@pytest.mark.parametrize("make", KINDS)
def test_tiers_of_ten_customers(make: Any) -> None:
    source = make({"customer": list(range(10)), "actual_value": ACTUAL, "strategic_value": STRATEGIC})
    assigned = value_tiers(source, strategic_value="strategic_value", mvc_share=0.2, mgc_share=0.2)
    told = table.arrow_table(assigned.table)
    assert told["tier"].to_pylist()[:3] == ["super_growth", "most_valuable", "most_growable"]
    assert told["reason"].null_count == 10
    assert assigned.found.value_floor == 800
