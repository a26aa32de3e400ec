"""What keeps a result independent of the order of the rows: one canonical row order, one numbering of clusters."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters.errors import ColumnsDiffer, NotFinite

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def matrix(values: ArrayLike) -> Floats:
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise ColumnsDiffer("Pass a table of numbers with at least one row and one column.")
    if not np.isfinite(table).all():
        raise NotFinite("Every value must be a finite number: prepare the rows first.")
    return table + 0.0  # turns -0.0 into 0.0, so that equal rows sort together


def canonical_order(numeric: Floats, categories: Ints | None = None) -> NDArray[np.intp]:
    """Rows by their values; only equal rows can change places when the input is permuted."""
    keys = [numeric[:, column] for column in range(numeric.shape[1])]
    if categories is not None:
        keys += [categories[:, column].astype(np.float64) for column in range(categories.shape[1])]
    return np.lexsort(tuple(reversed(keys)))


def by_descending_size(labels: Ints, centres: Floats) -> Ints:
    """Old cluster numbers in their new order: largest first, then by centre."""
    size = np.bincount(labels, minlength=centres.shape[0])
    keys = [centres[:, column] for column in range(centres.shape[1])]
    return np.lexsort((*reversed(keys), -size)).astype(np.int64)


def distinct_rows(ordered: Floats) -> int:
    return 1 + int((np.diff(ordered, axis=0) != 0).any(axis=1).sum())


def fill_empty(labels: Ints, cost: Floats, k: int) -> Ints:
    """An empty cluster takes the row farthest from its own centre, never the last row of another cluster."""
    size = np.bincount(labels, minlength=k)
    if size.all():
        return labels
    labels = labels.copy()
    farthest = iter(np.argsort(-cost, kind="stable"))
    for empty in np.flatnonzero(size == 0):
        row = next(candidate for candidate in farthest if size[labels[candidate]] > 1)
        size[labels[row]] -= 1
        labels[row] = empty
        size[empty] = 1
    return labels
