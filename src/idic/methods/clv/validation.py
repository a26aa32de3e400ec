"""Does the forecast hold? The calendar is split in two: fit on the first part, compare with the second.

The naive forecast says that everybody goes on at the rate seen so far, x / T. A value that rests on a forecast worse
than that is not to be shown. Source: Fader, Hardie and Lee, Marketing Science 24 (2005), section on validation.
"""

from dataclasses import dataclass

import numpy as np

from idic.methods.clv.arrays import Floats, FloatsLike, Integers, floats
from idic.methods.clv.errors import InvalidParameter
from idic.methods.clv.groups import group
from idic.methods.clv.model import PurchaseModel

LARGEST_COUNT = 7


@dataclass(frozen=True, slots=True)
class ByCount:
    """Mean hold-out purchases by calibration count x = 0, 1, ...; the last class holds all counts from there on.

    Classes without customers have nan means.
    """

    x: Integers
    customers: Integers
    actual: Floats
    expected: Floats
    naive: Floats


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Errors are forecast minus actual: `mae` per customer, `bias` its mean."""

    by_count: ByCount
    customers: int
    actual_total: float
    expected_total: float
    naive_total: float
    mae: float
    bias: float
    naive_mae: float
    naive_bias: float

    @property
    def better_than_naive(self) -> bool:
        return self.mae < self.naive_mae


@dataclass(frozen=True, slots=True)
class Tracking:
    """Repeat purchases of a cohort by period since its start; `calibration` is where fitting ended."""

    period: Floats
    actual_cumulative: Floats
    expected_cumulative: Floats
    actual: Floats
    expected: Floats
    calibration: float


@dataclass(frozen=True, slots=True)
class GainChart:
    """Customers in parts from the highest forecast to the lowest; shares are cumulative, of what really came."""

    customers: Integers
    mean_predicted: Floats
    mean_actual: Floats
    share_of_customers: Floats
    share_of_actual: Floats
    share_if_perfect: Floats


@dataclass(frozen=True, slots=True)
class AliveGrid:
    """P(alive) for every x (rows) and t_x (columns) after T; nan where x > 0 meets t_x = 0 or the other way round."""

    x: Floats
    t_x: Floats
    p_alive: Floats


def hold_out(
    model: PurchaseModel,
    x: FloatsLike,
    t_x: FloatsLike,
    T: FloatsLike,
    *,
    actual: FloatsLike,
    time: float,
) -> HoldOut:
    """Compare E[Y(time)] and the naive x/T * time with the `actual` purchases of the hold-out time, per customer."""
    x, T, came = floats(x), floats(T), floats(actual)
    if not time > 0:
        raise InvalidParameter("the hold-out time", time, "greater than 0")
    groups = group(x, t_x, T)
    expected = model.expected_purchases(time, groups.x, groups.t_x, groups.T)[groups.member]
    naive = x / T * time
    label = np.minimum(x, LARGEST_COUNT).astype(np.int64)
    customers = np.bincount(label, minlength=LARGEST_COUNT + 1)

    def mean(values: Floats) -> Floats:
        with np.errstate(invalid="ignore"):
            return np.bincount(label, weights=values, minlength=LARGEST_COUNT + 1) / customers

    return HoldOut(
        by_count=ByCount(
            x=np.arange(LARGEST_COUNT + 1, dtype=np.int64),
            customers=customers.astype(np.int64),
            actual=mean(came),
            expected=mean(expected),
            naive=mean(naive),
        ),
        customers=x.size,
        actual_total=float(came.sum()),
        expected_total=float(expected.sum()),
        naive_total=float(naive.sum()),
        mae=float(np.abs(expected - came).mean()),
        bias=float((expected - came).mean()),
        naive_mae=float(np.abs(naive - came).mean()),
        naive_bias=float((naive - came).mean()),
    )


def tracking(
    model: PurchaseModel,
    *,
    acquired: FloatsLike,
    repeat_purchases: FloatsLike,
    periods: int,
    calibration: float,
) -> Tracking:
    """Times since cohort start: `acquired` of each customer, `repeat_purchases` of each repeat purchase day."""
    starts, starters = np.unique(floats(acquired), return_counts=True)
    period = np.arange(1.0, periods + 1.0)
    passed = np.maximum(period[:, None] - starts, 0.0)
    times, code = np.unique(passed, return_inverse=True)
    expected = model.expected_purchases_of_new(times)[code.reshape(passed.shape)] @ starters
    actual = np.searchsorted(np.sort(floats(repeat_purchases)), period, side="right").astype(np.float64)
    return Tracking(
        period=period,
        actual_cumulative=actual,
        expected_cumulative=expected,
        actual=np.diff(actual, prepend=0.0),
        expected=np.diff(expected, prepend=0.0),
        calibration=calibration,
    )


def gain_chart(predicted: FloatsLike, actual: FloatsLike, *, parts: int = 10) -> GainChart:
    """Parts of as equal size as whole customers allow; equal forecasts keep the order given."""
    predicted, actual = floats(predicted), floats(actual)
    if predicted.size < parts:
        raise InvalidParameter("the number of customers", predicted.size, f"at least {parts}")
    order = np.argsort(-predicted, kind="stable")
    ends = np.round(np.arange(1, parts + 1) * predicted.size / parts).astype(np.int64)
    starts = np.r_[0, ends[:-1]]
    size = ends - starts
    total = float(actual.sum())
    came = np.add.reduceat(actual[order], starts)
    best = np.add.reduceat(np.sort(actual)[::-1], starts)
    share = np.cumsum(came) / total if total else np.full(parts, np.nan)
    perfect = np.cumsum(best) / total if total else np.full(parts, np.nan)
    return GainChart(
        customers=size,
        mean_predicted=np.add.reduceat(predicted[order], starts) / size,
        mean_actual=came / size,
        share_of_customers=ends / predicted.size,
        share_of_actual=share,
        share_if_perfect=perfect,
    )


def alive_grid(model: PurchaseModel, *, largest_x: int, T: float, steps: int = 40) -> AliveGrid:
    """The heat map of P(alive) over (x, t_x) for customers watched for T."""
    x = np.arange(largest_x + 1.0)
    t_x = np.linspace(0.0, T, steps + 1)
    counts, times = np.meshgrid(x, t_x, indexing="ij")
    possible = (counts > 0) == (times > 0)
    grid = np.full(counts.shape, np.nan)
    grid[possible] = model.p_alive(counts[possible], times[possible], np.full(int(possible.sum()), T))
    return AliveGrid(x=x, t_x=t_x, p_alive=grid)


def count_errors(result: HoldOut) -> tuple[float, float]:
    """How far the means by count lie from what came, weighted by customers: of the model and of the naive forecast."""
    by_count = result.by_count
    there = by_count.customers > 0
    weight = by_count.customers[there] / by_count.customers.sum()
    came = by_count.actual[there]
    return (
        float(weight @ np.abs(by_count.expected[there] - came)),
        float(weight @ np.abs(by_count.naive[there] - came)),
    )
