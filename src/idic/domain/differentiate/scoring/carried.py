"""What no step of a refresh sets (the segments of each customer, above all): read as it stands, to be written again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Column:
    """The values as they will go over the wire, and of each customer where theirs begins and how long it is."""

    content: npt.NDArray[np.uint8]
    start: Ints
    length: Ints
    empty: bytes | None


@dataclass(frozen=True)
class Scored:
    """`known` has a row, ascending."""

    known: Ints
    columns: dict[str, _Column]

    def carried(self, names: Sequence[str], customers: Ints) -> list[Carried]:
        """For these customers, in their order."""
        place = np.minimum(np.searchsorted(self.known, customers), max(self.known.size - 1, 0))
        there = self.known[place] == customers if self.known.size else np.zeros(customers.size, dtype=np.bool_)
        return [_placed(name, self.columns[name], place, there) for name in names]

    def others(self, customers: Ints) -> Ints:
        """Who else has a row."""
        # both hold nobody twice; numpy would look for that by a table of hashes
        return self.known[np.isin(self.known, customers, assume_unique=True, invert=True)]


def read_scored(cursor: CursorWrapper, table: str, fields: Sequence[models.Field[Any, Any]]) -> Scored:
    parts = [part for field in fields for part in _asked(field)]
    selected = "".join(f", {part}" for part in parts)
    statement = f"SELECT string_agg(int8send(customer_id), ''){selected} FROM {table} GROUP BY customer_id >> {SHIFT}"  # noqa: S608 - own names
    read: list[tuple[bytes, ...]] = []
    with cursor.cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT binary)") as copy:
        copy.set_types(["bytea"] * (1 + len(parts)))
        read.extend(copy.rows())
    known = _joined(read, 0, ">i8")
    order = np.argsort(known)
    columns = {}
    for number, field in enumerate(fields):
        length, empty = _joined(read, 1 + 2 * number, ">i4"), _empty(field)
        held = np.maximum(length, 0)
        content = b"".join([*(row[2 + 2 * number] for row in read), empty or b""])
        columns[str(field.column)] = _Column(
            np.frombuffer(content, dtype=np.uint8), (np.cumsum(held) - held)[order], length[order], empty
        )
    return Scored(known[order], columns)


def _placed(name: str, column: _Column, place: Ints, there: npt.NDArray[np.bool_]) -> Carried:
    """What a new one has stands behind all others."""
    size = NULL if column.empty is None else len(column.empty)
    if not column.start.size:
        return Carried(name, column.content, np.zeros(there.size, np.int64), np.full(there.size, size, np.int64))
    behind = column.content.size - max(size, 0)
    return Carried(
        name, column.content, np.where(there, column.start[place], behind), np.where(there, column.length[place], size)
    )


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
