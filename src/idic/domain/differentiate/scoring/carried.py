"""What no step of a refresh sets (the segments of each customer, above all): read as it stands, to be written again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.utils import CursorWrapper

from idic.domain.differentiate.scoring.binary_rows import NULL, Carried, empty_array

Ints = npt.NDArray[np.int64]
#: One value for so many customers: a value of the database holds a gigabyte at most.
SHIFT = 16
_SENT: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (ArrayField, "array_send"), (models.FloatField, "float8send"), (models.DecimalField, "numeric_send"),
    (models.DateField, "date_send"), (models.SmallIntegerField, "int2send"), (models.IntegerField, "int4send"),
    (models.CharField, "textsend"),
)  # fmt: skip


def read_carried(
    cursor: CursorWrapper, table: str, fields: Sequence[models.Field[Any, Any]], customers: Ints
) -> tuple[list[Carried], Ints]:
    """The columns for these customers, in their order, and who else has a row."""
    parts = [part for field in fields for part in _asked(field)]
    selected = "".join(f", {part}" for part in parts)
    statement = f"SELECT string_agg(int8send(customer_id), ''){selected} FROM {table} GROUP BY customer_id >> {SHIFT}"  # noqa: S608 - own names
    read: list[tuple[bytes, ...]] = []
    with cursor.cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT binary)") as copy:
        copy.set_types(["bytea"] * (1 + len(parts)))
        read.extend(copy.rows())
    known = _joined(read, 0, ">i8")
    order = np.argsort(known)
    known = known[order]
    place = np.minimum(np.searchsorted(known, customers), max(known.size - 1, 0))
    there = known[place] == customers if known.size else np.zeros(customers.size, dtype=np.bool_)
    columns = []
    for number, field in enumerate(fields):
        length, content = _joined(read, 1 + 2 * number, ">i4")[order], b"".join(row[2 + 2 * number] for row in read)
        held = np.maximum(_joined(read, 1 + 2 * number, ">i4"), 0)
        start = (np.cumsum(held) - held)[order]
        empty = _empty(field)
        columns.append(
            Carried(
                str(field.column), np.frombuffer(content + (empty or b""), dtype=np.uint8),
                np.where(there, start[place] if known.size else 0, len(content)),
                np.where(there, length[place] if known.size else 0, NULL if empty is None else len(empty)),
            )
        )  # fmt: skip
    return columns, np.setdiff1d(known, customers)


def _asked(field: models.Field[Any, Any]) -> list[str]:
    send = next(name for kind, name in _SENT if isinstance(field, kind))
    sent = f"{send}({field.column})"
    return [f"string_agg(int4send(coalesce(length({sent}), {NULL})), '')", f"string_agg(coalesce({sent}, ''), '')"]


def _joined(read: list[tuple[bytes, ...]], number: int, form: str) -> Ints:
    return np.frombuffer(b"".join(row[number] for row in read), dtype=form).astype(np.int64)


def _empty(field: models.Field[Any, Any]) -> bytes | None:
    """What stands in a column of a customer of whom nothing was known before; None is NULL."""
    if isinstance(field, ArrayField):
        return empty_array("text" if isinstance(field.base_field, models.CharField) else "bigint")
    return None if field.null else b""
