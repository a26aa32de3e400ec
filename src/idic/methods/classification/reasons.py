"""Why a row has its score: signed contributions on the logit scale, as data; words are the caller's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reasons:
    """One row per row scored. `features`, `contributions`: the strongest first, by size whatever the sign.

    `all` has a column for each of `names`. base + the sum of a row of `all` is the logit of its score, except with
    isotonic calibration, where it is the logit before calibration (`exact` False).
    """

    base: float
    features: NDArray[np.object_]
    contributions: Floats
    names: tuple[str, ...]
    all: Floats
    exact: bool


def strongest(base: float, names: tuple[str, ...], every: Floats, *, top: int, exact: bool) -> Reasons:
    order = np.argsort(-np.abs(every), axis=1, kind="stable")[:, :top]
    return Reasons(
        base,
        np.array(names, dtype=object)[order],
        np.take_along_axis(every, order, axis=1),
        names,
        every,
        exact,
    )
