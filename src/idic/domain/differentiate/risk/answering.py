"""What if this customer were otherwise? Answered by the process that holds the warehouse, as pages load no model."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.risk.question import read_question

if TYPE_CHECKING:
    from idic.methods.classification import Classifier
    from idic.warehouse.asking.desk import Desk
    from idic.warehouse.marts.features import Tables
    from idic.warehouse.reading import Star

_STEPS = 40


def answer(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """`changes`: feature -> number. Gives the probability before and after, and each feature's present value."""
    from idic.domain.differentiate.risk.examples import columns_on
    from idic.methods.classification import Classifier, FeatureTable

    model = TrainedModel.objects.get(pk=int(body["model"]))
    content = desk.remembered(f"model:{model.pk}:{model.digest}", lambda: json.loads(model.content))
    classifier: Classifier = desk.remembered(
        f"classifier:{model.pk}:{model.digest}", lambda: Classifier.from_json(content["classifier"])
    )
    question, customer = read_question(content["question"]), int(body["customer"])
    snapshot = desk.snapshot()
    star = desk.star(snapshot, few_rows=True)
    key = f"features:{model.pk}:{snapshot.name}:{customer}"
    columns = desk.remembered(
        key,
        lambda: columns_on(
            of_one(star, customer),
            question,
            _day(body) + timedelta(days=1),
            currency=str(body["currency"]),
            everybody=star.table,
        )[1],
    )
    features = FeatureTable.of(columns)
    if not features.rows:
        return {"known": False}
    changed = features
    for name, value in dict(body.get("changes", {})).items():
        if name in features.numbers:
            changed = changed.replaced(name, np.full(1, float(value)))
    return {
        "known": True,
        "before": _plain(classifier.score(features)),
        "after": _plain(classifier.score(changed)),
        "values": {name: _plain(features.numbers[name]) for name in features.numbers},
        "curves": {
            str(name): _curve(classifier, changed, str(name), content_range(model, str(name)))
            for name in body.get("curves", [])
            if name in features.numbers
        },
    }


def of_one(star: Star, customer: int) -> Tables:
    from idic.domain.differentiate.risk.examples import OF_CUSTOMERS

    def table(name: str) -> Any:
        found = star.table(name)
        return found.filter(found.customer_id == customer) if name in OF_CUSTOMERS else found

    return table


def content_range(model: TrainedModel, name: str) -> tuple[float, float] | None:
    """The observed 1 to 99 %."""
    kept = model.figures.get("typical", {}).get(name)
    return (float(kept[0]), float(kept[2])) if kept else None


def _curve(classifier: Classifier, features: Any, name: str, bounds: tuple[float, float] | None) -> list[list[float]]:
    from idic.methods.classification import FeatureTable

    if bounds is None or bounds[0] == bounds[1]:
        return []
    values = np.linspace(*bounds, _STEPS)
    rows = features.take(np.zeros(_STEPS, dtype=np.int64))
    assert isinstance(rows, FeatureTable)
    scores = classifier.score(rows.replaced(name, values))
    return [[round(float(x), 4), round(float(y), 5)] for x, y in zip(values, scores, strict=True)]


def _day(body: dict[str, Any]) -> date:
    return date.fromisoformat(str(body["as_of"]))


def _plain(values: Any) -> float | None:
    value = float(np.asarray(values)[0])
    return None if np.isnan(value) else round(value, 5)
