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


_VANISHED = """
DELETE FROM differentiate_prediction p WHERE p.model_id = %(model)s AND NOT EXISTS (
    SELECT FROM foretold f JOIN identify_customer c ON c.id = f.customer_id AND c.merged_into_id IS NULL
    WHERE f.customer_id = p.customer_id)
"""
_CHANGED = """
UPDATE differentiate_prediction p
SET score = f.score, band = f.band, is_outlier = f.is_outlier, reasons = f.reasons, as_of = %(as_of)s
FROM foretold f WHERE p.model_id = %(model)s AND p.customer_id = f.customer_id
"""
_NEW = """
INSERT INTO differentiate_prediction (model_id, customer_id, score, band, is_outlier, reasons, as_of)
SELECT %(model)s, f.customer_id, f.score, f.band, f.is_outlier, f.reasons, %(as_of)s
FROM foretold f JOIN identify_customer c ON c.id = f.customer_id AND c.merged_into_id IS NULL
WHERE NOT EXISTS (
    SELECT FROM differentiate_prediction p WHERE p.model_id = %(model)s AND p.customer_id = f.customer_id)
"""


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
        cursor.execute("ANALYZE foretold")
        cursor.execute(_VANISHED, {"model": model.pk})
        # rows that stay are changed and not written anew: their keys then need no second look
        cursor.execute(_CHANGED, {"model": model.pk, "as_of": as_of})
        stored = int(cursor.rowcount)
        cursor.execute(_NEW, {"model": model.pk, "as_of": as_of})
        stored += int(cursor.rowcount)
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
