"""What a model does with one feature: partial dependence with individual lines, importance, and what-if.

`score` is any function from features to probabilities. Sources: Friedman, Annals of Statistics 29 (2001) 1189-1232;
Goldstein et al., JCGS 24 (2015) 44-65; permutation importance after Breiman (2001).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.classification.features import FeatureTable
from idic.methods.classification_metrics import auc
from idic.methods.sensitivity.errors import ColumnsUnequal, FigureOutOfRange

Floats = NDArray[np.float64]
Score = Callable[[FeatureTable], Floats]

SEED = 20_260_101
RANGE_PERCENT = (1.0, 99.0)
POINTS = 20
LINES = 30
MOST_ROWS = 2_000
MOST_LEVELS = 20
REPEATS = 20


@dataclass(frozen=True, slots=True)
class PartialDependence:
    """`values` (numbers within the observed 1 to 99 %, or levels by frequency); `mean` probability with everybody at that
    value; `lines`: single customers (rows) over the values; `share`: of the rows at each level, or None for a number.
    """

    name: str
    values: NDArray[np.float64] | NDArray[np.object_]
    mean: Floats
    lines: Floats
    share: Floats | None


@dataclass(frozen=True, slots=True)
class Importance:
    """How much the area under the ROC curve falls when a feature is shuffled; the most important first."""

    names: tuple[str, ...]
    mean: Floats
    sd: Floats
    auc: float


def observed_range(values: ArrayLike) -> tuple[float, float] | None:
    """The 1st and 99th percentile; None where nothing is known."""
    numbers = np.asarray(values, dtype=np.float64)
    known = numbers[~np.isnan(numbers)]
    if not known.size:
        return None
    low, high = np.percentile(known, RANGE_PERCENT)
    return float(low), float(high)


def partial_dependence(
    score: Score,
    features: FeatureTable,
    name: str,
    *,
    points: int = POINTS,
    lines: int = LINES,
    most_rows: int = MOST_ROWS,
    seed: int = SEED,
) -> PartialDependence:
    """Over at most `most_rows` rows, drawn under the seed."""
    values, share = _values(features, name, points)
    rows = _drawn(features.rows, most_rows, seed)
    sample = features.take(rows)
    found = np.stack([score(sample.replaced(name, value)) for value in values.tolist()], axis=1)
    return PartialDependence(name, values, found.mean(axis=0), found[: max(lines, 0)], share)


def permutation_importance(
    score: Score,
    features: FeatureTable,
    outcome: ArrayLike,
    *,
    names: tuple[str, ...] | None = None,
    repeats: int = REPEATS,
    most_rows: int = 10 * MOST_ROWS,
    seed: int = SEED,
) -> Importance | None:
    """On rows that the model has not seen. None with one class only."""
    y = np.asarray(outcome, dtype=np.float64)
    if y.shape != (features.rows,):
        raise ColumnsUnequal("The outcome needs one entry per row of the features.")
    if repeats < 1:
        raise FigureOutOfRange("At least one repeat is needed.")
    rows = _drawn(features.rows, most_rows, seed)
    sample, known = features.take(rows), y[rows]
    whole = auc(known, score(sample))
    if whole is None:
        return None
    asked = names or features.names
    drops = np.empty((len(asked), repeats))
    for place, name in enumerate(asked):
        rng = np.random.default_rng(seed)
        for repeat in range(repeats):
            shuffled = sample.replaced(name, rng.permutation(sample.column(name)))
            area = auc(known, score(shuffled))
            drops[place, repeat] = whole.value - area.value if area else np.nan
    mean, sd = drops.mean(axis=1), drops.std(axis=1, ddof=1) if repeats > 1 else np.zeros(len(asked))
    order = np.argsort(-mean, kind="stable")
    return Importance(tuple(asked[place] for place in order.tolist()), mean[order], sd[order], whole.value)


def _values(
    features: FeatureTable, name: str, points: int
) -> tuple[NDArray[np.float64] | NDArray[np.object_], Floats | None]:
    if name not in features.numbers:
        column = features.column(name).astype(object)
        levels, counts = np.unique(column[column != ""].astype(np.str_), return_counts=True)
        order = np.argsort(-counts, kind="stable")[:MOST_LEVELS]
        return levels[order].astype(object), counts[order] / max(features.rows, 1)
    numbers = features.numbers[name]
    bounds = observed_range(numbers)
    if bounds is None or points < 2:
        raise FigureOutOfRange(f"The feature {name!r} has no known value, or fewer than two points are asked for.")
    inside = np.unique(numbers[(numbers >= bounds[0]) & (numbers <= bounds[1])])
    return (inside if inside.size <= points else np.linspace(*bounds, points)), None


def _drawn(rows: int, most: int, seed: int) -> NDArray[np.intp]:
    if rows <= most:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).permutation(rows)[:most])
