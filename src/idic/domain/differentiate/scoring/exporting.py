"""Scores and memberships as marts of the snapshot: what the warehouse declares in `star/computed.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from django.db import connection

from idic.warehouse.star.computed import SCORES

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.steps import Column, Turn

_ARROW = {
    "int64": pa.int64(), "int32": pa.int32(), "int16": pa.int16(), "double": pa.float64(), "string": pa.string(),
    "date32": pa.date32(),
}  # fmt: skip
_UNITS = 10_000
_ONE_TO_FIVE = {"r", "f", "m"}


def scores_table(turn: Turn) -> pa.Table:
    return pa.table({one.name: _column(turn, one.name, _ARROW[str(one.type)]) for one in SCORES.columns})


def memberships_table() -> pa.Table:
    """Who belongs where now, read as this transaction sees it."""
    with connection.cursor() as cursor:
        # one value for each segment: a row for each membership would cost more than all the rest
        cursor.execute(
            "SELECT segment_id, string_agg(int8send(customer_id), ''::bytea) FROM differentiate_segmentmembership"
            " WHERE valid_to IS NULL GROUP BY 1"
        )
        held = {segment: np.frombuffer(ids, dtype=">i8").astype(np.int64) for segment, ids in cursor.fetchall()}
    customer = np.concatenate([np.zeros(0, np.int64), *held.values()])
    segment = np.repeat(np.array([*held], dtype=np.int64), [ids.size for ids in held.values()])
    order = np.lexsort((segment, customer))
    return pa.table({"customer_id": customer[order], "segment_id": segment[order]})


def _column(turn: Turn, name: str, kind: pa.DataType) -> pa.Array:
    if name.endswith("_e4"):
        return _whole(turn.columns[name.removesuffix("_e4")].astype(np.float64) * _UNITS, kind)
    values = turn.columns.get(name)
    if values is None:
        return pa.nulls(turn.customers, kind)
    if pa.types.is_integer(kind):
        numbers = values.astype(np.float64) if name != "customer_id" else values
        return pa.array(values, kind) if name == "customer_id" else _whole(
            np.where(numbers == 0, np.nan, numbers) if name in _ONE_TO_FIVE else numbers, kind
        )  # fmt: skip
    if pa.types.is_floating(kind):
        return pa.array(values, kind, from_pandas=True)
    if pa.types.is_date(kind):
        return pa.array(values.astype("datetime64[D]"), kind)
    return pa.array(values.astype(object), kind)


def _whole(values: Column, kind: pa.DataType) -> pa.Array:
    missing = np.isnan(values)
    return pa.array(np.where(missing, 0, np.rint(values)).astype(np.int64), mask=missing).cast(kind)
