"""Silhouette widths (Rousseeuw 1987): s = (b - a) / max(a, b); 0 for a cluster of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters.errors import ColumnsDiffer, FigureOutOfRange, SilhouetteRefused
from idic.methods.clusters.order import canonical_order, matrix

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Reading = Literal["strong", "reasonable", "weak", "none"]

SAMPLE = 5000
SEED = 20_260_101
BLOCK = 512


@dataclass(frozen=True, slots=True)
class Silhouette:
    """`widths` in input order, NaN for rows outside the sample; `rows`: how many were compared."""

    widths: Floats
    mean: float
    reading: Reading
    rows: int


def of_distances(distances: ArrayLike, labels: ArrayLike) -> Silhouette:
    """From a full square table of dissimilarities."""
    table = matrix(distances)
    found = _labels(labels, table.shape[0])
    if table.shape[0] != table.shape[1] or not np.allclose(table, table.T) or bool(table.diagonal().any()):
        raise ColumnsDiffer("Dissimilarities must form a symmetric square table with zeros on the diagonal.")
    return _silhouette(iter([table]), found, np.arange(len(found)), len(found))


def of_rows(rows: ArrayLike, labels: ArrayLike, *, sample: int = SAMPLE, seed: int = SEED) -> Silhouette:
    """Euclidean. Above `sample` rows, a fixed-seed sample that does not depend on the order of the rows."""
    table = matrix(rows)
    found = _labels(labels, table.shape[0])
    chosen = _sample(canonical_order(np.column_stack([table, found])), found, sample, seed)
    return _silhouette(_euclid(table[chosen]), found[chosen], chosen, len(found))


def of_mixed(
    numeric: ArrayLike, categories: ArrayLike, labels: ArrayLike, *, sample: int = SAMPLE, seed: int = SEED
) -> Silhouette:
    """Gower (1971): mean over the columns of |difference| / range, or 0/1 for categories. Categories as codes."""
    table = matrix(numeric)
    codes = np.asarray(categories, dtype=np.int64)
    codes = codes.reshape(-1, 1) if codes.ndim == 1 else codes
    found = _labels(labels, table.shape[0])
    if codes.shape[0] != table.shape[0]:
        raise ColumnsDiffer("Numbers and categories must have the same number of rows.")
    span = np.ptp(table, axis=0)
    scaled = table / np.where(span > 0, span, 1.0)
    chosen = _sample(canonical_order(np.column_stack([table, found]), codes), found, sample, seed)
    return _silhouette(_gower(scaled[chosen], codes[chosen]), found[chosen], chosen, len(found))


def reading(mean: float) -> Reading:
    """Kaufman & Rousseeuw (1990); "none" means: do not use these clusters."""
    if mean > 0.70:
        return "strong"
    if mean > 0.50:
        return "reasonable"
    return "weak" if mean > 0.25 else "none"


def _labels(labels: ArrayLike, rows: int) -> Ints:
    given = np.asarray(labels)
    if given.shape != (rows,):
        raise ColumnsDiffer("There must be one label per row.")
    _, found = np.unique(given, return_inverse=True)
    k = int(found.max()) + 1
    if k < 2 or k >= rows:
        raise SilhouetteRefused(k, rows)
    return found.astype(np.int64)


def _sample(order: NDArray[np.intp], labels: Ints, sample: int, seed: int) -> NDArray[np.intp]:
    """A cluster too small to be drawn is represented by its first row."""
    if sample < 3:
        raise FigureOutOfRange("A silhouette sample needs at least 3 rows.")
    if order.size <= sample:
        return order
    drawn = np.sort(np.random.default_rng(seed).choice(order.size, sample, replace=False))
    _, first = np.unique(labels[order], return_index=True)
    absent = ~np.isin(labels[order[first]], labels[order[drawn]])
    chosen: NDArray[np.intp] = order[np.concatenate([drawn, first[absent]])]
    return chosen


def _silhouette(blocks: Iterator[Floats], labels: Ints, positions: NDArray[np.intp], rows: int) -> Silhouette:
    _, labels = np.unique(labels, return_inverse=True)
    size = np.bincount(labels)
    if size.size < 2 or size.size >= labels.size:
        raise SilhouetteRefused(size.size, labels.size)
    one_hot = np.zeros((labels.size, size.size))
    one_hot[np.arange(labels.size), labels] = 1.0
    totals = np.vstack([block @ one_hot for block in blocks])
    every = np.arange(labels.size)
    own = size[labels]
    a = totals[every, labels] / np.maximum(own - 1, 1)
    means = totals / size
    means[every, labels] = np.inf
    b = means.min(axis=1)
    larger = np.maximum(a, b)
    inside = np.where((own > 1) & (larger > 0), (b - a) / np.where(larger > 0, larger, 1.0), 0.0)
    widths = np.full(rows, np.nan)
    widths[positions] = inside
    mean = float(inside.mean())
    return Silhouette(widths, mean, reading(mean), labels.size)


def _euclid(rows: Floats) -> Iterator[Floats]:
    for low in range(0, rows.shape[0], BLOCK):
        squared = np.zeros((min(BLOCK, rows.shape[0] - low), rows.shape[0]))
        for column in range(rows.shape[1]):
            squared += (rows[low : low + BLOCK, column, None] - rows[None, :, column]) ** 2
        yield np.sqrt(squared)


def _gower(scaled: Floats, codes: Ints) -> Iterator[Floats]:
    columns = scaled.shape[1] + codes.shape[1]
    for low in range(0, scaled.shape[0], BLOCK):
        total = np.zeros((min(BLOCK, scaled.shape[0] - low), scaled.shape[0]))
        for column in range(scaled.shape[1]):
            total += np.abs(scaled[low : low + BLOCK, column, None] - scaled[None, :, column])
        for column in range(codes.shape[1]):
            total += codes[low : low + BLOCK, column, None] != codes[None, :, column]
        yield total / columns
