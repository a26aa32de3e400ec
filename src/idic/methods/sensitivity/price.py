"""How buying answers to the price, and which price earns most: from the model and from the asked prices themselves."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, lambertw

from idic.methods.sensitivity.drivers import Drivers, drivers
from idic.methods.sensitivity.errors import ColumnsUnequal, PriceImpossible

Floats = NDArray[np.float64]

DEMAND_DOES_NOT_FALL = "demand_does_not_fall"
OUTSIDE_ASKED_PRICES = "outside_asked_prices"


@dataclass(frozen=True, slots=True)
class Optimum:
    """`price` maximises `index` = (price - cost) x share that buys, per person asked. None with a `reason`."""

    price: float | None
    index: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PriceResponse:
    """`price`, `share`: as asked, ascending. `drivers` holds the logistic model of the share."""

    price: Floats
    share: Floats
    drivers: Drivers

    @property
    def slope(self) -> float:
        return float(self.drivers.coefficients[0])

    def expected_share(self, price: ArrayLike) -> Floats:
        result: Floats = expit(self.drivers.intercept + self.slope * np.asarray(price, dtype=np.float64))
        return result

    def elasticity(self, price: ArrayLike) -> Floats:
        """Percent change of the share per percent of price: slope x price x (1 - share)."""
        at = np.asarray(price, dtype=np.float64)
        result: Floats = self.slope * at * (1 - self.expected_share(at))
        return result

    def best_asked(self, unit_cost: float = 0.0) -> Optimum:
        """The best of the prices that were asked, by the shares that were counted. Cost 0 = most revenue."""
        index = (self.price - unit_cost) * self.share
        best = int(index.argmax())
        return Optimum(float(self.price[best]), float(index[best]))

    def best_modelled(self, unit_cost: float = 0.0) -> Optimum:
        """The best price of the model: cost + (1 + W(e^(intercept + slope cost - 1))) / |slope|, W Lambert's function.

        Beyond the prices asked it is an extrapolation and carries the reason `outside_asked_prices`.
        """
        if self.slope >= 0:
            return Optimum(None, None, DEMAND_DOES_NOT_FALL)
        height = self.drivers.intercept + self.slope * unit_cost - 1
        price = unit_cost + (1 + _lambert_of_exp(height)) / -self.slope
        index = (price - unit_cost) * float(self.expected_share(price))
        inside = self.price[0] <= price <= self.price[-1]
        return Optimum(price, index, None if inside else OUTSIDE_ASKED_PRICES)


def price_response(price: ArrayLike, buyers: ArrayLike, asked: ArrayLike | None = None) -> PriceResponse:
    """`buyers` of `asked` at each price (or 0 / 1 per person); rows of the same price are added up."""
    at, bought = np.asarray(price, dtype=np.float64), np.asarray(buyers, dtype=np.float64)
    n = np.ones_like(bought) if asked is None else np.asarray(asked, dtype=np.float64)
    if at.ndim != 1 or not at.shape == bought.shape == n.shape:
        raise ColumnsUnequal("Price, buyers and asked must be columns of the same length.")
    if not np.isfinite(at).all() or (at < 0).any():
        raise PriceImpossible("A price must be a number and not negative.")
    distinct, code = np.unique(at, return_inverse=True)
    if distinct.size < 2:
        raise PriceImpossible("At least two prices are needed to see an effect of the price.")
    total = np.bincount(code, weights=n)
    of_these = np.bincount(code, weights=bought)
    return PriceResponse(distinct, of_these / total, drivers({"price": distinct}, of_these, total))


def _lambert_of_exp(height: float) -> float:
    """W(e^height), also where e^height overflows."""
    if height < 500:
        return float(lambertw(exp(height)).real)
    value = height - np.log(height)
    for _ in range(50):
        value -= (value + np.log(value) - height) / (1 + 1 / value)
    return float(value)
