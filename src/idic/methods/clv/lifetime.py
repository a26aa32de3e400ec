"""Customer lifetime value: margin x expected spend per purchase x discounted expected purchases still to come.

Past revenue is never part of it; cost to serve is subtracted. A value is stated with its horizon, discount rate,
margin, currency and date. Sources: Fader, Hardie and Lee, J. of Marketing Research 42 (2005) 415-430;
parametric bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from idic.methods.clv import bgnbd, gamma_gamma, mbgnbd, pareto_nbd
from idic.methods.clv.arrays import Floats, FloatsLike, floats, sums
from idic.methods.clv.bgnbd import BgNbd
from idic.methods.clv.errors import InvalidParameter, TooFewRepeatCustomers
from idic.methods.clv.fitting import Fit
from idic.methods.clv.future import purchases_while_alive
from idic.methods.clv.gamma_gamma import GammaGamma
from idic.methods.clv.groups import CustomerGroups, group
from idic.methods.clv.mbgnbd import MbgNbd
from idic.methods.clv.model import PurchaseModel
from idic.methods.clv.pareto_nbd import ParetoNbd

WEEKS_PER_YEAR = 365.25 / 7.0
FEWEST_REPEAT_CUSTOMERS = 100

P_ALIVE_IS_ONE_WITHOUT_REPEAT = "p_alive_is_one_without_repeat"
SPEND_UNKNOWN = "spend_unknown"

ModelName = Literal["bgnbd", "mbgnbd", "pareto_nbd"]
FittedModel = BgNbd | MbgNbd | ParetoNbd
PurchaseFit = Fit[BgNbd] | Fit[MbgNbd] | Fit[ParetoNbd]


@dataclass(frozen=True, slots=True)
class ScoredCustomers:
    """One value per customer in the order given; nan where it cannot be known, with a warning that says why.

    `spend_excluded` repeat customers had no positive mean spend: they count for buying, not for spending.
    """

    p_alive: Floats
    expected_purchases: Floats
    expected_spend: Floats
    clv: Floats
    purchase_fit: PurchaseFit
    spend_fit: Fit[GammaGamma]
    horizon_weeks: float
    annual_discount: float
    # one share for all, or one for each customer
    margin: float | Floats
    spend_excluded: int
    warnings: tuple[str, ...]

    @property
    def equity(self) -> float:
        return customer_equity(self.clv)


@dataclass(frozen=True, slots=True)
class Band:
    """Customer equity with the band that holds `level` of the bootstrap values."""

    equity: float
    low: float
    high: float
    level: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class AcquisitionAgainstRetention:
    """Both parts and their ratio; a part is nan when nobody was won or kept, the ratio then too."""

    cost_per_new: float
    cost_per_retained: float
    ratio: float
    payback_months: float


def score_customers(
    x: FloatsLike,
    t_x: FloatsLike,
    T: FloatsLike,
    m: FloatsLike,
    *,
    horizon_weeks: float,
    annual_discount: float,
    margin: float | Floats,
    model: ModelName = "bgnbd",
    on_fit: Callable[[PurchaseFit], None] | None = None,
) -> ScoredCustomers:
    """Fit buying and spending, and score every customer. Times in weeks; margin is the share of spend that is kept, one for
    all or one per customer. `on_fit` is told how customers buy as soon as it is known: for work on another core.

    Raises TooFewRepeatCustomers (show RFM instead) and InvalidSummaries (run `history.check` first).
    """
    _require_positive("the horizon in weeks", horizon_weeks)
    x, t_x, T, m = floats(x), floats(t_x), floats(T), floats(m)
    groups = group(x, t_x, T)
    repeat = int((x > 0).sum())
    if repeat < FEWEST_REPEAT_CUSTOMERS:
        raise TooFewRepeatCustomers(repeat, FEWEST_REPEAT_CUSTOMERS)
    purchase_fit = fitted(model, groups)
    spend_fit = gamma_gamma.fit(x, m)
    if on_fit is not None:
        on_fit(purchase_fit)

    buying = purchase_fit.parameters
    alive = buying.p_alive(groups.x, groups.t_x, groups.T)
    plain = alive * purchases_while_alive(buying, groups.x, groups.T, horizon_weeks, 0.0)
    discounted = alive * purchases_while_alive(buying, groups.x, groups.T, horizon_weeks, weekly_rate(annual_discount))
    spend = spend_fit.parameters.expected_spend(x, m)

    warnings = [*purchase_fit.warnings, *(code for code in spend_fit.warnings if code not in purchase_fit.warnings)]
    if model == "bgnbd" and np.any(groups.x == 0):
        warnings.append(P_ALIVE_IS_ONE_WITHOUT_REPEAT)
    if np.any(np.isnan(spend)):
        warnings.append(SPEND_UNKNOWN)
    return ScoredCustomers(
        p_alive=alive[groups.member],
        expected_purchases=plain[groups.member],
        expected_spend=spend,
        clv=margin * spend * discounted[groups.member],
        purchase_fit=purchase_fit,
        spend_fit=spend_fit,
        horizon_weeks=horizon_weeks,
        annual_discount=annual_discount,
        margin=margin,
        spend_excluded=spend_fit.excluded,
        warnings=tuple(warnings),
    )


def weekly_rate(annual_discount: float) -> float:
    """The rate per week that compounds to `annual_discount` in a year of 365.25 days."""
    if not annual_discount > -1:
        raise InvalidParameter("the annual discount rate", annual_discount, "greater than -1")
    return float(np.expm1(continuous_weekly_rate(annual_discount)))


def continuous_weekly_rate(annual_discount: float) -> float:
    """delta for `ParetoNbd.dert`: 15 % a year is 0.00268 a week."""
    return float(np.log1p(annual_discount) / WEEKS_PER_YEAR)


def expected_purchases(
    model: PurchaseModel, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, *, horizon: float
) -> Floats:
    """E[Y(horizon)] with every distinct customer computed once: for files of a million rows."""
    return discounted_purchases(model, x, t_x, T, horizon=horizon, discount=0.0)


def discounted_purchases(
    model: PurchaseModel, x: FloatsLike, t_x: FloatsLike, T: FloatsLike, *, horizon: float, discount: float
) -> Floats:
    """Sum over periods k of [E Y(k) - E Y(k-1)]/(1+d)^k up to `horizon` periods; `discount` is d per period.

    A last broken period is discounted at the horizon itself.
    """
    _require_positive("the horizon", horizon)
    groups = group(x, t_x, T)
    alive = model.p_alive(groups.x, groups.t_x, groups.T)
    return (alive * purchases_while_alive(model, groups.x, groups.T, horizon, discount))[groups.member]


def clv_by_dert(
    dert: FloatsLike, expected_spend: FloatsLike, *, margin: FloatsLike, cost_to_serve: FloatsLike = 0.0
) -> Floats:
    """Value over an endless future; `cost_to_serve` is its present value per customer."""
    return floats(margin) * floats(expected_spend) * floats(dert) - floats(cost_to_serve)


def clv_over_horizon(
    model: PurchaseModel,
    x: FloatsLike,
    t_x: FloatsLike,
    T: FloatsLike,
    expected_spend: FloatsLike,
    *,
    horizon: float,
    discount: float,
    margin: FloatsLike,
    cost_to_serve: FloatsLike = 0.0,
) -> Floats:
    """Value by the sum over periods, for any model; `discount` per period."""
    purchases = discounted_purchases(model, x, t_x, T, horizon=horizon, discount=discount)
    return floats(margin) * floats(expected_spend) * purchases - floats(cost_to_serve)


def customer_equity(clv: FloatsLike) -> float:
    """Sum of all known values; unknown ones (nan) are left out, so show how many there are beside it."""
    return float(np.nansum(floats(clv)))


def equity_band(
    scored: ScoredCustomers,
    x: FloatsLike,
    t_x: FloatsLike,
    T: FloatsLike,
    m: FloatsLike,
    *,
    seed: int,
    draws: int = 200,
    level: float = 0.8,
) -> Band:
    """Parametric bootstrap: draw customers from the fitted models, refit, value the real customers with the refit."""
    x, t_x, T, m = floats(x), floats(t_x), floats(T), floats(m)
    groups = group(x, t_x, T)
    buying, spending = scored.purchase_fit.parameters, scored.spend_fit.parameters
    rate = weekly_rate(scored.annual_discount)
    random = np.random.default_rng(seed)
    values = np.empty(draws)
    for draw in range(draws):
        again = _refitted(buying, T, random)
        drawn_x, _ = buying.simulate(T, random)
        spend_again = gamma_gamma.refit(spending, drawn_x, spending.simulate(drawn_x, random))
        spend = spend_again.expected_spend(x, m)
        per_group = sums(groups.member, np.nan_to_num(spend) * scored.margin, groups.x.size)
        alive = again.p_alive(groups.x, groups.t_x, groups.T)
        future = alive * purchases_while_alive(again, groups.x, groups.T, scored.horizon_weeks, rate)
        values[draw] = float(per_group @ future)
    low, high = np.quantile(values, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return Band(scored.equity, float(low), float(high), level, draws, seed)


def simple_value(m: float, r: float, d: float, *, first_payment: bool) -> float:
    """The teaching formula: margin m a period, constant retention r, discount d; with or without today's payment."""
    if not (0 <= r <= 1 and 1 + d - r > 0):
        raise InvalidParameter("the retention rate", r, "between 0 and 1, and less than 1 + discount rate")
    return m * (1 + d if first_payment else r) / (1 + d - r)


