"""Who will leave, or any other yes-or-no outcome of customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from idic.methods.classification import Classifier, FeatureTable, Reasons, Training, Warned, train
from idic.methods.classification.training import SEED, Choice
from idic.methods.classification_metrics import Metrics
from idic.methods.table import Frame, TableLike, arrow_table, column, like, numbers, texts


class NothingLearned(ValueError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"No model could be learned from these rows: {reason}.")


@dataclass(frozen=True, slots=True)
class ChurnModel(Generic[Frame]):
    """`table`: the customer (or the number of the row), `probability`, and `held_out` for the rows on which the model was
    judged; the others it has seen. Empty probabilities where nothing could be learned: `training.reason` says why."""

    table: Frame
    training: Training
    features: tuple[str, ...]

    @property
    def metrics(self) -> Metrics | None:
        return self.training.metrics

    @property
    def warnings(self) -> tuple[Warned, ...]:
        return self.training.warnings

    @property
    def model(self) -> Classifier:
        if self.training.model is None:
            raise NothingLearned(self.training.reason or "")
        return self.training.model

    def score(self, rows: TableLike) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The probabilities of other customers, who need the same columns."""
        return self.model.score(features_of(rows, self.features))

    def reasons(self, rows: TableLike, *, top: int = 3) -> Reasons:
        """What moved the probability of each row most, on the logit scale. For the rows shown, not for a million."""
        return self.model.reasons(features_of(rows, self.features), top=top)


def churn_model(
    rows: Frame,
    *,
    outcome: str,
    customer: str | None = None,
    period: str | None = None,
    features: Sequence[str] | None = None,
    kind: Choice = "best",
    seed: int = SEED,
) -> ChurnModel[Frame]:
    """`outcome`: 1 or true who left, 0 or false who stayed, empty where not known. `period`: the last one is held out
    (without it a quarter of the customers). `features`: all other columns, unless they are named."""
    source = arrow_table(rows)
    left = numbers(source, outcome)
    aside = {outcome, customer, period}
    names = tuple(features) if features is not None else tuple(n for n in source.column_names if n not in aside)
    found = features_of(source, names)
    training = train(
        found,
        left,
        customers=None if customer is None else texts(source, customer).astype(np.str_),
        periods=None if period is None else _moments(source, period),
        kind=kind,
        seed=seed,
    )
    judged = np.zeros(found.rows, dtype=np.bool_)
    judged[training.held_out_rows] = True
    probability = np.full(found.rows, np.nan) if training.model is None else training.model.score(found)
    who = pa.array(np.arange(found.rows)) if customer is None else column(source, customer)
    table = pa.table(
        {customer or "row": who, "probability": pa.array(probability, from_pandas=True), "held_out": judged}
    )
    return ChurnModel(like(rows, table), training, names)


def features_of(rows: TableLike, names: Sequence[str]) -> FeatureTable:
    """Columns of numbers and truth values as numbers, everything else as categories."""
    source = arrow_table(rows)
    columns: dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]] = {}
    for name in names:
        kind = column(source, name).type
        if _is_number(kind) or pa.types.is_boolean(kind):
            columns[name] = numbers(source, name)
        elif pa.types.is_temporal(kind):
            columns[name] = column(source, name).to_numpy()  # refused by name, with what to do
        else:
            columns[name] = texts(source, name)
    return FeatureTable.of(columns)


def _moments(source: pa.Table, name: str) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    """In their own order: 9 before 10, days as days."""
    return numbers(source, name) if _is_number(column(source, name).type) else texts(source, name).astype(np.str_)


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
