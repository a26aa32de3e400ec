"""Gabor-Granger: at which price do how many buy, and which price brings most.

Source: Gabor & Granger, "Price as an indicator of quality" (Economica 33, 1966). The share may not rise with the
price, so neighbours that do are pooled (pool adjacent violators, weighted by those asked).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from idic.methods.prices.errors import PricesUnusable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PricePoint:
    """`index`: what one person asked brings at the price, on average."""

    price: float
    index: float


@dataclass(frozen=True, slots=True)
class GaborGranger:
    """One entry per price, ascending. `share`: raw; `monotone`: after pooling; `pooled`: whether that changed it.
    `revenue`, `profit`: price, or price less cost, times the monotone share; `profit` is None without a cost.
    `best_*`: the price of the highest index, the lowest of several; None where nobody buys at any price, or where no
    price earns anything."""

    price: Floats
    asked: Floats
    willing: Floats
    share: Floats
    monotone: Floats
    pooled: bool
    revenue: Floats
    profit: Floats | None
    best_revenue: PricePoint | None
    best_profit: PricePoint | None


def gabor_granger(price: ArrayLike, willing: ArrayLike, *, cost: float | None = None) -> GaborGranger:
    """One entry per answer: the price shown, and 1 for "would buy", 0 for not; NaN (no answer) is left out."""
    prices, answers = np.asarray(price, dtype=np.float64), np.asarray(willing, dtype=np.float64)
    if prices.ndim != 1 or prices.shape != answers.shape:
        raise PricesUnusable("Prices and answers must be two columns of the same length.")
    known = ~np.isnan(prices) & ~np.isnan(answers)
    prices, answers = prices[known], answers[known]
    if ((answers != 0) & (answers != 1)).any():
        raise PricesUnusable("An answer is 1 (would buy) or 0 (would not).")
    distinct, place = np.unique(prices, return_inverse=True)
    asked = np.bincount(place, minlength=distinct.size)
    bought = np.bincount(place, weights=answers, minlength=distinct.size)
    return from_table(distinct, asked, bought, cost=cost)


def from_table(price: ArrayLike, asked: ArrayLike, willing: ArrayLike, *, cost: float | None = None) -> GaborGranger:
    """One entry per price: how many were asked, how many would buy."""
    prices, n, k = (np.asarray(column, dtype=np.float64) for column in (price, asked, willing))
    if prices.ndim != 1 or not prices.shape == n.shape == k.shape:
        raise PricesUnusable("Prices, those asked and those willing must be three columns of the same length.")
    if not (np.isfinite(prices).all() and np.isfinite(n).all() and np.isfinite(k).all()):
        raise PricesUnusable("Every price needs known numbers.")
    if (prices < 0).any() or (cost is not None and not cost >= 0):
        raise PricesUnusable("A price or a cost must be a number from 0.")
    if np.unique(prices).size != prices.size:
        raise PricesUnusable("Each price stands in one row only.")
    if (n <= 0).any() or (k < 0).any() or (k > n).any():
        raise PricesUnusable("Somebody must be asked at each price, and no more can be willing than were asked.")
    order = np.argsort(prices)
    prices, n, k = prices[order], n[order], k[order]
    share = k / n
    monotone = share
    if prices.size:
        monotone = np.asarray(isotonic_regression(share, weights=n, increasing=False).x, dtype=np.float64)
        # rounding of the pooling must not make a price look pooled
        monotone = np.where(np.isclose(monotone, share, rtol=0, atol=1e-12), share, monotone)
    revenue = prices * monotone
    profit = None if cost is None else (prices - cost) * monotone
    return GaborGranger(
        price=prices, asked=n, willing=k, share=share, monotone=monotone, pooled=bool((monotone != share).any()),
        revenue=revenue, profit=profit, best_revenue=_best(prices, revenue),
        best_profit=None if profit is None else _best(prices, profit),
    )  # fmt: skip


def _best(price: Floats, index: Floats) -> PricePoint | None:
    if not index.size or index.max() <= 0:
        return None
    highest = int(np.argmax(np.round(index, 9)))
    return PricePoint(float(price[highest]), float(index[highest]))
