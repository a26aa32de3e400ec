"""From the customer mart to one row of scores per customer: the published methods, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from idic.domain.differentiate.scoring.parameters import Parameters
from idic.methods import rfm, tense, tiers
from idic.methods.clv import bgnbd, lifetime, validation
from idic.methods.clv.errors import ClvError

if TYPE_CHECKING:
    import pyarrow as pa

Floats = npt.NDArray[np.float64]


@dataclass
class Scores:
    """Columns by name, each as long as the mart; NaN, None or '' where a figure cannot be known."""

    columns: dict[str, npt.NDArray[Any]]
    fitted: dict[str, Any] = field(default_factory=dict)
    warnings: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class HoldOutData:
    """The mart as it stood on the day of the split, and how often each of its customers bought in the `weeks` after."""

    mart: pa.Table
    actual: Floats
    weeks: float


def score_base(mart: pa.Table, *, as_of: date, parameters: Parameters, holdout: HoldOutData | None) -> Scores:
    scores = Scores(columns={"customer_id": _ints(mart, "customer_id")})
    columns = scores.columns
    first, last = _days(mart, "first_day"), _days(mart, "last_day")
    orders, net = _floats(mart, "orders"), _floats(mart, "net")
    today = np.datetime64(as_of, "D")
    recency = np.where(np.isnat(last), np.nan, (today - last).astype(np.float64))
    columns |= {"first_at": first, "last_at": last, "recency_days": recency, "frequency": orders, "monetary": net}

    tenses = tense.derive(last, as_of=as_of, median_gap_days=_floats(mart, "median_gap"))
    columns |= {"tense": tenses.tense, "limit_days": np.where(np.isnat(last), np.nan, tenses.limit_days)}

    scored = rfm.score(recency, np.where(orders > 0, orders, np.nan), net)
    columns |= {"r": scored.r, "f": scored.f, "m": scored.m, "rfm_group": scored.group}
    told = (one for one in scored.warnings if one.code != "no_order")
    scores.warnings += [{"code": f"rfm_{one.code}", "count": one.count} for one in told]

    reasons: list[list[str]] = [[] for _ in range(len(orders))]
    for index in np.flatnonzero(orders <= 0):
        reasons[index].append("no_purchase")
    _lifetime(scores, mart, parameters, holdout, reasons)
    value = columns["lifetime_value"]
    assigned = tiers.assign(value)
    columns |= {
        "actual_value": value,
        "strategic_value": np.full(value.shape, np.nan),
        "tier": assigned.tier,
        "reasons": np.array([*reasons, None], dtype=object)[:-1],
    }
    scores.warnings.append({"code": "strategic_value_unknown", "count": int((~np.isnan(value)).sum())})
    return scores


def _lifetime(
    scores: Scores, mart: pa.Table, parameters: Parameters, holdout: HoldOutData | None, reasons: list[list[str]]
) -> None:
    x, t_x, T = _floats(mart, "repeat_days"), _floats(mart, "last_week"), _floats(mart, "age_weeks")
    m = np.nan_to_num(_floats(mart, "repeat_spend"))
    usable = (_floats(mart, "orders") > 0) & (T > 0)
    for index in np.flatnonzero((_floats(mart, "orders") > 0) & ~usable):
        reasons[index].append("first_purchase_on_last_day")
    empty = np.full(x.shape, np.nan)
    columns = scores.columns
    columns |= {"p_alive": empty.copy(), "expected_purchases": empty.copy(), "lifetime_value": empty.copy()}
    try:
        found = lifetime.score_customers(
            x[usable], t_x[usable], T[usable], m[usable],
            horizon_weeks=parameters.horizon_weeks, annual_discount=parameters.annual_discount,
            margin=parameters.margin,
        )  # fmt: skip
    except ClvError as error:
        # Too few repeat customers, or a fit that does not settle: the page shows RFM and says why.
        scores.warnings.append({"code": "lifetime_value_not_fitted", "detail": type(error).__name__})
        for index in np.flatnonzero(usable):
            reasons[index].append("lifetime_value_not_fitted")
        return
    scores.fitted["purchases"] = _described(found.purchase_fit)
    scores.fitted["spend"] = _described(found.spend_fit)
    scores.warnings += [{"code": f"clv_{code}"} for code in found.warnings]
    if holdout is not None:
        checked = _held_out(holdout)
        scores.fitted["hold_out"] = checked
        if checked is not None and not checked["better_than_naive"]:
            scores.warnings.append({"code": "lifetime_value_worse_than_naive"})
            for index in np.flatnonzero(usable):
                reasons[index].append("lifetime_value_worse_than_naive")
            return
    columns["p_alive"][usable] = found.p_alive
    columns["expected_purchases"][usable] = found.expected_purchases
    columns["lifetime_value"][usable] = found.clv
    scores.fitted["equity"] = round(found.equity, 2)
    for index in np.flatnonzero(usable & (x == 0)):
        reasons[index].append("one_purchase_day")


def _held_out(data: HoldOutData) -> dict[str, Any] | None:
    """Fit on the past, compare with what came; None where the past holds too little to fit."""
    x, t_x, T = _floats(data.mart, "repeat_days"), _floats(data.mart, "last_week"), _floats(data.mart, "age_weeks")
    usable = (_floats(data.mart, "orders") > 0) & (T > 0)
    if int((x[usable] > 0).sum()) < lifetime.FEWEST_REPEAT_CUSTOMERS:
        return None
    try:
        fitted = bgnbd.fit(x[usable], t_x[usable], T[usable])
    except ClvError:
        return None
    result = validation.hold_out(
        fitted.parameters, x[usable], t_x[usable], T[usable], actual=data.actual[usable], time=data.weeks
    )
    return {
        "weeks": data.weeks,
        "customers": result.customers,
        "actual": result.actual_total,
        "expected": round(result.expected_total, 1),
        "naive": round(result.naive_total, 1),
        "mae": round(result.mae, 4),
        "naive_mae": round(result.naive_mae, 4),
        "better_than_naive": bool(result.better_than_naive),
        "by_count": {
            "x": result.by_count.x.tolist(),
            "customers": result.by_count.customers.tolist(),
            "actual": _listed(result.by_count.actual),
            "expected": _listed(result.by_count.expected),
            "naive": _listed(result.by_count.naive),
        },
    }


def _listed(values: Floats) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 4) for value in values]


def _described(fit: Any) -> dict[str, Any]:
    parameters = {name: round(float(getattr(fit.parameters, name)), 6) for name in fit.parameters.__dataclass_fields__}
    return {
        "model": type(fit.parameters).__name__,
        "parameters": parameters,
        "log_likelihood": round(float(fit.log_likelihood), 4),
        "n": int(fit.n),
        "converged": bool(fit.converged),
    }


def _floats(table: pa.Table, column: str) -> Floats:
    return np.asarray(table.column(column).to_numpy(zero_copy_only=False), dtype=np.float64)


def _ints(table: pa.Table, column: str) -> npt.NDArray[np.int64]:
    return np.asarray(table.column(column).to_numpy(zero_copy_only=False), dtype=np.int64)


def _days(table: pa.Table, column: str) -> npt.NDArray[np.datetime64]:
    return np.asarray(table.column(column).to_numpy(zero_copy_only=False), dtype="datetime64[D]")
