"""How the training rows looked, kept with the model, and how far today's rows are from it.

Population stability index per feature over the tenths of the training rows (or the levels), with half a row added to
every part so that an empty one does not make the index infinite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods import drift
from idic.methods.classification.features import FeatureTable
from idic.methods.classification_metrics import InTheLarge

Floats = NDArray[np.float64]

PARTS = 10
MOST_LEVELS = 50
ADDED = 0.5


@dataclass(frozen=True, slots=True)
class Shape:
    """`edges` between the parts of a number, or the `levels` of a category; the last two counts: other level, missing."""

    edges: tuple[float, ...]
    levels: tuple[str, ...]
    counts: tuple[int, ...]

    def counted(self, column: NDArray[Any]) -> tuple[int, ...]:
        if self.levels:
            place = {level: number for number, level in enumerate(self.levels)}
            other, missing = len(self.levels), len(self.levels) + 1
            code = np.array([missing if one == "" else place.get(one, other) for one in column.tolist()])
        else:
            numbers = column.astype(np.float64)
            other, missing = len(self.edges) + 1, len(self.edges) + 2
            code = np.where(np.isnan(numbers), missing, np.searchsorted(self.edges, numbers, side="left"))
        return tuple(np.bincount(code.astype(np.int64), minlength=missing + 1).tolist())

    def drift(self, column: NDArray[Any]) -> drift.Drift:
        now = np.asarray(self.counted(column), dtype=np.float64)
        then = np.asarray(self.counts, dtype=np.float64)
        used = (now > 0) | (then > 0)
        return drift.psi(then[used] + ADDED, now[used] + ADDED)

    def to_json(self) -> dict[str, Any]:
        return {"edges": list(self.edges), "levels": list(self.levels), "counts": list(self.counts)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Shape:
        return cls(tuple(document["edges"]), tuple(document["levels"]), tuple(document["counts"]))


@dataclass(frozen=True, slots=True)
class ModelDrift:
    """`features`: by name; `score`: of the probabilities; `in_the_large` where the outcome is known by now."""

    features: Mapping[str, drift.Drift]
    score: drift.Drift
    in_the_large: InTheLarge | None


def shape_of_numbers(values: ArrayLike) -> Shape:
    numbers = np.asarray(values, dtype=np.float64)
    known = numbers[~np.isnan(numbers)]
    edges: tuple[float, ...] = ()
    if known.size:
        inner = np.unique(np.quantile(known, np.arange(1, PARTS) / PARTS, method="lower"))
        edges = tuple(inner[inner < known.max()].tolist())
    bare = Shape(edges, (), ())
    return Shape(edges, (), bare.counted(numbers))


def shape_of_levels(column: NDArray[np.object_]) -> Shape:
    levels, counts = np.unique(column[column != ""].astype(np.str_), return_counts=True)
    kept = levels[np.argsort(-counts, kind="stable")[:MOST_LEVELS]]
    names = tuple(kept.tolist()) or ("",)
    bare = Shape((), names, ())
    return Shape((), names, bare.counted(column))


def shapes(features: FeatureTable, names: tuple[str, ...]) -> dict[str, Shape]:
    return {
        name: shape_of_numbers(features.numbers[name])
        if name in features.numbers
        else shape_of_levels(features.column(name).astype(object))
        for name in names
    }
