"""Scoring a small mart: the stored figures are the published methods' and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from idic.domain.differentiate.scoring.holdout import HoldOutData, tried_out
from idic.domain.differentiate.scoring.parameters import Parameters
from idic.domain.differentiate.scoring.scores import score_base
from idic.methods import rfm, tense, tiers
from idic.methods.clv import lifetime

AS_OF = date(2026, 10, 31)
WEEKS = 26.0


def mart_of(customers: int, *, seed: int = 7, without: int = 3) -> pa.Table:
    """Buyers at rates of their own who leave at random; the last `without` never bought."""
    dice = np.random.default_rng(seed)
    rows = []
    for pk in range(1, customers + 1):
        if pk > customers - without:
            rows.append((pk, 0, 0.0, None, None, 0, None, None, None, None))
            continue
        age = int(dice.integers(120, 700))
        gap = float(dice.gamma(2.0, 20.0)) + 1
        alive = age if dice.random() < 0.6 else age * dice.random()
        days = sorted({0, *(int(day) for day in np.cumsum(dice.exponential(gap, 60)) if day <= alive)})
        first, last = AS_OF - timedelta(days=age), AS_OF - timedelta(days=age - days[-1])
        spend = dice.gamma(3.0, 50.0, len(days))
        rows.append(
            (pk, len(days), float(spend.sum().round(2)), first, last, len(days) - 1, days[-1] / 7.0, age / 7.0,
             float(spend[1:].mean().round(2)) if len(days) > 1 else None,
             float(np.median(np.diff(days))) if len(days) > 1 else None)
        )  # fmt: skip
    names = ("customer_id", "orders", "net", "first_day", "last_day", "repeat_days", "last_week", "age_weeks",
             "repeat_spend", "median_gap")  # fmt: skip
    kinds = (pa.int64(), pa.int64(), pa.float64(), pa.date32(), pa.date32(), pa.int64(), pa.float64(), pa.float64(),
             pa.float64(), pa.float64())  # fmt: skip
    return pa.table({
        name: pa.array([row[place] for row in rows], kind)
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    })  # fmt: skip


@pytest.fixture(autouse=True)
def _records(db: None) -> None:
    """Shares of wallet are read from the records."""


def _floats(mart: pa.Table, name: str) -> np.ndarray:
    return np.asarray(mart.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)


def test_every_score_is_the_one_of_the_method() -> None:
    mart, parameters = mart_of(260), Parameters()
    scores = score_base(mart, as_of=AS_OF, parameters=parameters)
    last = mart.column("last_day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    orders = _floats(mart, "orders")
    bought = orders > 0
    days = np.where(np.isnat(last), np.nan, (np.datetime64(AS_OF) - last).astype(float))

    expected = rfm.score(days, np.where(bought, orders, np.nan), _floats(mart, "net"))
    for name in ("r", "f", "m"):
        np.testing.assert_array_equal(scores.columns[name], getattr(expected, name))
    assert list(scores.columns["rfm_group"]) == list(expected.group)
    tenses = tense.derive(last, as_of=AS_OF, median_gap_days=_floats(mart, "median_gap"))
    assert list(scores.columns["tense"]) == list(tenses.tense)
    worth = lifetime.score_customers(
        _floats(mart, "repeat_days")[bought], _floats(mart, "last_week")[bought], _floats(mart, "age_weeks")[bought],
        np.nan_to_num(_floats(mart, "repeat_spend"))[bought],
        horizon_weeks=52, annual_discount=0.10, margin=0.25,
    )  # fmt: skip
    np.testing.assert_allclose(scores.columns["lifetime_value"][bought], worth.clv)
    np.testing.assert_allclose(scores.columns["p_alive"][bought], worth.p_alive)
    assert list(scores.columns["tier"]) == list(tiers.assign(scores.columns["lifetime_value"]).tier)
    assert scores.fitted["purchases"]["model"] == "BgNbd"
    assert scores.fitted["equity"] == pytest.approx(worth.equity, abs=0.01)


def test_a_customer_without_purchases_has_no_figures_and_a_reason() -> None:
    scores = score_base(mart_of(260), as_of=AS_OF, parameters=Parameters())
    row = {name: values[-1] for name, values in scores.columns.items()}
    assert (row["tense"], row["rfm_group"], row["tier"], row["r"]) == ("unclassified", "", "", 0)
    assert scores.reasons.of(-1) == ["no_purchase"]
    for name in ("recency_days", "p_alive", "expected_purchases", "lifetime_value", "actual_value"):
        assert np.isnan(row[name]), name


def test_too_few_repeat_customers_leave_rfm_and_say_why_there_is_no_lifetime_value() -> None:
    scores = score_base(mart_of(40), as_of=AS_OF, parameters=Parameters())
    assert np.isnan(scores.columns["lifetime_value"]).all()
    assert {"code": "lifetime_value_not_fitted", "detail": "TooFewRepeatCustomers"} in scores.warnings
    assert "lifetime_value_not_fitted" in scores.reasons.of(0)
    assert scores.columns["r"][0] > 0


def test_a_forecast_worse_than_the_naive_one_hides_lifetime_values() -> None:
    """What came is exactly what “everybody buys on as before” says: no model can beat that."""
    mart = mart_of(260)
    age = _floats(mart, "age_weeks")
    naive = np.where(age > 0, _floats(mart, "repeat_days") / age * WEEKS, 0.0)
    scores = score_base(
        mart, as_of=AS_OF, parameters=Parameters(), tried=lambda: tried_out(HoldOutData(mart, naive, WEEKS))
    )
    assert np.isnan(scores.columns["lifetime_value"]).all()
    assert set(scores.columns["tier"]) == {""}
    assert "lifetime_value_worse_than_naive" in scores.reasons.of(0)
    assert {"code": "lifetime_value_worse_than_naive"} in scores.warnings
    assert scores.fitted["hold_out"]["better_than_naive"] is False


@pytest.mark.parametrize("customers", [0, 1, 2])
def test_a_base_of_hardly_anybody_is_scored_without_a_failure(customers: int) -> None:
    scores = score_base(mart_of(customers, without=0), as_of=AS_OF, parameters=Parameters())
    assert all(len(values) == customers for values in scores.columns.values())
    assert len(scores.columns["reasons"]) == customers
