"""The model of buying that foresaw best, the model of spending, and what both say of each customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from idic.domain.differentiate.scoring.holdout import Tried, told_of_best, told_of_candidates
from idic.domain.differentiate.scoring.margins import margins_of
from idic.domain.differentiate.scoring.steps import Turn
from idic.domain.differentiate.scoring.tracked import tracked
from idic.methods.clv import lifetime, uncertainty, validation
from idic.methods.clv.errors import ClvError
from idic.methods.clv.lifetime import ModelName, PurchaseFit, ScoredCustomers
from idic.methods.clv.uncertainty import PurchaseBand

_SEED = 20051
_UNKNOWN = ("p_alive", "expected_purchases", "expected_low", "expected_high", "lifetime_value")
_GRID_COUNTS, _GRID_STEPS = 12, 24


def lifetime_values(turn: Turn, tried: Tried | None) -> None:
    x, t_x, T = turn.numbers("repeat_days"), turn.numbers("last_week"), turn.numbers("age_weeks")
    m = np.nan_to_num(turn.numbers("repeat_spend"))
    bought = turn.numbers("orders") > 0
    usable = bought & (T > 0)
    turn.reasons.add("first_purchase_on_last_day", bought & ~usable)
    for name in _UNKNOWN:
        turn.columns[name] = np.full(x.shape, np.nan)
    model: ModelName = tried.best.name if tried else "bgnbd"
    given = (x[usable], t_x[usable], T[usable], m[usable])
    parameters = turn.parameters
    margins = margins_of(turn)
    margin = margins if isinstance(margins, float) else margins[usable]
    weekly = turn.beside.start(lambda: tracked(turn, tried)) if tried is not None else None
    bands = list[Callable[[], PurchaseBand]]()

    def draw(fit: PurchaseFit) -> None:
        # where the forecast is not shown, its band is not either
        if tried is None or tried.best.better_than_naive:
            bands.append(turn.beside.start(lambda: uncertainty.purchases_band(
                fit.parameters, *given[:3], horizon=parameters.horizon_weeks, seed=_SEED
            )))  # fmt: skip

    try:
        found = lifetime.score_customers(
            *given, horizon_weeks=parameters.horizon_weeks, annual_discount=parameters.annual_discount,
            margin=margin, model=model, on_fit=draw,
        )  # fmt: skip
    except ClvError as error:
        # Too few repeat customers, or a fit that does not settle: the page shows RFM and says why.
        turn.warnings.append({"code": "lifetime_value_not_fitted", "detail": type(error).__name__})
        turn.reasons.add("lifetime_value_not_fitted", usable)
        return
    turn.fitted["purchases"], turn.fitted["spend"] = _described(found.purchase_fit), _described(found.spend_fit)
    turn.warnings += [{"code": f"clv_{code}"} for code in found.warnings]
    if tried is not None and weekly is not None:
        turn.fitted["candidates"], turn.fitted["hold_out"] = told_of_candidates(tried), told_of_best(tried)
        turn.fitted["hold_out"]["tracking"] = weekly()
        if not tried.best.better_than_naive:
            turn.warnings.append({"code": "lifetime_value_worse_than_naive"})
            turn.reasons.add("lifetime_value_worse_than_naive", usable)
            return
    turn.columns["p_alive"][usable] = found.p_alive
    turn.columns["expected_purchases"][usable] = found.expected_purchases
    turn.columns["lifetime_value"][usable] = found.clv
    turn.fitted["equity"] = round(found.equity, 2)
    turn.fitted["equity_band"] = _equity_band(found, given)
    turn.fitted["alive_grid"] = _alive_grid(found, given)
    turn.reasons.add("one_purchase_day", usable & (x == 0))
    [band] = [drawn() for drawn in bands]
    turn.columns["expected_low"][usable] = band.low
    turn.columns["expected_high"][usable] = band.high


def _equity_band(found: ScoredCustomers, given: tuple[npt.NDArray[np.float64], ...]) -> dict[str, float] | None:
    x, t_x, T, m = given
    band = uncertainty.equity_band(found, x, t_x, T, m, seed=_SEED)
    if band is None:
        return None
    return {"low": round(band.low, 2), "high": round(band.high, 2), "level": band.level, "draws": band.draws}


def _alive_grid(found: ScoredCustomers, given: tuple[npt.NDArray[np.float64], ...]) -> dict[str, Any]:
    """For customers watched as long as the middle one: by how often, and by when they last bought."""
    x, _t_x, T, _m = given
    watched = float(np.median(T))
    most = int(min(_GRID_COUNTS, x.max(initial=1)))
    grid = validation.alive_grid(found.purchase_fit.parameters, largest_x=most, T=watched, steps=_GRID_STEPS)
    rows = [[None if np.isnan(one) else round(float(one), 3) for one in row] for row in grid.p_alive]
    return {"x": grid.x.astype(int).tolist(), "t_x": np.round(grid.t_x, 2).tolist(), "T": watched, "p_alive": rows}


def _described(fit: Any) -> dict[str, Any]:
    parameters = {name: round(float(getattr(fit.parameters, name)), 6) for name in fit.parameters.__dataclass_fields__}
    return {
        "model": type(fit.parameters).__name__,
        "parameters": parameters,
        "log_likelihood": round(float(fit.log_likelihood), 4),
        "n": int(fit.n),
        "converged": bool(fit.converged),
    }
