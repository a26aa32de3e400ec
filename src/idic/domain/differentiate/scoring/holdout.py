"""The time that was held out: what customers did after a day in the past, and which model had foreseen it best."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from idic.methods.clv import lifetime, validation
from idic.methods.clv.errors import ClvError
from idic.methods.clv.groups import group
from idic.methods.clv.lifetime import ModelName

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.methods.clv.lifetime import PurchaseFit
    from idic.methods.clv.validation import HoldOut
    from idic.warehouse.customer_days.reading import ReadDays
    from idic.warehouse.snapshots import Snapshot

Floats = npt.NDArray[np.float64]

# A hold-out of half a year at most, and of a quarter of what is known at least.
_LONGEST_DAYS = 182
_SHORTEST_DAYS = 28
# Candidates are compared on so many customers, evenly picked: more would not change the choice.
SAMPLE = 10_000
CANDIDATES: tuple[ModelName, ...] = ("bgnbd", "mbgnbd", "pareto_nbd")
_DECILES = 10


@dataclass(frozen=True)
class HoldOutData:
    """The mart as it stood on the day of the split, and how often each of its customers bought in the `weeks` after."""

    mart: pa.Table
    actual: Floats
    weeks: float
    split: date | None = None


@dataclass(frozen=True)
class Candidate:
    name: ModelName
    fit: PurchaseFit
    held_out: HoldOut
    count_error: float
    naive_count_error: float

    @property
    def better_than_naive(self) -> bool:
        """Customer by customer, and in the means of those with equally many purchases before."""
        return self.held_out.better_than_naive and self.count_error < self.naive_count_error


@dataclass(frozen=True)
class Tried:
    """All candidates that could be fitted, the best first; `x`, `t_x`, `T` and `actual` are those of the sample, which was
    taken of so many `known` customers."""

    candidates: tuple[Candidate, ...]
    x: Floats
    t_x: Floats
    T: Floats
    actual: Floats
    weeks: float
    known: int
    split: date | None

    @property
    def best(self) -> Candidate:
        return self.candidates[0]


def hold_out_data(
    snapshot: Snapshot, mart: pa.Table, day: date, currency: str, left_out: list[int], days: ReadDays | None = None
) -> HoldOutData | None:
    """None where less than a few months are known: then nothing can be held against the forecast."""
    from idic.domain.differentiate.scoring.base import without
    from idic.warehouse.marts.customers import customer_mart
    from idic.warehouse.marts.holdout import purchase_days_between

    first = mart.column("first_day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    last = mart.column("last_day").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    known = ~np.isnat(first)
    if not known.any():
        return None
    start, end = first[known].min().astype(object), min(last[known].max().astype(object), day)
    length = min(_LONGEST_DAYS, (end - start).days // 4)
    if length < _SHORTEST_DAYS:
        return None
    split = end - timedelta(days=length)
    past = without(customer_mart(snapshot, as_of=split, currency=currency, days=days), left_out)
    came = purchase_days_between(snapshot, after=split, until=end, currency=currency, days=days)
    return HoldOutData(past, _looked_up(past, came), length / 7.0, split)


def tried_on_the_past(
    snapshot: Snapshot, mart: pa.Table, day: date, currency: str, left_out: list[int], days: ReadDays | None = None
) -> Tried | None:
    data = hold_out_data(snapshot, mart, day, currency, left_out, days)
    return tried_out(data) if data is not None else None


def tried_out(data: HoldOutData) -> Tried | None:
    """Fit on the past, compare with what came; None where the past holds too little to fit."""
    x, t_x, T = (_floats(data.mart, name) for name in ("repeat_days", "last_week", "age_weeks"))
    usable = np.flatnonzero((_floats(data.mart, "orders") > 0) & (T > 0))
    if int((x[usable] > 0).sum()) < lifetime.FEWEST_REPEAT_CUSTOMERS:
        return None
    known = usable.size
    if known > SAMPLE:
        usable = usable[np.linspace(0, usable.size - 1, SAMPLE).astype(np.int64)]
    x, t_x, T, actual = x[usable], t_x[usable], T[usable], data.actual[usable]
    found = []
    for name in CANDIDATES:
        try:
            fitted = lifetime.fitted(name, group(x, t_x, T))
        except ClvError:
            continue
        result = validation.hold_out(fitted.parameters, x, t_x, T, actual=actual, time=data.weeks)
        found.append(Candidate(name, fitted, result, *validation.count_errors(result)))
    if not found:
        return None
    found.sort(key=lambda one: (not one.better_than_naive, one.held_out.mae))
    return Tried(tuple(found), x, t_x, T, actual, data.weeks, known, data.split)


def told_of_best(tried: Tried) -> dict[str, Any]:
    """What the value page shows of the hold-out, as JSON."""
    best = tried.best
    result = best.held_out
    gain = None
    if tried.x.size >= _DECILES:
        expected = lifetime.expected_purchases(best.fit.parameters, tried.x, tried.t_x, tried.T, horizon=tried.weeks)
        by_model = validation.gain_chart(expected, tried.actual)
        by_naive = validation.gain_chart(tried.x / tried.T, tried.actual)
        gain = {
            "share_of_customers": _listed(by_model.share_of_customers), "model": _listed(by_model.share_of_actual),
            "naive": _listed(by_naive.share_of_actual), "perfect": _listed(by_model.share_if_perfect),
        }  # fmt: skip
    return {
        "weeks": tried.weeks, "customers": result.customers, "model": best.name,
        "actual": result.actual_total, "expected": round(result.expected_total, 1),
        "naive": round(result.naive_total, 1), "mae": round(result.mae, 4), "naive_mae": round(result.naive_mae, 4),
        "bias": round(result.bias, 4), "naive_bias": round(result.naive_bias, 4),
        "count_error": round(best.count_error, 4), "naive_count_error": round(best.naive_count_error, 4),
        "better_than_naive": best.better_than_naive,
        "by_count": {
            "x": result.by_count.x.tolist(), "customers": result.by_count.customers.tolist(),
            "actual": _listed(result.by_count.actual), "expected": _listed(result.by_count.expected),
            "naive": _listed(result.by_count.naive),
        },
        "gain": gain,
    }  # fmt: skip


def told_of_candidates(tried: Tried) -> list[dict[str, Any]]:
    return [
        {
            "model": one.name, "mae": round(one.held_out.mae, 4), "bias": round(one.held_out.bias, 4),
            "expected": round(one.held_out.expected_total, 1), "count_error": round(one.count_error, 4),
            "log_likelihood": round(one.fit.log_likelihood, 2), "converged": one.fit.converged,
            "better_than_naive": one.better_than_naive,
        }
        for one in tried.candidates
    ]  # fmt: skip


def _looked_up(past: pa.Table, came: pa.Table) -> Floats:
    customers = past.column("customer_id").to_numpy()
    ids, days = came.column("customer_id").to_numpy(), came.column("days").to_numpy()
    order = np.argsort(ids)
    ids, days = ids[order], days[order]
    place = np.minimum(np.searchsorted(ids, customers), max(ids.size - 1, 0))
    return (
        np.where(ids[place] == customers, days[place], 0).astype(np.float64) if ids.size else np.zeros(customers.size)
    )


def _floats(table: pa.Table, column: str) -> Floats:
    return np.asarray(table.column(column).to_numpy(zero_copy_only=False), dtype=np.float64)


def _listed(values: Floats) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 4) for value in values]
