"""k-means: least sum of squared Euclidean distances to the centre (Lloyd's steps from k-means++ starts)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters import silhouette
from idic.methods.clusters.errors import ColumnsDiffer, FigureOutOfRange, TooManyClusters
from idic.methods.clusters.order import by_descending_size, canonical_order, distinct_rows, fill_empty, matrix

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STARTS = 20
STEPS = 300
SEED = 20_260_101
OUTLIER_PERCENTILE = 99.0
CHUNK = 65_536
ROUNDING = 1e-12
# Above this many rows every start stops when its centres hardly move, and only the best are carried to the end.
FINISH_ALL_ROWS = 10_000
FINISHED_STARTS = 2
SCREENING = 1e-3


@dataclass(frozen=True, slots=True)
class KMeans:
    """`labels`: 0 is the largest cluster. `inertia`: the sum that was minimised. `outlier_distance`: the 99th
    percentile of the training rows' distances to their centre.
    """

    centres: Floats
    labels: Ints
    inertia: float
    outlier_distance: float
    seed: int
    starts: int


@dataclass(frozen=True, slots=True)
class Scored:
    labels: Ints
    distances: Floats
    is_outlier: NDArray[np.bool_]


def fit(rows: ArrayLike, k: int, *, starts: int = STARTS, seed: int = SEED) -> KMeans:
    """The best of `starts` runs; the same rows in any order give the same labels. Of different partitions that cost
    the same, the one with the larger mean silhouette stands.
    """
    table = matrix(rows)
    if k < 1 or starts < 1:
        raise FigureOutOfRange("The number of clusters and the number of starts must be at least 1.")
    order = canonical_order(table)
    ordered = table[order]
    distinct = distinct_rows(ordered)
    if k > distinct:
        raise TooManyClusters(k, distinct)
    rng = np.random.default_rng(seed)
    shift = ordered.mean(axis=0)
    centred = ordered - shift
    tolerance = SCREENING * float(centred.var(axis=0).mean()) if len(centred) > FINISH_ALL_ROWS else 0.0
    runs = [_descend(centred, _plus_plus(centred, k, rng), tolerance) for _ in range(starts)]
    if tolerance:
        runs = sorted(runs, key=lambda run: _inertia(centred, *run))[:FINISHED_STARTS]
        runs = [_descend(centred, centres, 0.0) for _, centres in runs]
    best = np.inf
    equal: list[tuple[Ints, Floats]] = []
    for labels, centres in runs:
        inertia = _inertia(centred, labels, centres)
        # Starts that end in the same partition differ by rounding only.
        if inertia < best * (1 - ROUNDING):
            best, equal = inertia, [(labels, centres)]
        elif inertia <= best * (1 + ROUNDING) and not any(_same_partition(labels, other, k) for other, _ in equal):
            equal.append((labels, centres))
    best_labels, best_centres = _clearest(equal, centred)
    rank = by_descending_size(best_labels, best_centres)
    labels = np.empty(table.shape[0], dtype=np.int64)
    labels[order] = np.argsort(rank)[best_labels]
    centres = best_centres[rank] + shift
    distances = np.sqrt(((table - centres[labels]) ** 2).sum(axis=1))
    return KMeans(centres, labels, best, float(np.percentile(distances, OUTLIER_PERCENTILE)), seed, starts)


def assign(model: KMeans, rows: ArrayLike) -> Scored:
    """New rows to their nearest centre (equal distance: the larger cluster)."""
    table = matrix(rows)
    if table.shape[1] != model.centres.shape[1]:
        raise ColumnsDiffer(f"The model was fitted on {model.centres.shape[1]} columns, not {table.shape[1]}.")
    shift = model.centres.mean(axis=0)
    labels = nearest(table - shift, model.centres - shift)
    distances = np.sqrt(((table - model.centres[labels]) ** 2).sum(axis=1))
    return Scored(labels, distances, distances > model.outlier_distance)


def nearest(rows: Floats, centres: Floats) -> Ints:
    labels = np.empty(rows.shape[0], dtype=np.int64)
    weight = (centres**2).sum(axis=1)[:, None]
    for low in range(0, rows.shape[0], CHUNK):
        cost = weight - 2 * (centres @ rows[low : low + CHUNK].T)
        labels[low : low + CHUNK] = cost.argmin(axis=0)
    return labels


def _inertia(rows: Floats, labels: Ints, centres: Floats) -> float:
    return float(((rows - centres[labels]) ** 2).sum())


def _same_partition(first: Ints, second: Ints, k: int) -> bool:
    return np.unique(first * k + second).size == k


def _clearest(equal: list[tuple[Ints, Floats]], rows: Floats) -> tuple[Ints, Floats]:
    if len(equal) == 1:
        return equal[0]
    widths = [round(silhouette.of_rows(rows, labels).mean, 12) for labels, _ in equal]
    return equal[widths.index(max(widths))]


def _plus_plus(rows: Floats, k: int, rng: np.random.Generator) -> Floats:
    """Each next centre drawn with probability proportional to the squared distance from the nearest one."""
    centres = np.empty((k, rows.shape[1]))
    centres[0] = rows[rng.integers(rows.shape[0])]
    squared = ((rows - centres[0]) ** 2).sum(axis=1)
    for position in range(1, k):
        total = np.cumsum(squared)
        chosen = int(np.searchsorted(total, rng.random() * total[-1], side="right"))
        centres[position] = rows[min(chosen, rows.shape[0] - 1)]
        squared = np.minimum(squared, ((rows - centres[position]) ** 2).sum(axis=1))
    return centres


def _descend(rows: Floats, centres: Floats, tolerance: float = 0.0) -> tuple[Ints, Floats]:
    """Until no row changes its cluster, or until the centres move by no more than `tolerance` (squared)."""
    k = centres.shape[0]
    labels = np.full(rows.shape[0], -1, dtype=np.int64)
    for _ in range(STEPS):
        found = nearest(rows, centres)
        if not np.bincount(found, minlength=k).all():
            found = fill_empty(found, ((rows - centres[found]) ** 2).sum(axis=1), k)
        if np.array_equal(found, labels):
            break
        labels = found
        size = np.bincount(labels, minlength=k)
        sums = [np.bincount(labels, weights=rows[:, column], minlength=k) for column in range(rows.shape[1])]
        moved = np.stack(sums, axis=1) / size[:, None]
        shift = float(((moved - centres) ** 2).sum())
        centres = moved
        if shift < tolerance:
            break
    return labels, centres