def acquisition_against_retention(
    *,
    acquisition_spend: float,
    new_customers: int,
    retention_spend: float,
    retained_customers: int,
    monthly_margin: float,
) -> AcquisitionAgainstRetention:
    """The own figures of one period; `monthly_margin` is per customer, pay-back is cost per new customer over it."""
    cost_per_new = _ratio(acquisition_spend, new_customers)
    cost_per_retained = _ratio(retention_spend, retained_customers)
    return AcquisitionAgainstRetention(
        cost_per_new=cost_per_new,
        cost_per_retained=cost_per_retained,
        ratio=_ratio(cost_per_new, cost_per_retained),
        payback_months=_ratio(cost_per_new, monthly_margin) if monthly_margin > 0 else float("nan"),
    )


def fitted(model: ModelName, groups: CustomerGroups) -> PurchaseFit:
    if model == "bgnbd":
        return bgnbd.fit_groups(groups)
    if model == "mbgnbd":
        return mbgnbd.fit_groups(groups)
    return pareto_nbd.fit_groups(groups)


def _refitted(model: FittedModel, T: Floats, random: np.random.Generator) -> FittedModel:
    x, t_x = model.simulate(T, random)
    if isinstance(model, BgNbd):
        return bgnbd.refit(model, x, t_x, T)
    if isinstance(model, MbgNbd):
        return mbgnbd.refit(model, x, t_x, T)
    return pareto_nbd.refit(model, x, t_x, T)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _require_positive(name: str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise InvalidParameter(name, value, "greater than 0")
