"""A learned model: scores rows, says why, watches drift, and can be stored as JSON without loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.classification.boosting import Boosting
from idic.methods.classification.calibration import Calibration, undo_sampling
from idic.methods.classification.encoding import Encoder
from idic.methods.classification.errors import ClassificationError, FeatureMissing, FeatureNotUsable
from idic.methods.classification.features import FeatureTable
from idic.methods.classification.learning import Kind
from idic.methods.classification.logistic import Logistic
from idic.methods.classification.reasons import Reasons, strongest
from idic.methods.classification.reference import ModelDrift, Shape
from idic.methods.classification_metrics import in_the_large

Floats = NDArray[np.float64]

VERSION = 1
AT_ONCE = 50_000


class UnknownModelVersion(ClassificationError):
    code = "unknown_model_version"

    def __init__(self, version: object) -> None:
        super().__init__(f"The stored model has version {version}; this program reads version {VERSION}.")


@dataclass(frozen=True, slots=True)
class Classifier:
    """`feature_names`: those that enter the score. `n`, `events`: training rows and those with the outcome.

    `sampling_weight`: share kept of the rows without the outcome over the share kept of those with it.
    """

    kind: Kind
    encoder: Encoder
    learner: Logistic | Boosting
    calibration: Calibration
    sampling_weight: float
    feature_names: tuple[str, ...]
    numeric: Mapping[str, bool]
    shapes: Mapping[str, Shape]
    score_shape: Shape
    n: int
    events: int

    def score(self, features: FeatureTable) -> Floats:
        """The probability of the outcome per row. A level never seen counts as none of the known ones."""
        self._check(features)
        result = np.empty(features.rows)
        for start in range(0, features.rows, AT_ONCE):
            rows = np.arange(start, min(start + AT_ONCE, features.rows))
            margin = self.learner.margin(self.encoder.design(features.take(rows)))
            result[rows] = self.calibration.probability(margin)
        return result if self.sampling_weight == 1 else undo_sampling(result, self.sampling_weight)

    def reasons(self, features: FeatureTable, *, top: int = 3) -> Reasons:
        """Costs far more than `score`: ask for the rows that are shown."""
        self._check(features)
        if not features.rows:
            nothing = np.empty((0, len(self.feature_names)))
            return strongest(0.0, self.feature_names, nothing, top=top, exact=True)
        found = self.learner.contributions(self.encoder.design(features))
        slope, base = 1.0, float(found[0, -1])
        exact = self.calibration.kind != "isotonic"
        if exact:
            slope = self.calibration.slope
            base = slope * base + self.calibration.intercept + float(np.log(self.sampling_weight))
        every = np.zeros((features.rows, len(self.feature_names)))
        place = {name: number for number, name in enumerate(self.feature_names)}
        for number, column in enumerate(self.encoder.columns):
            every[:, place[column.feature]] += slope * found[:, number]
        return strongest(base, self.feature_names, every, top=top, exact=exact)

    def drift(self, features: FeatureTable, outcome: ArrayLike | None = None) -> ModelDrift:
        """Against the training rows; `outcome` once it is known."""
        probability = self.score(features)
        return ModelDrift(
            {name: self.shapes[name].drift(features.column(name)) for name in self.feature_names},
            self.score_shape.drift(probability),
            None if outcome is None else in_the_large(outcome, probability),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "kind": self.kind,
            "encoder": self.encoder.to_json(),
            "learner": self.learner.to_json(),
            "calibration": self.calibration.to_json(),
            "sampling_weight": self.sampling_weight,
            "features": [{"name": name, "numeric": self.numeric[name]} for name in self.feature_names],
            "shapes": {name: shape.to_json() for name, shape in self.shapes.items()},
            "score_shape": self.score_shape.to_json(),
            "n": self.n,
            "events": self.events,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Classifier:
        if document.get("version") != VERSION:
            raise UnknownModelVersion(document.get("version"))
        learner = Boosting if document["kind"] == "boosting" else Logistic
        return cls(
            kind=document["kind"],
            encoder=Encoder.from_json(document["encoder"]),
            learner=learner.from_json(document["learner"]),
            calibration=Calibration.from_json(document["calibration"]),
            sampling_weight=document["sampling_weight"],
            feature_names=tuple(one["name"] for one in document["features"]),
            numeric={one["name"]: one["numeric"] for one in document["features"]},
            shapes={name: Shape.from_json(one) for name, one in document["shapes"].items()},
            score_shape=Shape.from_json(document["score_shape"]),
            n=document["n"],
            events=document["events"],
        )

    def _check(self, features: FeatureTable) -> None:
        for name in self.feature_names:
            if name not in features.numbers and name not in features.categories:
                raise FeatureMissing(name, features.names)
            if (name in features.numbers) is not self.numeric[name]:
                raise FeatureNotUsable(name, "it was a number in training" if self.numeric[name] else "it was text")
