"""The claim: on CDNOW and on Online Retail the forecast of time held out is better than "everybody goes on as before"."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from idic.methods import clv, holdout_forecast

from . import oracle

INVOICES = Path(__file__).parents[3] / "docs" / "gallery" / "data" / "online_retail_invoices.parquet"

# Error per customer of the model and of the naive forecast.
CDNOW = {"bgnbd": (0.785454, 1.023669), "mbgnbd": (0.764770, 1.023669), "pareto_nbd": (0.754466, 1.023669)}
ONLINE_RETAIL = {"bgnbd": (1.366, 1.438), "mbgnbd": (1.366, 1.438), "pareto_nbd": (1.366, 1.438)}


@pytest.mark.parametrize("model", CDNOW)
def test_cdnow(model: clv.lifetime.ModelName) -> None:
    if not oracle.CDNOW_SAMPLE.exists():
        pytest.skip("the CDNOW sample is not beside the repository")
    with gzip.open(oracle.CDNOW_SAMPLE, "rt") as file:
        rows = [line.split() for line in file]
    purchases = pl.DataFrame(
        {
            "customer": [row[1] for row in rows],
            "date": [f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows],
            "amount": [float(row[4]) for row in rows],
        }
    )
    found = holdout_forecast(purchases, calibration_end="1997-09-30", observation_end="1998-06-30", model=model)
    result = found.result
    assert result.better_than_naive
    assert (result.mae, result.naive_mae) == pytest.approx(CDNOW[model], abs=2e-4)
    assert abs(result.bias) < abs(result.naive_bias) / 2
    ours, naive = clv.validation.count_errors(result)
    assert ours < naive / 5
    # the tracking plot: what was learned from and what was held out, as published
    assert found.tracking.calibration == 39
    assert found.weeks["actual_summed"][38] == 2457
    assert found.weeks["actual_summed"][-1] == 2457 + 1882
    after = found.weeks.filter(pl.col("week") > 39)
    assert (after["expected"] - after["actual"]).abs().mean() < (after["naive"] - after["actual"]).abs().mean() / 2
    assert found.weeks["expected_summed"][-1] == pytest.approx(2457 + 1882, rel=0.07)


@pytest.mark.parametrize("model", ONLINE_RETAIL)
def test_online_retail(model: clv.lifetime.ModelName) -> None:
    invoices = pl.read_parquet(INVOICES)
    found = holdout_forecast(invoices, calibration_end="2011-06-30", observation_end="2011-12-09", model=model)
    result = found.result
    assert result.customers == 2_954
    assert result.actual_total == 6_422
    assert result.better_than_naive
    assert (result.mae, result.naive_mae) == pytest.approx(ONLINE_RETAIL[model], abs=1e-3)
    assert abs(result.bias) < abs(result.naive_bias)
    after = found.weeks.filter(pl.col("week") > found.tracking.calibration)
    assert (after["expected"] - after["actual"]).abs().mean() < (after["naive"] - after["actual"]).abs().mean()


def test_a_split_next_to_the_season_is_told_to_be_no_better() -> None:
    """Two thirds of the held-out time are Christmas: no value would be shown."""
    result = holdout_forecast(
        pl.read_parquet(INVOICES), calibration_end="2011-08-31", observation_end="2011-12-09"
    ).result
    assert not result.better_than_naive
