"""Every customer through the models in use: probability, band, reasons, cluster, and how far the base has drifted."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.enums import Band, Purpose
from idic.domain.differentiate.registry.operations.predictions import DriftFound, PredictionRows, store_predictions
from idic.domain.differentiate.scoring.steps import Turn
from idic.warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from idic.domain.differentiate.risk.question import Question
    from idic.methods.classification import Classifier, FeatureTable
    from idic.warehouse.marts.features import Tables

#: Reasons are worked out for so many of the highest probabilities; for the others they would say little.
MOST_REASONED = 50_000
TOP_REASONS = 3
#: What was foretold and what came is held against one another on so many: their shares are then sure to half a percent.
MOST_HELD_AGAINST = 50_000
#: What the model hardly looks at may move without harm: heeded is what costs this part of the strongest feature's loss.
HEEDED = 0.05
#: Shown beside the figure that pushes: what is usual for this very customer.
BESIDE = {"recency_days": "median_gap", "gap_ratio": "recency_days"}


def score_turn(turn: Turn, models: list[TrainedModel]) -> None:
    from idic.warehouse.reading import opened

    assert turn.snapshot is not None
    try:
        with opened(turn.snapshot) as star:
            for model in models:
                _score(turn, model, star.table)
    except WarehouseError as error:
        turn.warnings.append({"code": "models_not_scored", "detail": type(error).__name__})


def _snapshot(turn: Turn) -> str:
    return turn.snapshot.name if turn.snapshot else ""


def _score(turn: Turn, model: TrainedModel, table: Tables) -> None:
    if model.purpose == Purpose.NEEDS:
        _cluster(turn, model, table)
    elif model.purpose in (Purpose.CHURN, Purpose.OUTCOME):
        _classify(turn, model, table)


def _classify(turn: Turn, model: TrainedModel, table: Tables) -> None:
    from idic.domain.differentiate.risk.examples import columns_on
    from idic.domain.differentiate.risk.labels import population
    from idic.domain.differentiate.risk.question import read_question
    from idic.methods.classification import Classifier, FeatureTable

    content = json.loads(model.content)
    question, classifier = read_question(content["question"]), Classifier.from_json(content["classifier"])
    # "today" is still to come: what was bought on it is known at its end
    customers, columns = columns_on(table, question, turn.as_of + timedelta(days=1), currency=turn.currency)
    ours = turn.mart.column("customer_id").to_numpy(zero_copy_only=False).astype(np.int64)
    chosen = np.isin(customers, ours)
    # who has been silent for the whole window, or whose contract is over, is lost already: nobody can be asked to stay
    asked_of = population(table, question, turn.as_of + timedelta(days=1), currency=turn.currency)
    if asked_of is not None:
        chosen &= np.isin(customers, asked_of)
    customers = customers[chosen]
    features = FeatureTable.of({name: values[chosen] for name, values in columns.items()})
    probability = classifier.score(features)
    bands = banded(probability, content["bands"])
    reasons = worded(classifier, features, probability)
    rows = PredictionRows(customers, probability, bands, np.zeros(customers.size, dtype=np.bool_), reasons)
    drift = _drift(model, question, classifier, features, turn, table)
    store_predictions(model, rows, as_of=turn.as_of, snapshot=_snapshot(turn), drift=drift)
    if model.purpose == Purpose.CHURN:
        risk = np.full(ours.size, np.nan)
        names = np.full(ours.size, "", dtype=object)
        place = np.searchsorted(ours, customers)
        risk[place], names[place] = probability, bands
        turn.columns |= {"churn_risk": risk, "churn_band": names}
    turn.fitted.setdefault("models", []).append(
        {"model": model.pk, "purpose": model.purpose, "customers": int(customers.size),
         "mean": float(probability.mean()) if customers.size else None, "psi": drift.worst}
    )  # fmt: skip


def banded(probability: NDArray[np.float64], limits: dict[str, float]) -> NDArray[np.object_]:
    bands = np.full(probability.size, Band.LOW.value, dtype=object)
    bands[probability >= limits["medium"]] = Band.MEDIUM.value
    bands[probability >= limits["high"]] = Band.HIGH.value
    return bands


def worded(
    classifier: Classifier, features: FeatureTable, probability: NDArray[np.float64]
) -> list[list[dict[str, Any]]]:
    """The three strongest of each row that stands among the highest: what pushes up first, then what holds back."""
    from idic.methods.classification import FeatureTable as Table

    told: list[list[dict[str, Any]]] = [[] for _ in range(features.rows)]
    top = np.argsort(-probability, kind="stable")[:MOST_REASONED]
    if not top.size:
        return told
    kept = features.take(top)
    assert isinstance(kept, Table)
    found = classifier.reasons(kept, top=TOP_REASONS)
    usual = {
        name: float(np.nanmedian(values)) if not np.isnan(values).all() else None
        for name, values in features.numbers.items()
    }
    for row, place in enumerate(top.tolist()):
        told[place] = [
            _reason(kept, row, str(name), float(push), usual)
            for name, push in zip(found.features[row], found.contributions[row], strict=True)
            if name
        ]
    return told


def _reason(features: FeatureTable, row: int, name: str, push: float, usual: dict[str, float | None]) -> dict[str, Any]:
    value = features.column(name)[row]
    if isinstance(value, str):
        return {"code": name, "value": value, "push": round(push, 3)}
    own = BESIDE.get(name)
    beside = features.numbers[own][row] if own and own in features.numbers else usual.get(name)
    return {
        "code": name,
        "value": None if np.isnan(value) else round(float(value), 4),
        "usual": None if beside is None or np.isnan(beside) else round(float(beside), 4),
        "push": round(push, 3),
    }


def _drift(
    model: TrainedModel, question: Question, classifier: Classifier, features: FeatureTable, turn: Turn, table: Tables
) -> DriftFound:  # fmt: skip
    found = classifier.drift(features)
    indices = {name: round(float(one.index), 4) for name, one in found.features.items() if np.isfinite(one.index)}
    importance = model.figures.get("importance", [])
    limit = HEEDED * max((one["drop"] for one in importance), default=0.0)
    heeded = {one["feature"] for one in importance if one["drop"] > limit}
    worst = max((index for name, index in indices.items() if name in heeded), default=None)
    foretold, observed = _came_about(model, question, classifier, turn, table)
    return DriftFound(indices, worst, foretold, observed, features.rows)


def _came_about(
    model: TrainedModel, question: Question, classifier: Classifier, turn: Turn, table: Tables
) -> tuple[float | None, float | None]:
    """For the newest label window that is complete: what the model would have foretold, and what came."""
    from idic.domain.differentiate.risk.examples import examples
    from idic.domain.differentiate.risk.periods import Periods, newest_day
    from idic.methods.classification import FeatureTable

    if not question.is_dated:
        return None, None
    t0 = newest_day(question, turn.as_of)
    ours = turn.mart.column("customer_id").to_numpy(zero_copy_only=False).astype(np.int64)
    rows = examples(
        table,
        question,
        Periods((t0,), turn.as_of, question.feature_days),
        currency=turn.currency,
        without=np.empty(0, dtype=np.int64),
        seed=model.seed,
        most=MOST_HELD_AGAINST,
    )
    kept = np.isin(rows.customers, ours)
    if not kept.any():
        return None, None
    features = FeatureTable.of({name: values[kept] for name, values in rows.columns.items()})
    return round(float(classifier.score(features).mean()), 5), round(float(rows.outcome[kept].mean()), 5)


def _cluster(turn: Turn, model: TrainedModel, table: Tables) -> None:
    from idic.domain.differentiate.needs.columns import needs_table
    from idic.domain.differentiate.needs.question import read_needs
    from idic.domain.differentiate.needs.scoring import place
    from idic.methods import drift

    content = json.loads(model.content)
    ours = turn.mart.column("customer_id").to_numpy(zero_copy_only=False).astype(np.int64)
    found = needs_table(
        table, read_needs(content["question"]), turn.as_of + timedelta(days=1), currency=turn.currency,
        without=np.empty(0, dtype=np.int64), names=content["names"], texts=content["texts"],
    )  # fmt: skip
    placed = place(content, found)
    kept = np.isin(found.customers, ours) & (placed.labels >= 0)
    customers, labels = found.customers[kept], placed.labels[kept]
    names = np.array([str(one + 1) for one in labels.tolist()], dtype=object)
    rows = PredictionRows(
        customers, placed.distances[kept], names, placed.is_outlier[kept], [[] for _ in range(customers.size)]
    )
    sizes = model.figures["sizes"]
    index = drift.psi(sizes, np.bincount(labels, minlength=len(sizes))).index if customers.size else float("nan")
    shares = round(float(index), 4) if np.isfinite(index) else None
    found_drift = DriftFound(
        {} if shares is None else {"clusters": shares}, shares,
        float(np.mean(placed.is_outlier[kept])) if customers.size else None, None, int(customers.size),
    )  # fmt: skip
    store_predictions(model, rows, as_of=turn.as_of, snapshot=_snapshot(turn), drift=found_drift)
    column = np.full(ours.size, np.nan)
    column[np.searchsorted(ours, customers)] = labels + 1
    turn.columns["needs_cluster"] = column
    turn.fitted.setdefault("models", []).append(
        {"model": model.pk, "purpose": model.purpose, "customers": int(customers.size), "psi": shares}
    )
