"""From features to the columns of a model, learned from the training rows alone.

Numbers: a linear model takes the median for a missing value beside a column that says so, and every column standardised;
trees take the number as it is, missing included. Categories: a column per level up to `MOST_LEVELS`, else the smoothed
rate of the outcome at that level. A training row takes that rate from the other folds, so that it never sees its own
outcome (Micci-Barreca, SIGKDD Explorations 3 (2001) 27-32).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from idic.methods.classification.features import FeatureTable, Floats, Texts

Ints = NDArray[np.int64]
Role = Literal["number", "missing", "level", "rate"]

MOST_LEVELS = 12
SMOOTHING = 20.0


@dataclass(frozen=True, slots=True)
class DesignColumn:
    """`fill`: median, or the rate of an unknown level. `rates`: by level. `mean`, `sd`: 0 and 1 where not standardised."""

    feature: str
    role: Role
    level: str = ""
    fill: float = 0.0
    rates: Mapping[str, float] | None = None
    mean: float = 0.0
    sd: float = 1.0

    def values(self, features: FeatureTable, *, fill_missing: bool) -> Floats:
        column = features.column(self.feature)
        if self.role == "number":
            numbers = column.astype(np.float64)
            return np.where(np.isnan(numbers), self.fill, numbers) if fill_missing else numbers
        if self.role == "missing":
            absent = np.isnan(column.astype(np.float64)) if self.feature in features.numbers else column == ""
            return np.asarray(absent, dtype=np.float64)
        if self.role == "level":
            return np.asarray(column == self.level, dtype=np.float64)
        rates = self.rates or {}
        return np.array([rates.get(one, self.fill) for one in column.tolist()], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Encoder:
    columns: tuple[DesignColumn, ...]
    standardised: bool

    def design(self, features: FeatureTable) -> Floats:
        result = np.empty((features.rows, len(self.columns)))
        for place, column in enumerate(self.columns):
            values = column.values(features, fill_missing=self.standardised)
            result[:, place] = (values - column.mean) / column.sd
        return result

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.feature for column in self.columns))

    def to_json(self) -> dict[str, Any]:
        return {"standardised": self.standardised, "columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Encoder:
        return cls(tuple(DesignColumn(**column) for column in document["columns"]), document["standardised"])


def learn(
    features: FeatureTable, outcome: Floats, folds: Ints, *, standardised: bool, names: Sequence[str]
) -> tuple[Encoder, Floats]:
    """The encoder, and the design of the training rows with rates from the other folds."""
    columns: list[DesignColumn] = []
    designs: list[Floats] = []
    for name in names:
        for bare, values in _encoded(features, name, outcome, folds, standardised):
            known = values[~np.isnan(values)]
            if not known.size or (known.size == values.size and known.min() == known.max()):
                continue  # says nothing about any row
            column = replace(bare, mean=float(values.mean()), sd=float(values.std())) if standardised else bare
            columns.append(column)
            designs.append((values - column.mean) / column.sd)
    design = np.stack(designs, axis=1) if designs else np.empty((features.rows, 0))
    return Encoder(tuple(columns), standardised), design


def rates_of(levels: Texts, outcome: Floats) -> tuple[dict[str, float], float]:
    """(events + SMOOTHING x overall rate) / (rows + SMOOTHING) per level, and the overall rate."""
    overall = float(outcome.mean())
    names, code = np.unique(levels.astype(np.str_), return_inverse=True)
    rows = np.bincount(code)
    events = np.bincount(code, weights=outcome)
    rates = (events + SMOOTHING * overall) / (rows + SMOOTHING)
    return dict(zip(names.tolist(), rates.tolist(), strict=True)), overall


def _encoded(
    features: FeatureTable, name: str, outcome: Floats, folds: Ints, standardised: bool
) -> list[tuple[DesignColumn, Floats]]:
    if name in features.numbers:
        numbers = features.numbers[name]
        absent = np.isnan(numbers)
        if absent.all():
            return []
        columns = [DesignColumn(name, "number", fill=float(np.nanmedian(numbers)))]
        if standardised and absent.any():
            columns.append(DesignColumn(name, "missing"))
        return [(one, one.values(features, fill_missing=standardised)) for one in columns]
    texts = features.column(name).astype(object)
    levels = sorted({one for one in texts.tolist() if one})
    columns = [DesignColumn(name, "missing")] if bool((texts == "").any()) else []
    if len(levels) <= MOST_LEVELS:
        columns += [DesignColumn(name, "level", level=level) for level in levels]
        return [(one, one.values(features, fill_missing=standardised)) for one in columns]
    rates, overall = rates_of(texts, outcome)
    apart = np.empty(features.rows)
    for fold in np.unique(folds).tolist():
        own = folds == fold
        others, rate = rates_of(texts[~own], outcome[~own]) if not own.all() else ({}, overall)
        apart[own] = [others.get(one, rate) for one in texts[own].tolist()]
    return [
        *((one, one.values(features, fill_missing=standardised)) for one in columns),
        (DesignColumn(name, "rate", fill=overall, rates=rates), apart),
    ]
