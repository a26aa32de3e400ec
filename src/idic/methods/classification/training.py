"""One run: baselines, a model learned on earlier rows, calibrated, and judged on rows it has not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.classification import baselines, folds, learning, reference
from idic.methods.classification import calibration as calibrating
from idic.methods.classification.errors import (
    ColumnsUnequal,
    FigureOutOfRange,
    NothingToLearnFrom,
    OneClassOnly,
    OutcomeNotBinary,
    TooFewEvents,
)
from idic.methods.classification.features import FeatureTable
from idic.methods.classification.folds import Split
from idic.methods.classification.learning import Kind, Learned
from idic.methods.classification.model import Classifier
from idic.methods.classification_metrics import Metrics, measure

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SEED = 20_260_101
FOLDS = 5
Choice = Literal["best", "boosting", "logistic"]

FEW_EVENTS = 50
FEW_FEATURES = 5
FEWEST_EVENTS = 10

FEW_CHURNERS = "few_churners"
ONE_PERIOD_ONLY = "one_period_only"
WINDOW_NOT_COMPLETE = "window_not_complete"
CUSTOMER_ON_BOTH_SIDES = "customer_on_both_sides"
FEATURES_WITHOUT_USE = "features_without_use"
NOT_BETTER_THAN_BASELINE = "not_better_than_baseline"


@dataclass(frozen=True, slots=True)
class Warned:
    """A code (worded by the caller) and how many rows or features it concerns."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Training:
    """`model` is None where nothing can be learned; `reason` then says why (one_class, too_few_events, no_feature).

    `metrics` and `baselines` (prevalence, rfm_rule) are of the held-out rows, whose positions, outcomes and probabilities
    are given too, as the sample is: before sampling is undone. `n`, `events`: all rows with a known outcome.
    """

    model: Classifier | None
    reason: str | None
    warnings: tuple[Warned, ...]
    n: int
    events: int
    by_time: bool
    metrics: Metrics | None
    baselines: Mapping[str, Metrics]
    training_rows: NDArray[np.intp]
    held_out_rows: NDArray[np.intp]
    held_out_outcome: Floats
    held_out_probability: Floats

    def to_json(self) -> dict[str, Any]:
        """The figures, without rows and without the model."""
        return {
            "reason": self.reason,
            "warnings": [{"code": one.code, "count": one.count} for one in self.warnings],
            "n": self.n,
            "events": self.events,
            "by_time": self.by_time,
            "training_rows": self.training_rows.size,
            "held_out_rows": self.held_out_rows.size,
            "metrics": None if self.metrics is None else self.metrics.to_json(),
            "baselines": {name: one.to_json() for name, one in self.baselines.items()},
        }


def train(
    features: FeatureTable,
    outcome: ArrayLike,
    *,
    customers: ArrayLike | None = None,
    periods: ArrayLike | None = None,
    complete: ArrayLike | None = None,
    rfm: baselines.Columns | None = None,
    kind: Choice = "boosting",
    calibration: calibrating.Kind = "platt",
    sampling_weight: float = 1.0,
    seed: int = SEED,
) -> Training:
    """`outcome`: 1, 0, or NaN where not known. `customers`: who each row is, all rows of one stay on one side.

    `periods`: the moment each row was taken; the last one is held out. `complete`: False where the outcome may still
    come. `kind` "best": the one with the smaller log loss across folds of the training rows. Below 50 events always the
    logistic model on at most five features. `sampling_weight`: see `Classifier`.
    """
    y, ids, known = _checked(features, outcome, customers, complete, sampling_weight)
    rows = np.flatnonzero(known)
    warnings = [Warned(WINDOW_NOT_COMPLETE, int((~known).sum()))] if not known.all() else []
    events = int(y[rows].sum())
    moments = None if periods is None else np.asarray(periods)
    if moments is not None and moments.shape != y.shape:
        raise ColumnsUnequal("Periods need one entry per row.")
    few = min(events, rows.size - events)
    try:
        if not few:
            raise OneClassOnly
        if few < FEWEST_EVENTS:
            raise TooFewEvents(few, FEWEST_EVENTS)
        sides = folds.split(ids[rows], None if moments is None else moments[rows], y[rows], seed=seed)
        return _trained(
            features, y, ids, rows, sides, warnings, rfm=rfm, kind=kind, calibration=calibration,
            sampling_weight=sampling_weight, seed=seed, asked_by_time=moments is not None,
        )  # fmt: skip
    except (OneClassOnly, TooFewEvents, NothingToLearnFrom) as error:
        nothing = np.empty(0, dtype=np.intp)
        return Training(
            None, error.code, tuple(warnings), rows.size, events, False, None, {}, nothing, nothing, np.empty(0),
            np.empty(0),
        )  # fmt: skip


