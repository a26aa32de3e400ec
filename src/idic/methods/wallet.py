"""Share of wallet: what part of a customer's spending in the category comes to us."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


class WalletError(ValueError):
    """The spending cannot be compared; the message says what to change."""


def share_of_wallet(ours: ArrayLike, elsewhere: ArrayLike) -> NDArray[np.float64]:
    """ours / (ours + elsewhere), one per customer: stated or panel spending elsewhere, same period and currency.

    NaN where spending elsewhere is unknown or nothing is spent at all; net returns (below 0) count as 0 of ours.
    """
    own, other = np.asarray(ours, dtype=np.float64), np.asarray(elsewhere, dtype=np.float64)
    if own.shape != other.shape:
        raise WalletError("Spending with us and elsewhere must be two columns of the same length.")
    if (other < 0).any() or np.isinf(own).any() or np.isinf(other).any():
        raise WalletError("Spending elsewhere must be 0 or more.")
    own = np.maximum(own, 0.0)
    whole = own + other
    shares: NDArray[np.float64] = np.divide(own, whole, out=np.full(own.shape, np.nan), where=whole > 0)
    return shares


def share_of_all(ours: ArrayLike, elsewhere: ArrayLike) -> float:
    """Of the customers whose spending elsewhere is known together, weighted by money; NaN where there is none."""
    own, other = np.asarray(ours, dtype=np.float64), np.asarray(elsewhere, dtype=np.float64)
    shares = share_of_wallet(own, other)
    known = ~np.isnan(shares)
    whole = float(np.maximum(own[known], 0.0).sum() + other[known].sum())
    return float(np.maximum(own[known], 0.0).sum()) / whole if whole > 0 else float("nan")


def own_rank(ours: float, others: Sequence[float]) -> float:
    """Our place among the sellers of one customer by their shares, 1 the largest; equal ones share the mean place."""
    return 1.0 + sum(share > ours for share in others) + sum(share == ours for share in others) / 2.0


def allocation_rule(rank: ArrayLike, sellers: ArrayLike) -> NDArray[np.float64]:
    """The share that a seller of this rank has on average: (1 - rank / (n + 1)) x 2 / n with n sellers in use, us included.

    `rank` 1 is the first choice; equal sellers share the mean of their ranks, so that the shares of a customer add to 1.
    Source: Keiningham, Aksoy, Williams and Buoye, The Wallet Allocation Rule (2015).
    """
    place, used = np.asarray(rank, dtype=np.float64), np.asarray(sellers, dtype=np.float64)
    if place.shape != used.shape:
        raise WalletError("Ranks and numbers of sellers must be two columns of the same length.")
    if (used < 1).any() or (place < 1).any() or (place > used).any():
        raise WalletError("A rank must lie between 1 and the number of sellers.")
    shares: NDArray[np.float64] = (1.0 - place / (used + 1.0)) * 2.0 / used
    return shares
