"""Share of wallet: what part of a customer's spending in the category comes to us."""

from __future__ import annotations

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
