"""Would the same clusters come out of other customers? Bootstrap refits compared by the adjusted Rand index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters import k_means, k_prototypes
from idic.methods.clusters.errors import ColumnsDiffer, TooManyClusters
from idic.methods.clusters.order import canonical_order, matrix

REFITS = 50
FLAGGED_BELOW = 0.6
SEED = 20_260_102


@dataclass(frozen=True, slots=True)
class Stability:
    """`indices`: one adjusted Rand index per refit; `skipped`: samples with too few different rows."""

    mean: float
    indices: NDArray[np.float64]
    skipped: int
    flagged: bool


def adjusted_rand(first: ArrayLike, second: ArrayLike) -> float:
    """Hubert & Arabie (1985): 1 the same partition, about 0 by chance."""
    a, b = np.asarray(first), np.asarray(second)
    if a.shape != b.shape or a.ndim != 1:
        raise ColumnsDiffer("Two partitions of the same rows are needed.")
    _, a = np.unique(a, return_inverse=True)
    _, b = np.unique(b, return_inverse=True)
    width = int(b.max(initial=0)) + 1
    both = _pairs(np.bincount(a * width + b))
    in_a, in_b, every = _pairs(np.bincount(a)), _pairs(np.bincount(b)), _pairs(np.array([a.size]))
    expected = in_a * in_b / every if every else 0.0
    largest = (in_a + in_b) / 2
    return 1.0 if largest == expected else (both - expected) / (largest - expected)


def of_k_means(rows: ArrayLike, model: k_means.KMeans, *, refits: int = REFITS, seed: int = SEED) -> Stability:
    table = matrix(rows)

    def refit(chosen: NDArray[np.intp]) -> NDArray[np.int64]:
        again = k_means.fit(table[chosen], len(model.centres), starts=model.starts, seed=model.seed)
        return k_means.assign(again, table).labels

    return _bootstrap(canonical_order(table), model.labels, refit, refits, seed)


def of_k_prototypes(
    numeric: ArrayLike,
    categories: ArrayLike,
    model: k_prototypes.KPrototypes,
    *,
    refits: int = REFITS,
    seed: int = SEED,
) -> Stability:
    table = matrix(numeric)
    raw = np.asarray(categories)
    _, codes = k_prototypes.encode(raw)

    def refit(chosen: NDArray[np.intp]) -> NDArray[np.int64]:
        again = k_prototypes.fit(
            table[chosen], raw[chosen], len(model.means), gamma=model.gamma, starts=model.starts, seed=model.seed
        )
        return k_prototypes.assign(again, table, raw).labels

    return _bootstrap(canonical_order(table, codes), model.labels, refit, refits, seed)


def _bootstrap(
    order: NDArray[np.intp],
    labels: NDArray[np.int64],
    refit: Callable[[NDArray[np.intp]], NDArray[np.int64]],
    refits: int,
    seed: int,
) -> Stability:
    rng = np.random.default_rng(seed)
    indices: list[float] = []
    skipped = 0
    for _ in range(refits):
        chosen = order[rng.integers(order.size, size=order.size)]
        try:
            indices.append(adjusted_rand(labels, refit(chosen)))
        except TooManyClusters:
            skipped += 1
    mean = float(np.mean(indices)) if indices else float("nan")
    return Stability(mean, np.array(indices), skipped, flagged=not mean >= FLAGGED_BELOW)


def _pairs(sizes: NDArray[np.int64]) -> float:
    counts = sizes.astype(np.float64)
    return float((counts * (counts - 1) / 2).sum())
