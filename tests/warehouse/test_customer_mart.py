"""The customer mart on a small base, worked out by hand, and its invariants on random bases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.warehouse.marts.customers import customer_mart_expression

AS_OF = date(2026, 3, 1)


def _mart(customers: list[int], purchases: list[tuple[int | None, str, date, str, int]]) -> dict[int, dict[str, Any]]:
    """Purchases as (customer, kind, day, currency, whole units of money)."""
    base = ibis.memtable(pa.table({"customer_id": pa.array(customers, pa.int64())}))
    bought = ibis.memtable(
        pa.table(
            {
                "customer_id": pa.array([row[0] for row in purchases], pa.int64()),
                "kind": pa.array([row[1] for row in purchases], pa.string()),
                "day": pa.array([row[2] for row in purchases], pa.date32()),
                "currency": pa.array([row[3] for row in purchases], pa.string()),
                "total_e4": pa.array([row[4] * 10_000 for row in purchases], pa.int64()),
            }
        )
    )
    engine = ibis.duckdb.connect()
    try:
        expression = customer_mart_expression(base, bought, as_of=AS_OF, currency="THB")
        rows = engine.to_pyarrow(expression).to_pylist()
    finally:
        engine.disconnect()
    return {row["customer_id"]: row for row in rows}


def test_a_customer_worked_out_by_hand() -> None:
    row = _mart(
        [1],
        [
            (1, "sale", date(2026, 1, 1), "THB", 100),
            (1, "sale", date(2026, 1, 8), "THB", 50),
            (1, "sale", date(2026, 1, 8), "THB", 30),
            (1, "sale", date(2026, 1, 29), "THB", 40),
            (1, "return", date(2026, 2, 2), "THB", -20),
        ],
    )[1]
    assert row == {
        "customer_id": 1, "net": 200.0, "gross": 220.0, "returned": 20.0, "orders": 4, "order_days": 3,
        "first_day": date(2026, 1, 1), "last_day": date(2026, 1, 29), "repeat_spend": 60.0, "median_gap": 14.0,
        "repeat_days": 2, "last_week": 4.0, "age_weeks": pytest.approx(59 / 7),
    }  # fmt: skip


def test_a_customer_without_purchases_is_there_with_nothing() -> None:
    row = _mart([9], [])[9]
    assert (row["orders"], row["net"], row["order_days"], row["repeat_days"]) == (0, 0.0, 0, 0)
    assert row["first_day"] is None
    assert row["last_week"] is None
    assert row["median_gap"] is None


def test_a_return_lowers_net_and_nothing_else() -> None:
    sale = (1, "sale", date(2026, 1, 1), "THB", 100)
    kept = _mart([1], [sale])[1]
    returned = _mart([1], [sale, (1, "return", date(2026, 2, 20), "THB", -30)])[1]
    assert returned["net"] == kept["net"] - 30
    assert {**returned, "net": 0, "returned": 0} == {**kept, "net": 0, "returned": 0}


def test_a_refund_only_customer_has_no_order_and_a_negative_net() -> None:
    row = _mart([1], [(1, "return", date(2026, 1, 5), "THB", -80)])[1]
    assert (row["orders"], row["net"], row["last_day"]) == (0, -80.0, None)


def test_purchases_after_the_day_in_another_currency_or_of_nobody_do_not_count() -> None:
    rows = _mart(
        [1],
        [
            (1, "sale", AS_OF + timedelta(days=1), "THB", 10),
            (1, "sale", AS_OF, "USD", 10),
            (None, "sale", AS_OF, "THB", 10),
            (2, "sale", AS_OF, "THB", 10),
        ],
    )
    assert list(rows) == [1]
    assert (rows[1]["orders"], rows[1]["net"]) == (0, 0.0)


_PURCHASE = st.tuples(
    st.sampled_from([1, 2, 3, None]),
    st.sampled_from(["sale", "return", "cancellation", "adjustment"]),
    st.dates(date(2025, 9, 1), date(2026, 3, 10)),
    st.sampled_from(["THB", "THB", "USD"]),
    st.integers(-500, 500),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_PURCHASE, max_size=25))
def test_the_invariants_hold_on_any_base(purchases: list[tuple[int | None, str, date, str, int]]) -> None:
    rows = _mart([1, 2, 3], purchases)
    counted = [row for row in purchases if row[0] is not None and row[3] == "THB" and row[2] <= AS_OF]
    assert sorted(rows) == [1, 2, 3]
    assert sum(row["net"] for row in rows.values()) == pytest.approx(sum(row[4] for row in counted))
    for pk, row in rows.items():
        days = {one[2] for one in counted if one[0] == pk and one[1] == "sale" and one[4] > 0}
        assert row["order_days"] == len(days)
        assert row["repeat_days"] == max(len(days) - 1, 0)
        assert row["net"] == pytest.approx(row["gross"] - row["returned"])
        if days:
            assert (row["last_week"] == 0) == (row["repeat_days"] == 0)
            assert row["last_week"] <= row["age_weeks"]
