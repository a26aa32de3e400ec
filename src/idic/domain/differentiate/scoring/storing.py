"""Scores back into the records: COPY into a temporary table, then one statement that touches only what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from idic.domain.differentiate.scoring.scores import Scores
from idic.foundation.bulk.copying import copy_rows

_COLUMNS = {
    "tense": "text", "first_at": "date", "last_at": "date", "recency_days": "integer", "frequency": "integer",
    "monetary": "numeric(18,2)", "r": "smallint", "f": "smallint", "m": "smallint", "rfm_group": "text",
    "p_alive": "double precision", "expected_purchases": "double precision", "lifetime_value": "numeric(18,2)",
    "actual_value": "numeric(18,2)", "strategic_value": "numeric(18,2)", "tier": "text", "limit_days": "integer",
    "reasons": "text[]",
}  # fmt: skip
_WHOLE = {"recency_days", "frequency", "limit_days"}
_SCORE = {"r", "f", "m"}


def store_scores(scores: Scores, refresh_id: int) -> int:
    names = list(_COLUMNS)
    with connection.cursor() as cursor:
        declared = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
        cursor.execute(f"CREATE TEMPORARY TABLE scored (customer_id bigint, {declared}) ON COMMIT DROP")
        copy_rows("scored", ("customer_id", *names), _rows(scores))
        assignments = ", ".join(f"{name} = excluded.{name}" for name in names)
        cursor.execute(
            f"""INSERT INTO differentiate_customerscore (customer_id, refresh_id, segment_ids, {", ".join(names)})
                SELECT n.customer_id, %s, '{{}}', {", ".join(f"n.{name}" for name in names)}
                FROM scored n WHERE EXISTS (SELECT FROM identify_customer c WHERE c.id = n.customer_id)
                ON CONFLICT (customer_id) DO UPDATE SET refresh_id = excluded.refresh_id, {assignments}""",  # noqa: S608 - own names
            [refresh_id],
        )
        stored = int(cursor.rowcount)
        cursor.execute(
            """DELETE FROM differentiate_customerscore s USING identify_customer c
               WHERE c.id = s.customer_id AND c.merged_into_id IS NOT NULL"""
        )
        return stored


def _rows(scores: Scores) -> Iterator[tuple[Any, ...]]:
    columns = [_plain(name, scores.columns[name]) for name in ("customer_id", *_COLUMNS)]
    yield from zip(*columns, strict=True)


def _plain(name: str, values: Any) -> list[Any]:
    if np.issubdtype(values.dtype, np.datetime64):
        return list(values.astype(object))
    if name in _SCORE:
        return [int(value) or None for value in values]
    if np.issubdtype(values.dtype, np.floating):
        kept = values.astype(object)
        kept[np.isnan(values)] = None
        if name in _WHOLE:
            return [None if value is None else round(value) for value in kept]
        return list(kept)
    if values.dtype != object:
        return list(values.tolist())
    return [value if isinstance(value, list) else value or "" for value in values]
