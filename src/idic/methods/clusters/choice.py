"""How many clusters: every k is shown, the largest mean silhouette is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.clusters import k_means, k_prototypes, silhouette
from idic.methods.clusters.errors import SilhouetteRefused
from idic.methods.clusters.order import distinct_rows, matrix
from idic.methods.clusters.silhouette import Reading

KS = tuple(range(2, 11))


@dataclass(frozen=True, slots=True)
class Candidate:
    """`cost`: inertia of k-means or cost of k-prototypes; `smallest_share`: of rows in the smallest cluster."""

    k: int
    silhouette: float
    reading: Reading
    cost: float
    smallest_share: float


@dataclass(frozen=True, slots=True)
class Choice:
    """`usable` is False where even the best k shows no substantial structure."""

    best: Candidate
    candidates: tuple[Candidate, ...]

    @property
    def usable(self) -> bool:
        return self.best.reading != "none"


def of_k_means(
    rows: ArrayLike, ks: Sequence[int] = KS, *, starts: int = k_means.STARTS, seed: int = k_means.SEED
) -> Choice:
    """Leaves out each k for which there are too few different rows; refuses when none is left."""
    table = matrix(rows)
    found = []
    for k in _possible(ks, table.shape[0], distinct_rows(np.unique(table, axis=0))):
        model = k_means.fit(table, k, starts=starts, seed=seed)
        found.append(_candidate(k, silhouette.of_rows(table, model.labels), model.inertia, model.labels))
    return _choice(found)


def of_k_prototypes(
    numeric: ArrayLike,
    categories: ArrayLike,
    ks: Sequence[int] = KS,
    *,
    gamma: float | None = None,
    starts: int = k_prototypes.STARTS,
    seed: int = k_prototypes.SEED,
) -> Choice:
    table = matrix(numeric)
    _, codes = k_prototypes.encode(categories)
    distinct = distinct_rows(np.unique(np.hstack([table, codes]), axis=0))
    found = []
    for k in _possible(ks, table.shape[0], distinct):
        model = k_prototypes.fit(table, categories, k, gamma=gamma, starts=starts, seed=seed)
        width = silhouette.of_mixed(table, codes, model.labels)
        found.append(_candidate(k, width, model.cost, model.labels))
    return _choice(found)


def _possible(ks: Sequence[int], rows: int, distinct: int) -> list[int]:
    refused = [k for k in ks if k < 2]
    possible = [k for k in ks if 2 <= k < rows and k <= distinct]
    if refused or not possible:
        raise SilhouetteRefused(refused[0] if refused else min(ks, default=0), rows)
    return possible


def _candidate(k: int, width: silhouette.Silhouette, cost: float, labels: k_means.Ints) -> Candidate:
    return Candidate(k, width.mean, width.reading, cost, float(np.bincount(labels).min() / labels.size))


def _choice(found: list[Candidate]) -> Choice:
    return Choice(max(found, key=lambda candidate: (candidate.silhouette, -candidate.k)), tuple(found))
