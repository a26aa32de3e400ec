"""What a model says, into the records: the newest word replaces the one before, by COPY."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from idic.domain.differentiate.models import ModelDrift, TrainedModel
from idic.foundation.bulk.copying import copy_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PredictionRows:
    """Beside one another, a row for each customer."""

    customers: NDArray[np.int64]
    scores: NDArray[np.float64]
    bands: NDArray[np.object_]
    outliers: NDArray[np.bool_]
    reasons: list[list[dict[str, Any]]]


@dataclass(frozen=True)
class DriftFound:
    """`foretold` and `observed` of the newest complete window; of clusters `foretold` is the share of outliers."""

    indices: dict[str, float]
    worst: float | None
    foretold: float | None
    observed: float | None
    customers: int


@transaction.atomic
def store_predictions(
    model: TrainedModel, rows: PredictionRows, *, as_of: date, snapshot: str, drift: DriftFound
) -> int:
    """Of customers that are there no more, nothing is kept. Returns how many were stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE foretold (customer_id bigint, score float8, band text, is_outlier bool,"
            " reasons jsonb) ON COMMIT DROP"
        )
        copy_rows("foretold", ("customer_id", "score", "band", "is_outlier", "reasons"), _rows(rows))
        cursor.execute("DELETE FROM differentiate_prediction WHERE model_id = %s", [model.pk])
        cursor.execute(
            """INSERT INTO differentiate_prediction (model_id, customer_id, score, band, is_outlier, reasons, as_of)
               SELECT %s, f.customer_id, f.score, f.band, f.is_outlier, f.reasons, %s
               FROM foretold f JOIN identify_customer c ON c.id = f.customer_id
               WHERE c.merged_into_id IS NULL""",
            [model.pk, as_of],
        )
        stored = int(cursor.rowcount)
        cursor.execute("DROP TABLE foretold")
    ModelDrift.objects.update_or_create(
        model=model, as_of=as_of,
        defaults={
            "indices": drift.indices, "worst": drift.worst, "foretold": drift.foretold, "observed": drift.observed,
            "customers": drift.customers, "snapshot": snapshot,
        },
    )  # fmt: skip
    return stored


def _rows(rows: PredictionRows) -> Iterator[tuple[Any, ...]]:
    for customer, score, band, outlier, reasons in zip(
        rows.customers.tolist(), rows.scores.tolist(), rows.bands.tolist(), rows.outliers.tolist(), rows.reasons,
        strict=True,
    ):  # fmt: skip
        yield customer, score, band, outlier, json.dumps(reasons)
