"""Lifetime values of the customers of a file, for `clv` itself and for the tiers that stand on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.purchases import Purchases, gather
from idic.doors.cli.calculations.report import Facts, Section
from idic.doors.cli.calculations.source import RowCount, Source, refuse
from idic.doors.cli.calculations.summaries import Summaries, read_summaries, summary_columns
from idic.doors.cli.progress import say
from idic.methods.clv import bgnbd, history, lifetime, mbgnbd, pareto_nbd, validation
from idic.methods.clv.arrays import Floats
from idic.methods.clv.errors import ClvError, TooFewRepeatCustomers
from idic.methods.clv.fitting import Fit
from idic.methods.clv.gamma_gamma import GammaGamma
from idic.methods.clv.lifetime import FEWEST_REPEAT_CUSTOMERS, FittedModel, ModelName, PurchaseFit, ScoredCustomers

_FIT: dict[ModelName, Callable[[Floats, Floats, Floats], PurchaseFit]] = {
    "bgnbd": bgnbd.fit, "mbgnbd": mbgnbd.fit, "pareto_nbd": pareto_nbd.fit,
}  # fmt: skip


@dataclass(frozen=True)
class Assumptions:
    model: ModelName
    horizon_weeks: float
    discount: float
    margin: float

    @property
    def facts(self) -> Facts:
        return {
            "model": self.model, "horizon_weeks": self.horizon_weeks, "yearly_discount": self.discount,
            "margin": self.margin,
        }  # fmt: skip


@dataclass
class Lifetimes:
    """`frame`: customer, x, t_x, T, m, p_alive, expected_purchases, expected_spend, clv; the best first."""

    frame: pl.DataFrame
    files: tuple[str, ...]
    rows: RowCount
    as_of: date | None
    results: Facts
    sections: list[Section] = field(default_factory=list)
    warnings: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Base:
    customer: pl.Series
    x: Floats
    t_x: Floats
    T: Floats
    m: Floats | None


def lifetimes(
    paths: Sequence[Path],
    chosen: ColumnOptions,
    assumed: Assumptions,
    *,
    as_of: date | None,
    calibration_end: date | None,
    days_per_unit: float,
) -> Lifetimes:
    """From purchases, or from a file that holds (x, t_x, T) already; refuses what cannot be valued."""
    sources = [Source(path, chosen) for path in paths]
    try:
        if summary_columns(sources[0]) is None:
            return _from_purchases(gather(sources, chosen, as_of=as_of), assumed, calibration_end)
        if as_of or calibration_end:
            refuse("A file with x, t_x and T has no dates: --as-of and --calibration-end need purchases.")
        return _from_summaries(read_summaries(sources, chosen, days_per_unit=days_per_unit), sources, assumed)
    except ClvError as error:
        refuse(str(error))


def _from_summaries(read: Summaries, sources: Sequence[Source], assumed: Assumptions) -> Lifetimes:
    base = _Base(read.customer, read.x, read.t_x, read.T, read.m)
    found = _scored(base, assumed, Lifetimes(pl.DataFrame(), tuple(one.name for one in sources), read.rows, None, {}))
    if read.acquired_on_last_day:
        found.warnings.append(("first_purchase_on_last_day", read.acquired_on_last_day))
    return found


def _from_purchases(read: Purchases, assumed: Assumptions, calibration_end: date | None) -> Lifetimes:
    if calibration_end is not None and calibration_end >= read.as_of:
        refuse(f"--calibration-end must lie before the day of the figures, {read.as_of.isoformat()}.")
    end = np.datetime64(read.as_of, "D")
    built = history.build(read.code, read.day, read.amount, calibration_end=end)
    names = read.names.gather(built.customer.astype(np.int64))
    base = _Base(names, built.x, built.t_x, built.T, built.m)
    found = _scored(base, assumed, Lifetimes(pl.DataFrame(), read.files, read.rows, read.as_of, {}))
    for code, count in (
        ("returns_only", built.excluded_refund_only),
        ("first_purchase_on_last_day", built.excluded_last_day),
    ):
        if count:
            found.warnings.append((code, count))
    if calibration_end is not None:
        say("Comparing a forecast with what came")
        _hold_out(read, assumed, calibration_end, found)
    return found


def _scored(base: _Base, assumed: Assumptions, found: Lifetimes) -> Lifetimes:
    say("Fitting")
    repeat = int((base.x > 0).sum())
    found.results = {"customers": base.x.size, "repeat_customers": repeat}
    if base.m is None:
        if repeat < FEWEST_REPEAT_CUSTOMERS:
            raise TooFewRepeatCustomers(repeat, FEWEST_REPEAT_CUSTOMERS)
        fit = _FIT[assumed.model](base.x, base.t_x, base.T)
        columns = {
            "p_alive": fit.parameters.p_alive(base.x, base.t_x, base.T),
            "expected_purchases": lifetime.expected_purchases(
                fit.parameters, base.x, base.t_x, base.T, horizon=assumed.horizon_weeks
            ),
        }
        codes = [*fit.warnings, "no_spend"]
        if assumed.model == "bgnbd" and bool((base.x == 0).any()):
            codes.append(lifetime.P_ALIVE_IS_ONE_WITHOUT_REPEAT)
        found.sections.append(_parameters([_fitted("purchases", fit, fit.parameters)]))
        by = "expected_purchases"
    else:
        scored = lifetime.score_customers(
            base.x,
            base.t_x,
            base.T,
            base.m,
            horizon_weeks=assumed.horizon_weeks,
            annual_discount=assumed.discount,
            margin=assumed.margin,
            model=assumed.model,
        )
        columns = {
            "p_alive": scored.p_alive,
            "expected_purchases": scored.expected_purchases,
            "expected_spend": scored.expected_spend,
            "clv": scored.clv,
        }
        codes = list(scored.warnings)
        found.results["equity"] = scored.equity
        found.sections.append(_parameters(_fits(scored)))
        by = "clv"
    unknown = int(np.isnan(columns["clv"]).sum()) if "clv" in columns else 0
    found.warnings += [(code, unknown if code == lifetime.SPEND_UNKNOWN else 0) for code in codes]
    found.results["expected_purchases"] = float(columns["expected_purchases"].sum())
    summary = {"customer": base.customer, "x": base.x.astype(np.int64), "t_x": base.t_x, "T": base.T}
    found.frame = (
        pl.DataFrame(summary | ({} if base.m is None else {"m": base.m}) | columns)
        .with_columns(pl.selectors.float().fill_nan(None))
        .sort([by, "customer"], descending=[True, False], nulls_last=True)
    )
    return found


def _fits(scored: ScoredCustomers) -> list[Facts]:
    return [
        _fitted("purchases", scored.purchase_fit, scored.purchase_fit.parameters),
        _fitted("spend", scored.spend_fit, scored.spend_fit.parameters),
    ]


def _fitted(part: str, fit: PurchaseFit | Fit[GammaGamma], parameters: FittedModel | GammaGamma) -> Facts:
    return {
        "part": part, "model": type(parameters).__name__, "log_likelihood": float(fit.log_likelihood), "n": int(fit.n),
        "converged": bool(fit.converged),
        "parameters": {one.name: float(getattr(parameters, one.name)) for one in fields(parameters)},
    }  # fmt: skip


def _parameters(fits: list[Facts]) -> Section:
    return Section("fits", "Fitted models", fits)


def _hold_out(read: Purchases, assumed: Assumptions, until: date, found: Lifetimes) -> None:
    split = history.split(
        read.code,
        read.day,
        read.amount,
        calibration_end=np.datetime64(until, "D"),
        observation_end=np.datetime64(read.as_of, "D"),
    )
    past = split.calibration
    fit = _FIT[assumed.model](past.x, past.t_x, past.T)
    checked = validation.hold_out(
        fit.parameters, past.x, past.t_x, past.T, actual=split.holdout_purchases, time=split.holdout_time
    )
    found.sections.append(
        Section("calibration_fit", f"Fitted until {until.isoformat()}", [_fitted("purchases", fit, fit.parameters)])
    )
    found.sections.append(
        Section(
            "hold_out",
            f"{split.holdout_time:.1f} weeks after {until.isoformat()}: {checked.customers:,} customers",
            [
                {"forecast": "what came", "purchases": checked.actual_total, "mean_absolute_error": None, "bias": None},
                {"forecast": assumed.model, "purchases": checked.expected_total, "mean_absolute_error": checked.mae,
                 "bias": checked.bias},
                {"forecast": "as before (x/T)", "purchases": checked.naive_total,
                 "mean_absolute_error": checked.naive_mae, "bias": checked.naive_bias},
            ],
        )
    )  # fmt: skip
    found.results["better_than_naive"] = bool(checked.better_than_naive)
    if not checked.better_than_naive:
        found.warnings.insert(0, ("worse_than_naive", checked.customers))
        found.results["equity"] = None
        found.frame = found.frame.with_columns(pl.lit(None, dtype=pl.Float64).alias("clv"))
