"""Working time on tables: the figures of tests/data/methods/sla.json."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from idic.methods import working_minutes
from idic.methods.business_clock import MomentWithoutZone
from idic.methods.table import NotDays
from tests.methods.business_clock.calendars import ORACLE, at, bangkok

ROWS = [(at(one["start"]).astimezone(UTC), at(one["due"]).astimezone(UTC), one["budget_min"]) for one in ORACLE["due"]]
TABLE = pa.table({
    "case": [f"c{place}" for place in range(len(ROWS))],
    "start": pa.array([one[0] for one in ROWS], type=pa.timestamp("ms", "Asia/Bangkok")),
    "end": pa.array([one[1] for one in ROWS], type=pa.timestamp("us", "UTC")),
    "promise": [one[2] for one in ROWS],
})  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kind"),
    [(TABLE, pa.Table), (pl.from_arrow(TABLE), pl.DataFrame), (TABLE.to_pandas(), pd.DataFrame)],
    ids=["arrow", "polars", "pandas"],
)
def test_every_kind_of_table_gets_its_minutes_and_due_times(given: Any, kind: type) -> None:
    found = working_minutes(given, bangkok(), end="end", budget="promise")
    assert isinstance(found.table, kind)
    assert found.minutes is not None
    assert found.minutes.tolist() == [one[2] for one in ROWS]
    assert found.due is not None
    assert found.due.tolist() == [one[1].replace(tzinfo=None) for one in ROWS]
    assert next(iter(found.table["case"])) in ("c0", pa.scalar("c0"))


def test_one_promise_for_all_and_what_is_not_known() -> None:
    table = pa.table({"start": pa.array([ROWS[0][0], None], type=pa.timestamp("us", "UTC"))})
    found = working_minutes(table, bangkok(), budget=45)
    assert found.minutes is None
    assert found.table.column("due").to_pylist() == [ROWS[0][1], None]
    assert found.due is not None
    assert np.isnat(found.due).tolist() == [False, True]


def test_moments_need_a_zone() -> None:
    with pytest.raises(MomentWithoutZone):
        working_minutes(pa.table({"start": [datetime(2026, 4, 10, 15, 45)]}), bangkok(), budget=45)
    with pytest.raises(NotDays):
        working_minutes(pa.table({"start": ["2026-04-10"]}), bangkok(), budget=45)
