"""The next months of a monthly figure, with an interval, and only where it does better than a naive guess.

Exponential smoothing in state-space form (Hyndman, Koehler, Ord & Snyder, "Forecasting with Exponential Smoothing"):
additive errors with a level alone, a damped trend, or a damped trend and twelve seasons. The form is chosen by AIC
before the months that are held out; the naive forecasts beside it are the last value and, once a year is known, the
value of the same month a year earlier.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

if TYPE_CHECKING:
    from statsmodels.tsa.exponential_smoothing.ets import ETSResults  # type: ignore[import-untyped]  # ships no types

Floats = NDArray[np.float64]
ModelName = Literal["level", "damped_trend", "seasonal"]
Reason = Literal["", "too_short", "worse_than_naive", "not_fitted"]

SEASONS = 12
FEWEST_MONTHS = 12
_HELD_OUT = 6
_FEWEST_HELD_OUT = 3
_SETTINGS: dict[ModelName, dict[str, object]] = {
    "level": {},
    "damped_trend": {"trend": "add", "damped_trend": True},
    "seasonal": {"trend": "add", "damped_trend": True, "seasonal": "add", "seasonal_periods": SEASONS},
}


class ForecastError(ValueError):
    """The figures cannot be read as one value per month; the message says what to change."""


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Mean absolute errors over the same months, each forecast made without knowing it."""

    months: int
    mae: float
    naive_mae: float
    naive: Literal["last_value", "same_month_last_year"]

    @property
    def better_than_naive(self) -> bool:
        return self.mae <= self.naive_mae


@dataclass(frozen=True, slots=True)
class Forecast:
    """`mean`, `lower`, `upper`: one entry per month ahead, empty where nothing is to be shown; `reason` says why."""

    model: ModelName | None
    mean: Floats
    lower: Floats
    upper: Floats
    level: float
    held_out: HoldOut | None
    reason: Reason

    @property
    def shown(self) -> bool:
        return self.reason == ""


def monthly(values: ArrayLike, *, horizon: int = 3, level: float = 0.8) -> Forecast:
    """values: whole months only, oldest first, none missing. A series that was never negative has no negative limit."""
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or not np.isfinite(series).all():
        raise ForecastError("A forecast needs one known number per month, oldest first.")
    if horizon < 1 or not 0 < level < 1:
        raise ForecastError("Look at least one month ahead, with an interval between 0 and 1.")
    if series.size < FEWEST_MONTHS:
        return _nothing("too_short", level)
    if (series == series[0]).all():
        same = np.full(horizon, series[0])
        return Forecast("level", same, same, same, level, HoldOut(_HELD_OUT, 0.0, 0.0, "last_value"), "")
    held = min(_HELD_OUT, series.size // 3)
    if series.size >= 2 * SEASONS + _FEWEST_HELD_OUT:
        held = min(held, series.size - 2 * SEASONS)
    model = _chosen(series[:-held])
    if model is None:
        return _nothing("not_fitted", level)
    checked = _checked(series, model, held)
    if checked is None:
        return _nothing("not_fitted", level)
    if not checked.better_than_naive:
        return _nothing("worse_than_naive", level, checked)
    fitted = _fitted(series, model)
    if fitted is None:
        return _nothing("not_fitted", level, checked)
    mean = _ahead(fitted, horizon) * _scale(series)
    half = float(norm.ppf((1 + level) / 2)) * _spread(fitted, horizon) * _scale(series)
    if not (np.isfinite(mean).all() and np.isfinite(half).all()):
        return _nothing("not_fitted", level, checked)
    floor = 0.0 if (series >= 0).all() else -np.inf
    return Forecast(
        model, np.maximum(mean, floor), np.maximum(mean - half, floor), np.maximum(mean + half, floor), level, checked,
        "",
    )  # fmt: skip


def _chosen(series: Floats) -> ModelName | None:
    """By AIC; the seasons of a year show only once two years are known."""
    names: list[ModelName] = ["level", "damped_trend"]
    if series.size >= 2 * SEASONS:
        names.append("seasonal")
    found = {name: float(fitted.aic) for name in names if (fitted := _fitted(series, name)) is not None}
    usable = {name: criterion for name, criterion in found.items() if np.isfinite(criterion)}
    return min(usable.items(), key=lambda one: one[1])[0] if usable else None


def _checked(series: Floats, model: ModelName, held: int) -> HoldOut | None:
    """Each held-out month forecast one step ahead from all that was known before it."""
    errors, last, year = [], [], []
    for place in range(series.size - held, series.size):
        fitted = _fitted(series[:place], model)
        if fitted is None:
            return None
        errors.append(abs(float(_ahead(fitted, 1)[0]) * _scale(series[:place]) - series[place]))
        last.append(abs(series[place - 1] - series[place]))
        if place >= SEASONS:
            year.append(abs(series[place - SEASONS] - series[place]))
    naive = float(np.mean(last))
    if len(year) == held and np.mean(year) < naive:
        return HoldOut(held, float(np.mean(errors)), float(np.mean(year)), "same_month_last_year")
    return HoldOut(held, float(np.mean(errors)), naive, "last_value")


def _fitted(series: Floats, model: ModelName) -> ETSResults | None:
    # Heavy, and only the worker forecasts.
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found = ETSModel(series / _scale(series), error="add", **_SETTINGS[model]).fit(disp=False, maxiter=500)
        except (ValueError, np.linalg.LinAlgError):
            return None
    return cast("ETSResults", found) if np.isfinite(found.llf) else None


def _scale(series: Floats) -> float:
    """The search for the parameters settles better near 1."""
    return float(np.abs(series).mean()) or 1.0


def _ahead(fitted: ETSResults, months: int) -> Floats:
    return np.asarray(fitted.forecast(months), dtype=np.float64)


def _spread(fitted: ETSResults, months: int) -> Floats:
    """Standard deviations of the forecasts of 1, 2, ... months ahead: sigma times sqrt(1 + the squared weights that
    the errors on the way have), sigma without the degrees of freedom that the fit has used up."""
    n, used = fitted.nobs, len(fitted.params)
    variance = float(np.sum(np.asarray(fitted.resid) ** 2)) / max(n - used, 1)
    alpha = float(fitted.smoothing_level)
    weights = np.full(max(months - 1, 0), alpha)
    if fitted.has_trend:
        damping = float(fitted.damping_trend)
        weights += float(fitted.smoothing_trend) * np.cumsum(damping ** np.arange(1, months))
    if fitted.has_seasonal:
        weights[SEASONS - 1 :: SEASONS] += float(fitted.smoothing_seasonal)
    spread: Floats = np.sqrt(variance * (1 + np.concatenate(([0.0], np.cumsum(weights**2)))))
    return spread


def _nothing(reason: Reason, level: float, held_out: HoldOut | None = None) -> Forecast:
    empty = np.zeros(0)
    return Forecast(None, empty, empty, empty, level, held_out, reason)