def _trained(
    features: FeatureTable,
    y: Floats,
    ids: NDArray[Any],
    rows: NDArray[np.intp],
    sides: Split,
    warnings: list[Warned],
    *,
    rfm: baselines.Columns | None,
    kind: Choice,
    calibration: calibrating.Kind,
    sampling_weight: float,
    seed: int,
    asked_by_time: bool,
) -> Training:
    training, judged = rows[sides.training], rows[sides.held_out]
    dropped = rows.size - training.size - judged.size
    if dropped:
        warnings.append(Warned(CUSTOMER_ON_BOTH_SIDES, dropped))
    if asked_by_time and not sides.by_time:
        warnings.append(Warned(ONE_PERIOD_ONLY, rows.size))
    learned_from, target = features.take(training), y[training]
    # Customers, not rows: the folds are made of them.
    few = min(np.unique(ids[training][target == side]).size for side in (0, 1))
    if not few:
        raise OneClassOnly
    if few < FOLDS:
        raise TooFewEvents(few, FOLDS)
    events = int(y[rows].sum())
    rare = min(events, rows.size - events)
    sparse = rare < FEW_EVENTS
    if sparse:
        kind = "logistic"
        warnings.append(Warned(FEW_CHURNERS, rare))
    fold = folds.folds(ids[training], target, FOLDS, seed=seed)
    kinds: tuple[Kind, ...] = ("logistic", "boosting") if kind == "best" else (kind,)
    candidates: dict[Kind, Learned] = {
        one: learning.learn(
            learned_from, target, fold, kind=one, most_features=FEW_FEATURES if sparse else None, seed=seed
        )
        for one in kinds
    }
    found = min(candidates, key=lambda one: candidates[one].loss)
    learned = candidates[found]
    if not sparse and len(learned.encoder.features) < len(features.names):
        warnings.append(Warned(FEATURES_WITHOUT_USE, len(features.names) - len(learned.encoder.features)))
    setting = calibrating.fit(calibration, learned.margins, target[learned.rows])
    names = learned.encoder.features
    unseen = calibrating.undo_sampling(setting.probability(learned.margins), sampling_weight)
    model = Classifier(
        kind=found,
        encoder=learned.encoder,
        learner=learned.learner,
        calibration=setting,
        sampling_weight=sampling_weight,
        feature_names=names,
        numeric={name: name in features.numbers for name in names},
        shapes=reference.shapes(learned_from, names),
        score_shape=reference.shape_of_numbers(unseen),
        n=training.size,
        events=int(target.sum()),
    )
    held = features.take(judged)
    probability = calibrating.undo_sampling(model.score(held), 1 / sampling_weight)
    metrics = measure(y[judged], probability) if judged.size else None
    others: dict[str, Metrics] = {}
    if metrics is not None:
        others["prevalence"] = measure(y[judged], baselines.prevalence(target, judged.size))
        if rfm is not None:
            others["rfm_rule"] = measure(y[judged], baselines.rfm_rule(learned_from, target, held, rfm))
        if any(metrics.log_loss >= one.log_loss for one in others.values()):
            warnings.append(Warned(NOT_BETTER_THAN_BASELINE, judged.size))
    return Training(
        model, None, tuple(warnings), rows.size, events, sides.by_time, metrics, others, training, judged, y[judged],
        probability,
    )  # fmt: skip


def _checked(
    features: FeatureTable, outcome: ArrayLike, customers: ArrayLike | None, complete: ArrayLike | None, weight: float
) -> tuple[Floats, NDArray[Any], Flags]:
    y = np.asarray(outcome, dtype=np.float64)
    ids = np.arange(features.rows) if customers is None else np.asarray(customers)
    over = np.ones(features.rows, dtype=np.bool_) if complete is None else np.asarray(complete, dtype=np.bool_)
    if not y.shape == ids.shape == over.shape == (features.rows,):
        raise ColumnsUnequal("Outcome, customers and complete need one entry per row of the features.")
    known = over & ~np.isnan(y)
    if not np.isin(y[known], (0.0, 1.0)).all():
        raise OutcomeNotBinary("The outcome must be 0 or 1, or missing where it is not known yet.")
    if not weight > 0:
        raise FigureOutOfRange("The sampling weight must be above 0.")
    return y, ids, known
