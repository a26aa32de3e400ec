import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from idic.methods import clv
from idic.methods.clv import history

from . import oracle

END = np.datetime64("2026-03-31")
PURCHASES = {
    "customer": ["王伟", "สมชาย", None, "王伟", "สมชาย"],
    "date": [dt.date(2026, 1, 1), dt.date(2026, 1, 8), dt.date(2026, 1, 9), dt.date(2026, 1, 15), None],
    "amount": [10.0, 5.0, 1.0, 20.0, 3.0],
}


@pytest.mark.parametrize("make", [pa.table, pl.DataFrame, pd.DataFrame])
def test_any_arrow_table_of_purchases_becomes_summaries(make):
    table, found = clv.table.summaries(make(PURCHASES), calibration_end=END)
    assert table.column("customer").to_pylist() == ["王伟", "สมชาย"]
    assert table.column("x").to_pylist() == [1, 0]
    assert table.column("m").to_pylist() == [20.0, None]
    assert table.column("t_x").to_pylist() == [2.0, 0.0]
    assert list(zip(found.faults.row.tolist(), found.faults.reason.tolist(), strict=True)) == [
        (2, history.MISSING_CUSTOMER),
        (4, history.MISSING_DATE),
    ]


def test_a_missing_column_is_named():
    with pytest.raises(clv.MissingColumn) as refused:
        clv.table.summaries(pa.table({"customer": [1]}), calibration_end=END)
    assert refused.value.column == "date"


def test_scores_are_added_to_the_table_and_unknown_is_null():
    x, t_x, T = oracle.cdnow_customers()
    m = np.where(x > 0, 20.0 + np.arange(x.size) % 30, np.nan)
    m[np.flatnonzero(x > 0)[0]] = -1.0
    table, scored = clv.table.scores(
        pa.table({"x": x, "t_x": t_x, "T": T, "m": pa.array(m, from_pandas=True)}),
        horizon_weeks=26,
        annual_discount=0.1,
        margin=0.25,
    )
    assert table.column_names == ["x", "t_x", "T", "m", "p_alive", "expected_purchases", "expected_spend", "clv"]
    assert table.column("clv").null_count == 1
    assert scored.spend_excluded == 1
