"""Where to cut the list: at a probability, or where the campaign earns most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.classification_metrics.errors import ColumnsUnequal, FigureOutOfRange
from idic.methods.classification_metrics.pairs import Floats, Ints, pairs, steps


@dataclass(frozen=True, slots=True)
class Confusion:
    """Called a leaver is who has at least the cut. A share without a denominator is None."""

    cut: float
    true_negative: int
    false_positive: int
    false_negative: int
    true_positive: int

    @property
    def precision(self) -> float | None:
        called = self.true_positive + self.false_positive
        return self.true_positive / called if called else None

    @property
    def recall(self) -> float | None:
        left = self.true_positive + self.false_negative
        return self.true_positive / left if left else None


@dataclass(frozen=True, slots=True)
class ProfitCut:
    """Contact who has at least `cut`: `contacts` customers, earning `profit`. Nobody (cut None) when no list earns.

    `curve_*`: the lists compared, the shortest first.
    """

    contacts: int
    share: float
    cut: float | None
    profit: float
    curve_contacts: Ints
    curve_cut: Floats
    curve_profit: Floats


def confusion(outcome: ArrayLike, probability: ArrayLike, cut: float = 0.5) -> Confusion:
    given = pairs(outcome, probability)
    called = given.probability >= cut
    left = given.outcome == 1
    return Confusion(
        cut, int((~called & ~left).sum()), int((called & ~left).sum()), int((~called & left).sum()),
        int((called & left).sum()),
    )  # fmt: skip


def profit_cut(
    outcome: ArrayLike,
    probability: ArrayLike,
    *,
    save_rate: float,
    value: ArrayLike,
    contact_cost: float,
    sizes: Sequence[int] | None = None,
) -> ProfitCut:
    """The list that earns most: sum over its leavers of save rate x value, less the cost of each contact.

    `value`: of a kept customer, one for all or one per row. `sizes`: the lists that can be made (300 calls a week, say);
    without them every list that does not end inside a tie. Of two equally good lists the shorter one.
    """
    given = pairs(outcome, probability)
    worth = np.asarray(value, dtype=np.float64)
    if worth.ndim and worth.shape != given.outcome.shape:
        raise ColumnsUnequal
    if not 0 <= save_rate <= 1 or not contact_cost >= 0 or not np.isfinite(worth).all():
        raise FigureOutOfRange("The save rate lies between 0 and 1, costs are not negative, values are numbers.")
    found = steps(given)
    _, code = np.unique(given.probability, return_inverse=True)
    saved = np.cumsum(np.bincount(code, weights=given.outcome * worth)[::-1]) * save_rate
    contacts, cut = found.rows, found.probability
    if sizes is not None:
        contacts = np.unique(np.asarray(sizes, dtype=np.int64))
        if not contacts.size or contacts[0] < 1 or contacts[-1] > given.size:
            raise FigureOutOfRange("A list holds at least one customer and at most all of them.")
        cut = found.probability[np.searchsorted(found.rows, contacts)]
        saved = np.interp(contacts, np.r_[0, found.rows], np.r_[0.0, saved])
    profit = saved - contact_cost * contacts
    best = int(profit.argmax())
    if profit[best] <= 0:
        return ProfitCut(0, 0.0, None, 0.0, contacts, cut, profit)
    size = int(contacts[best])
    return ProfitCut(size, size / given.size, float(cut[best]), float(profit[best]), contacts, cut, profit)
