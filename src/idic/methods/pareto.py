"""Pareto: the few categories that make up most of the complaints, by number or by cost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import ArrayLike, NDArray

NOTHING = "nothing_to_share_out"


class ParetoError(ValueError):
    """The categories cannot be put in order; the message says what to change."""


class UnequalColumns(ParetoError):
    pass


class WeightUnusable(ParetoError):
    pass


@dataclass(frozen=True, slots=True)
class Pareto:
    """Categories by falling amount, equal ones by name. `share` and `cumulative` are of the whole, 0 to 1.
    `vital`: how many categories from the top reach the line. `ties`: further ones as large as the last of these.
    Shares are NaN, with the reason, where the whole is 0.
    """

    category: tuple[str, ...]
    amount: NDArray[np.float64]
    share: NDArray[np.float64]
    cumulative: NDArray[np.float64]
    vital: int
    ties: int
    reason: str


def pareto(category: ArrayLike, amount: ArrayLike | None = None, *, line: float = 0.8) -> Pareto:
    """One entry per complaint (or per category); `amount`: its cost or number, each 1 where it is not given."""
    names = [str(one) for one in np.asarray(category, dtype=object).tolist()]
    amounts = np.ones(len(names)) if amount is None else np.asarray(amount, dtype=np.float64)
    if amounts.shape != (len(names),):
        raise UnequalColumns("Every category needs its amount.")
    if not np.isfinite(amounts).all() or (amounts < 0).any():
        raise WeightUnusable("Amounts must be known and not negative.")
    if not 0 < line <= 1:
        raise ParetoError("The line lies above 0 and at most at 1, for example 0.8.")
    parts: dict[str, list[float]] = defaultdict(list)
    for name, one in zip(names, amounts.tolist(), strict=True):
        parts[name].append(one)
    # fsum: the order of the rows must not move a category across the line.
    ordered = sorted(((fsum(some), name) for name, some in parts.items()), key=lambda pair: (-pair[0], pair[1]))
    sums = np.array([one for one, _ in ordered], dtype=np.float64)
    running = np.cumsum(sums)
    whole = float(running[-1]) if running.size else 0.0
    if whole <= 0:
        nan = np.full(sums.size, np.nan)
        return Pareto(tuple(name for _, name in ordered), sums, nan, nan.copy(), 0, 0, NOTHING)
    # 16 + 10 + 6 of 40 must reach 80 % whatever the last bit says.
    vital = int((running < line * whole * (1 - 1e-12)).sum()) + 1
    return Pareto(
        category=tuple(name for _, name in ordered),
        amount=sums,
        share=sums / whole,
        cumulative=running / whole,
        vital=vital,
        ties=int((sums[vital:] == sums[vital - 1]).sum()),
        reason="",
    )
