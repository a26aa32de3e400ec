"""Customers to the clusters of a model in use: the nearest centre, with the scaler that the model was made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.needs.columns import NeedsTable
from idic.methods.clusters import k_means, k_prototypes, preparation


@dataclass(frozen=True)
class Placed:
    """Beside the rows of the table; -1 where too much is missing to say."""

    labels: NDArray[np.int64]
    distances: NDArray[np.float64]
    is_outlier: NDArray[np.bool_]


def place(content: dict[str, Any], table: NeedsTable) -> Placed:
    size = table.customers.size
    labels, distances = np.full(size, -1, dtype=np.int64), np.full(size, np.nan)
    outliers = np.zeros(size, dtype=np.bool_)
    missing = np.isnan(table.numbers).mean(axis=1) if table.names else np.zeros(size)
    usable = missing <= preparation.MISSING_SHARE
    if not usable.any():
        return Placed(labels, distances, outliers)
    scored: k_means.Scored | k_prototypes.Scored
    values = _values(content, table.numbers[usable], int(usable.sum()))
    if content["method"] == "k_means":
        centres = np.array(content["centres"], dtype=np.float64)
        limit = float(content["outlier_distance"])
        scored = k_means.assign(k_means.KMeans(centres, np.empty(0, np.int64), 0.0, limit, 0, 1), values)
    else:
        scored = k_prototypes.assign(_prototypes(content), values, _filled(content, table.texts[usable]))
    labels[usable], distances[usable], outliers[usable] = scored.labels, scored.distances, scored.is_outlier
    return Placed(labels, distances, outliers)


def _values(content: dict[str, Any], numbers: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    kept = content["scaler"]
    if kept is None:
        return np.zeros((size, 1))
    flags = {"ratings", "logged", "kept"}
    columns: dict[str, Any] = {
        name: np.array(value, dtype=np.bool_ if name in flags else np.float64) for name, value in kept.items()
    }
    scaler = preparation.Scaler(**columns)
    # money and counts of new rows never fall below what the logarithm takes
    clipped = numbers.copy()
    clipped[:, scaler.logged] = np.maximum(clipped[:, scaler.logged], 0.0)
    return preparation.scale(scaler, clipped)


def _prototypes(content: dict[str, Any]) -> k_prototypes.KPrototypes:
    return k_prototypes.KPrototypes(
        np.array(content["means"], dtype=np.float64), np.array(content["modes"], dtype=np.int64),
        tuple(tuple(one) for one in content["levels"]), np.empty(0, np.int64), 0.0, float(content["gamma"]),
        float(content["outlier_distance"]), 0, 1,
    )  # fmt: skip


def _filled(content: dict[str, Any], texts: NDArray[np.object_]) -> NDArray[np.str_]:
    filled = texts.copy()
    for column, level in enumerate(content["fill"]):
        filled[filled[:, column] == "", column] = level
    return filled.astype(np.str_)
