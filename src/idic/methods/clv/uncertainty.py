"""How sure a forecast is: bands for the equity of a base, and for what one customer buys.

The equity band comes from 200 draws of the parameters out of the distribution that their estimates follow in large bases,
a normal one on log parameters around the maximum, with the inverse of the observed information as its covariance. The
band of a customer holds the given share of customers with the same history: it covers luck, not only the parameters.

Sources: Efron and Tibshirani, An Introduction to the Bootstrap (1993), on the parametric bootstrap; for the distribution
of purchases still to come, the conditional distributions of the models in their own papers.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from idic.methods.clv import bgnbd, gamma_gamma, mbgnbd, pareto_nbd
from idic.methods.clv.arrays import Floats, FloatsLike, floats
from idic.methods.clv.fitting import PARAMETER_AT_BOUNDARY, Objective
from idic.methods.clv.gamma_gamma import GammaGamma
from idic.methods.clv.groups import distinct, group
from idic.methods.clv.lifetime import Band, FittedModel, ScoredCustomers, weekly_rate
from idic.methods.clv.mbgnbd import MbgNbd
from idic.methods.clv.pareto_nbd import ParetoNbd

DRAWS = 200
_GROUPS = 10_000
_SAMPLE = 1_000
_STEPS = 4
_FAR = 12.0


@dataclass(frozen=True, slots=True)
class PurchaseBand:
    """How many purchases of each customer: with probability `level` between low and high, both ends included."""

    low: Floats
    high: Floats
    level: float


def equity_band(
    scored: ScoredCustomers, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, m: FloatsLike, *, seed: int,
    draws: int = DRAWS, level: float = 0.8,
) -> Band | None:  # fmt: skip
    """None where the likelihood is so flat that the parameters are not tied down, as at the end of their range.

    An even sample of customers is valued with each draw, and the equity moved in proportion.
    """
    if PARAMETER_AT_BOUNDARY in (*scored.purchase_fit.warnings, *scored.spend_fit.warnings):
        return None
    x, t_x, T, m = floats(x), floats(t_x), floats(T), floats(m)
    random = np.random.default_rng(seed)
    buying = parameter_draws(scored.purchase_fit.parameters, x, t_x, T, draws=draws, random=random)
    spending = spend_draws(scored.spend_fit.parameters, x, m, draws=draws, random=random)
    if buying is None or spending is None or not scored.equity > 0:
        return None
    picked = np.unique(np.linspace(0, x.size - 1, _SAMPLE).astype(np.int64))
    sample = (x[picked], t_x[picked], T[picked], m[picked])
    known = ~np.isnan(scored.clv[picked])
    rate, horizon = weekly_rate(scored.annual_discount), scored.horizon_weeks
    # one margin for all moves the equity, and its band in proportion
    kept = scored.margin[picked] if isinstance(scored.margin, np.ndarray) else 1.0

    def value(model: FittedModel, spend: GammaGamma) -> float:
        worth = kept * spend.expected_spend(sample[0], sample[3]) * _discounted(model, *sample[:3], horizon, rate)
        return float(np.nansum(worth[known]))

    point = value(scored.purchase_fit.parameters, scored.spend_fit.parameters)
    drawn = np.array([value(model, spend) for model, spend in zip(buying, spending, strict=True)])
    drawn = drawn[np.isfinite(drawn)]
    if not point > 0 or drawn.size < draws // 2:
        return None
    low, high = np.quantile(drawn / point, [(1.0 - level) / 2.0, (1.0 + level) / 2.0]) * scored.equity
    return Band(scored.equity, float(low), float(high), level, draws, seed)


def purchases_band(
    model: FittedModel, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, *, horizon: float, seed: int,
    draws: int = DRAWS, level: float = 0.8,
) -> PurchaseBand:  # fmt: skip
    """Who is still a customer depends on t_x, what such a customer buys on (x, T) alone: drawn once for each of those."""
    groups = group(x, t_x, T)
    first, member = distinct(groups.x, groups.T)
    counts = np.sort(drawn_purchases(model, groups.x[first], groups.T[first], horizon=horizon, draws=draws, seed=seed))
    alive = np.asarray(model.p_alive(groups.x, groups.t_x, groups.T), dtype=np.float64)

    def at(share: float) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            within = np.where(alive > 0, (share - (1.0 - alive)) / alive, -1.0)
        place = np.clip(np.ceil(within * draws) - 1, 0, draws - 1).astype(np.int64)
        return np.where(within > 0, counts[member, place], 0.0)[groups.member]

    return PurchaseBand(at((1.0 - level) / 2.0), at((1.0 + level) / 2.0), level)


def drawn_purchases(model: FittedModel, x: Floats, T: Floats, *, horizon: float, draws: int, seed: int) -> Floats:
    """Purchases in the horizon of somebody who is a customer at its beginning: a row of draws for each (x, T)."""
    random = np.random.default_rng(seed)
    shape = (x.size, draws)
    rate = random.gamma(np.broadcast_to((model.r + x)[:, None], shape)) / (model.alpha + T)[:, None]
    if isinstance(model, ParetoNbd):
        leaving = random.gamma(model.s, size=shape) / (model.beta + T)[:, None]
        stays = np.minimum(random.exponential(size=shape) / np.maximum(leaving, 1e-300), horizon)
        return random.poisson(rate * stays).astype(np.float64)
    survived = x + 1.0 if isinstance(model, MbgNbd) else x
    chance = np.maximum(random.beta(model.a, np.broadcast_to((model.b + survived)[:, None], shape)), 1e-12)
    last = random.geometric(chance)
    return np.minimum(random.poisson(rate * horizon), last).astype(np.float64)


def parameter_draws(
    model: FittedModel, x: Floats, t_x: Floats, T: Floats, *, draws: int, random: np.random.Generator
) -> list[FittedModel] | None:
    groups, factor = group(x, t_x, T).in_fitting_unit()
    groups = groups.thinned(_GROUPS)
    if isinstance(model, ParetoNbd):
        centre, objective = (
            np.log([model.r, model.alpha * factor, model.s, model.beta * factor]),
            pareto_nbd.objective_of,
        )
    elif isinstance(model, MbgNbd):
        centre, objective = np.log([model.r, model.alpha * factor, model.a, model.b]), mbgnbd.objective_of
    else:
        centre, objective = np.log([model.r, model.alpha * factor, model.a, model.b]), bgnbd.objective_of
    found = _normal_draws(objective(groups), centre, draws, random)
    if found is None:
        return None
    kind = type(model)
    scale = np.array([1.0, factor, 1.0, factor if kind is ParetoNbd else 1.0])
    return [kind(*(float(one) for one in np.exp(theta) / scale)) for theta in found]


def spend_draws(
    model: GammaGamma, x: Floats, m: Floats, *, draws: int, random: np.random.Generator
) -> list[GammaGamma] | None:
    used = gamma_gamma.usable(x, m)
    factor = 10.0 / float(np.median(m[used]))
    centre = np.log([model.p, model.q, model.v * factor])
    found = _normal_draws(gamma_gamma.thinned_objective(x[used], m[used] * factor), centre, draws, random)
    if found is None:
        return None
    return [GammaGamma(float(p), float(q), float(v) / factor) for p, q, v in np.exp(found)]


def _normal_draws(objective: Objective, centre: Floats, draws: int, random: np.random.Generator) -> Floats | None:
    step = 1e-4
    information = -np.stack(
        [(objective(centre + step * e)[1] - objective(centre - step * e)[1]) / (2 * step) for e in np.eye(centre.size)]
    )
    information = (information + information.T) / 2
    if not np.all(np.isfinite(information)):
        return None
    values, vectors = np.linalg.eigh(information)
    if values[0] <= 1e-8 * max(values[-1], 1.0):
        return None
    moved = random.standard_normal((draws, centre.size)) / np.sqrt(values) @ vectors.T
    return np.asarray(np.clip(centre + moved, -_FAR, _FAR), dtype=np.float64)


def _discounted(model: FittedModel, x: Floats, t_x: Floats, T: Floats, horizon: float, rate: float) -> Floats:
    """In few steps, each discounted at its middle: enough for how one draw compares with another."""
    first, member = distinct(x, T)
    ends = np.linspace(0.0, horizon, _STEPS + 1)
    total = np.zeros(first.size)
    before = np.zeros(first.size)
    for start, end in pairwise(ends):
        until = model.expected_while_alive(float(end), x[first], T[first])
        total += (until - before) * (1.0 + rate) ** -((start + end) / 2.0)
        before = until
    return model.p_alive(x, t_x, T) * total[member]
