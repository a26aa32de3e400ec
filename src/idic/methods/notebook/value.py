"""Lifetime values, and the proof: a forecast held against a time that it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from idic.methods.clv import history, lifetime, uncertainty, validation
from idic.methods.clv import table as summary_table
from idic.methods.clv.arrays import Floats
from idic.methods.clv.groups import group
from idic.methods.clv.lifetime import Band, ModelName, PurchaseFit, ScoredCustomers
from idic.methods.clv.validation import GainChart, HoldOut, Tracking
from idic.methods.notebook.purchases import Day, the_day
from idic.methods.table import Frame, arrow_table, coded, days, like, numbers

SEED = 20_260_101
_ADDED = ("p_alive", "expected_purchases", "purchases_low", "purchases_high", "expected_spend", "clv")


@dataclass(frozen=True, slots=True)
class LifetimeValues(Generic[Frame]):
    """`table`: the summaries with p_alive, expected_purchases, purchases_low and _high, expected_spend and clv.

    `equity`: the sum of all values with its band, None where the parameters are not tied down.
    """

    table: Frame
    scored: ScoredCustomers
    equity: Band | None

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.scored.warnings


@dataclass(frozen=True, slots=True)
class HoldOutForecast(Generic[Frame]):
    """`table`: customer, x, t_x, T, m, actual, expected, naive (purchases in the held-out time).

    `weeks`: week, actual, expected, naive and the three summed up (naive only after calibration); `by_count`: means by
    number of repeat purchases before.
    """

    table: Frame
    weeks: Frame
    by_count: Frame
    fit: PurchaseFit
    result: HoldOut
    tracking: Tracking
    gain: GainChart
    naive_gain: GainChart


def lifetime_values(
    summaries: Frame,
    *,
    horizon_weeks: float,
    annual_discount: float,
    margin: float | str,
    model: ModelName = "bgnbd",
    level: float = 0.8,
    seed: int = SEED,
) -> LifetimeValues[Frame]:
    """From x, t_x, T and m as `customer_summaries` makes them. Of customers with the same history, the share `level` buys
    from purchases_low to purchases_high times in the horizon. `margin`: the share of spend that is kept, or the name of the
    column that holds it."""
    source = arrow_table(summaries)
    source = source.drop_columns([name for name in _ADDED if name in source.column_names])
    table, scored = summary_table.scores(
        source, horizon_weeks=horizon_weeks, annual_discount=annual_discount, model=model,
        margin=numbers(source, margin) if isinstance(margin, str) else margin,
    )  # fmt: skip
    x, t_x, T, m = (numbers(source, name) for name in ("x", "t_x", "T", "m"))
    fitted = scored.purchase_fit.parameters
    band = uncertainty.purchases_band(fitted, x, t_x, T, horizon=horizon_weeks, seed=seed, level=level)
    place = table.column_names.index("expected_spend")
    table = table.add_column(place, "purchases_low", pa.array(band.low))
    table = table.add_column(place + 1, "purchases_high", pa.array(band.high))
    equity = uncertainty.equity_band(scored, x, t_x, T, m, seed=seed, level=level)
    return LifetimeValues(like(summaries, table), scored, equity)


def holdout_forecast(
    purchases: Frame,
    *,
    calibration_end: Day,
    observation_end: Day,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    model: ModelName = "bgnbd",
) -> HoldOutForecast[Frame]:
    """Fits on purchases up to `calibration_end` and compares with what came until `observation_end`, beside the naive
    forecast that everybody goes on at the rate seen so far (x / T)."""
    source = arrow_table(purchases)
    who, names = coded(source, customer)
    when, money = days(source, date), numbers(source, amount)
    known = who >= 0
    who, when, money = who[known], when[known], money[known]
    split = history.split(
        who, when, money, calibration_end=the_day(calibration_end), observation_end=the_day(observation_end)
    )
    past = split.calibration
    fit = lifetime.fitted(model, group(past.x, past.t_x, past.T))
    chosen, time = fit.parameters, split.holdout_time
    came = split.holdout_purchases
    result = validation.hold_out(chosen, past.x, past.t_x, past.T, actual=came, time=time)
    expected = lifetime.expected_purchases(chosen, past.x, past.t_x, past.T, horizon=time)
    naive = past.x / past.T * time
    # Days are counted at their end, so that weeks begin with the first day of the cohort.
    start = past.first_day.min() - np.timedelta64(1, "D")
    tracking = validation.tracking(
        chosen,
        acquired=_weeks(past.first_day - start),
        repeat_purchases=_weeks(_repeats(who, when, money, past, the_day(observation_end)) - start),
        periods=int(_weeks(the_day(observation_end) - start)),
        calibration=float(_weeks(the_day(calibration_end) - start)),
    )
    table = pa.table(
        {
            customer: names.take(pa.array(past.customer)), "x": past.x.astype(np.int64), "t_x": past.t_x, "T": past.T,
            "m": pa.array(past.m, from_pandas=True), "actual": came.astype(np.int64), "expected": expected, "naive": naive,
        }
    )  # fmt: skip
    by_count = result.by_count
    counts = pa.table(
        {name: pa.array(getattr(by_count, name), from_pandas=True)
         for name in ("x", "customers", "actual", "expected", "naive")}
    )  # fmt: skip
    return HoldOutForecast(
        table=like(purchases, table),
        weeks=like(purchases, _told(tracking, result.naive_total / time)),
        by_count=like(purchases, counts),
        fit=fit,
        result=result,
        tracking=tracking,
        gain=validation.gain_chart(expected, came),
        naive_gain=validation.gain_chart(naive, came),
    )


def _weeks(span: np.timedelta64 | np.ndarray[tuple[int], np.dtype[np.timedelta64]]) -> Floats:
    return np.asarray(span, dtype="timedelta64[D]").astype(np.float64) / 7.0


def _repeats(
    who: np.ndarray[tuple[int], np.dtype[np.int64]],
    when: np.ndarray[tuple[int], np.dtype[np.datetime64]],
    money: Floats,
    past: history.History,
    end: np.datetime64,
) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """The days of the repeat purchases of the cohort: one for each customer and day on which something was bought."""
    first = np.full(int(who.max(initial=-1)) + 1, np.datetime64("NaT", "D"))
    first[past.customer.astype(np.int64)] = past.first_day
    repeat = (money >= 0) & (when > first[who]) & (when <= end)
    pairs = np.unique(np.stack([who[repeat], when[repeat].astype(np.int64)]), axis=1)
    found: np.ndarray[tuple[int], np.dtype[np.datetime64]] = pairs[1].astype("datetime64[D]")
    return found


def _told(tracking: Tracking, naive: float) -> pa.Table:
    later = tracking.period > tracking.calibration
    weekly = np.where(later, naive, np.nan)
    before = float(tracking.actual_cumulative[~later][-1]) if (~later).any() else 0.0
    gone = np.clip(tracking.period - tracking.calibration, 0.0, None)
    return pa.table(
        {
            "week": tracking.period.astype(np.int64),
            "actual": tracking.actual,
            "expected": tracking.expected,
            "naive": pa.array(weekly, from_pandas=True),
            "actual_summed": tracking.actual_cumulative,
            "expected_summed": tracking.expected_cumulative,
            "naive_summed": pa.array(np.where(later, before + naive * gone, np.nan), from_pandas=True),
        }
    )
