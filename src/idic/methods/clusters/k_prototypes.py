"""k-prototypes (Huang 1998): numbers and categories together; cost = squared Euclid + gamma x mismatches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters.errors import ColumnsDiffer, FigureOutOfRange, TooManyClusters
from idic.methods.clusters.order import by_descending_size, canonical_order, distinct_rows, fill_empty, matrix

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STARTS = 30
STEPS = 100
SEED = 20_260_101
OUTLIER_PERCENTILE = 99.0


@dataclass(frozen=True, slots=True)
class KPrototypes:
    """`modes`: per cluster and categorical column the index into its `levels`. `labels`: 0 is the largest."""

    means: Floats
    modes: Ints
    levels: tuple[tuple[str, ...], ...]
    labels: Ints
    cost: float
    gamma: float
    outlier_distance: float
    seed: int
    starts: int


@dataclass(frozen=True, slots=True)
class Scored:
    """`distances`: square root of the mixed cost to the nearest prototype."""

    labels: Ints
    distances: Floats
    is_outlier: NDArray[np.bool_]


def default_gamma(numeric: ArrayLike) -> float:
    """Half the mean standard deviation of the numeric columns (0.5 after z-scoring)."""
    return 0.5 * float(matrix(numeric).std(axis=0).mean())


def fit(
    numeric: ArrayLike,
    categories: ArrayLike,
    k: int,
    *,
    gamma: float | None = None,
    starts: int = STARTS,
    seed: int = SEED,
) -> KPrototypes:
    table = matrix(numeric)
    levels, codes = encode(categories)
    if codes.shape[0] != table.shape[0]:
        raise ColumnsDiffer("Numbers and categories must have the same number of rows.")
    weight = default_gamma(table) if gamma is None else gamma
    if k < 1 or starts < 1 or not weight >= 0:
        raise FigureOutOfRange("Clusters and starts must be at least 1 and gamma must not be negative.")
    order = canonical_order(table, codes)
    shift = table[order].mean(axis=0)
    x, c = table[order] - shift, codes[order]
    distinct = distinct_rows(np.hstack([x, c.astype(np.float64)]))
    if k > distinct:
        raise TooManyClusters(k, distinct)
    rng = np.random.default_rng(seed)
    best_labels, best_means, best_modes = np.empty(0, dtype=np.int64), np.empty((0, 0)), np.empty((0, 0), np.int64)
    best = np.inf
    for _ in range(starts):
        labels, means, modes = _descend(x, c, _plus_plus(x, c, k, weight, rng), weight, [len(some) for some in levels])
        cost = float(_own_cost(x, c, means[labels], modes[labels], weight).sum())
        if cost < best * (1 - 1e-12):
            best_labels, best_means, best_modes, best = labels, means, modes, cost
    rank = by_descending_size(best_labels, np.hstack([best_means, best_modes.astype(np.float64)]))
    labels = np.empty(table.shape[0], dtype=np.int64)
    labels[order] = np.argsort(rank)[best_labels]
    means, modes = best_means[rank] + shift, best_modes[rank]
    distances = np.sqrt(_own_cost(table, codes, means[labels], modes[labels], weight))
    limit = float(np.percentile(distances, OUTLIER_PERCENTILE))
    return KPrototypes(means, modes, levels, labels, best, weight, limit, seed, starts)


def assign(model: KPrototypes, numeric: ArrayLike, categories: ArrayLike) -> Scored:
    """New rows to their nearest prototype; a level never seen in training is a mismatch everywhere."""
    table = matrix(numeric)
    raw = _columns(categories)
    if table.shape[1] != model.means.shape[1] or raw.shape[1] != model.modes.shape[1] or len(raw) != len(table):
        raise ColumnsDiffer("The rows must have the columns of the model.")
    codes = np.full(raw.shape, -1, dtype=np.int64)
    for column, levels in enumerate(model.levels):
        for code, level in enumerate(levels):
            codes[raw[:, column] == level, column] = code
    cost = _costs(table, codes, model.means, model.modes, model.gamma)
    labels = cost.argmin(axis=1).astype(np.int64)
    distances = np.sqrt(cost[np.arange(len(labels)), labels])
    return Scored(labels, distances, distances > model.outlier_distance)


def encode(categories: ArrayLike) -> tuple[tuple[tuple[str, ...], ...], Ints]:
    """Levels per column in ascending order, and their numbers."""
    raw = _columns(categories)
    found = [np.unique(raw[:, column], return_inverse=True) for column in range(raw.shape[1])]
    codes = np.stack([np.asarray(index, dtype=np.int64).ravel() for _, index in found], axis=1)
    return tuple(tuple(str(level) for level in levels) for levels, _ in found), codes


def _columns(categories: ArrayLike) -> NDArray[np.str_]:
    raw = np.asarray(categories)
    raw = raw.reshape(-1, 1) if raw.ndim == 1 else raw
    if raw.ndim != 2 or not raw.size:
        raise ColumnsDiffer("Pass the categories as one column or as a table.")
    return raw.astype(np.str_)


def _costs(x: Floats, c: Ints, means: Floats, modes: Ints, gamma: float) -> Floats:
    cost = np.empty((x.shape[0], means.shape[0]))
    for cluster in range(means.shape[0]):
        cost[:, cluster] = _own_cost(x, c, means[cluster], modes[cluster], gamma)
    return cost


def _own_cost(x: Floats, c: Ints, means: Floats, modes: Ints, gamma: float) -> Floats:
    cost: Floats = ((x - means) ** 2).sum(axis=1) + gamma * (c != modes).sum(axis=1)
    return cost


def _plus_plus(x: Floats, c: Ints, k: int, gamma: float, rng: np.random.Generator) -> list[int]:
    chosen = [int(rng.integers(x.shape[0]))]
    nearest = _own_cost(x, c, x[chosen[0]], c[chosen[0]], gamma)
    for _ in range(1, k):
        total = np.cumsum(nearest)
        row = min(int(np.searchsorted(total, rng.random() * total[-1], side="right")), x.shape[0] - 1)
        chosen.append(row)
        nearest = np.minimum(nearest, _own_cost(x, c, x[row], c[row], gamma))
    return chosen


def _descend(x: Floats, c: Ints, chosen: list[int], gamma: float, level_counts: list[int]) -> tuple[Ints, Floats, Ints]:
    k = len(chosen)
    means, modes = x[chosen], c[chosen]
    labels = np.full(x.shape[0], -1, dtype=np.int64)
    for _ in range(STEPS):
        cost = _costs(x, c, means, modes, gamma)
        found = cost.argmin(axis=1).astype(np.int64)
        found = fill_empty(found, cost[np.arange(len(found)), found], k)
        if np.array_equal(found, labels):
            break
        labels = found
        size = np.bincount(labels, minlength=k)
        means = np.stack(
            [np.bincount(labels, weights=x[:, column], minlength=k) / size for column in range(x.shape[1])], axis=1
        )
        modes = np.stack(
            [_modes(labels, c[:, column], k, levels) for column, levels in enumerate(level_counts)], axis=1
        )
    return labels, means, modes


def _modes(labels: Ints, codes: Ints, k: int, levels: int) -> Ints:
    """The most frequent level of each cluster; a tie goes to the smallest code."""
    counts = np.bincount(labels * levels + codes, minlength=k * levels).reshape(k, levels)
    modes: Ints = counts.argmax(axis=1).astype(np.int64)
    return modes
