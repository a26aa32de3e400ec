"""A logit through the shares of a price test: elasticity, and the best price between and beyond those asked.

The best price of the table and of the model differ; both are shown, because the table knows only the prices that were
asked and the model only a smooth curve. Sources: McCullagh & Nelder, "Generalized Linear Models"; the profit-maximal
price solves 1 = -slope (price - cost) (1 - p(price)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, lambertw, xlogy

from idic.methods.prices.gabor_granger import GaborGranger

Floats = NDArray[np.float64]
_STEPS = 100
_SETTLED = 1e-12


@dataclass(frozen=True, slots=True)
class PriceResponse:
    """p(price) = 1 / (1 + exp(-(constant + slope price))). `odds_ratio` belongs to `step` of price; `elasticity` one per
    price. The best prices are None where demand does not fall with the price. `within`: the best price lies inside the
    prices asked (of revenue, of profit); outside it is a guess."""

    constant: float
    slope: float
    constant_se: float
    slope_se: float
    deviance: float
    fitted: Floats
    elasticity: Floats
    best_revenue_price: float | None
    best_profit_price: float | None
    revenue_within: bool
    profit_within: bool

    def odds_ratio(self, step: float) -> float:
        return float(np.exp(self.slope * step))


def price_response(table: GaborGranger, *, cost: float | None = None) -> PriceResponse | None:
    """None where no curve can be drawn: fewer than three prices, or all (or none) buy at every price of a side."""
    price, n, k = table.price, table.asked, table.willing
    if price.size < 3 or not 0 < k.sum() < n.sum():
        return None
    centre, scale = float(np.average(price, weights=n)), float(np.std(price)) or 1.0
    design = np.column_stack((np.ones(price.size), (price - centre) / scale))
    beta = np.zeros(2)
    information = np.eye(2)
    for _step in range(_STEPS):
        chance = expit(design @ beta)
        information = design.T @ (design * (n * chance * (1 - chance))[:, None])
        if not np.isfinite(information).all() or np.linalg.cond(information) > 1e12:
            return None
        move = np.linalg.solve(information, design.T @ (k - n * chance))
        beta = beta + move
        if np.abs(move).max() < _SETTLED:
            break
    else:
        return None
    back = np.array([[1.0, -centre / scale], [0.0, 1 / scale]])
    constant, slope = (float(value) for value in back @ beta)
    spread = np.sqrt(np.diag(back @ np.linalg.inv(information) @ back.T))
    fitted = expit(constant + slope * price)
    deviance = 2 * float((xlogy(k, k / (n * fitted)) + xlogy(n - k, (n - k) / (n * (1 - fitted)))).sum())
    low, high = float(price[0]), float(price[-1])
    revenue = _best(constant, slope, 0.0)
    profit = None if cost is None else _best(constant, slope, cost)
    return PriceResponse(
        constant=constant, slope=slope, constant_se=float(spread[0]), slope_se=float(spread[1]), deviance=deviance,
        fitted=fitted, elasticity=slope * price * (1 - fitted), best_revenue_price=revenue, best_profit_price=profit,
        revenue_within=revenue is not None and low <= revenue <= high,
        profit_within=profit is not None and low <= profit <= high,
    )  # fmt: skip


def _best(constant: float, slope: float, cost: float) -> float | None:
    """Where (price - cost) p(price) is highest, in closed form by Lambert's W."""
    if slope >= 0:
        return None
    exponent = constant + slope * cost - 1
    if exponent > 600:
        return None
    return float(cost - (1 + float(lambertw(np.exp(exponent)).real)) / slope)
