"""Pages by keyset: the last page costs what the first one costs, and rows that come and go shift nothing."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
R = TypeVar("R")

PAGE_SIZE = 50
# Counting stops here: "1,000+" tells a reader enough, and counting a million rows costs a second.
COUNT_LIMIT = 1000
# Beyond these the database would refuse the comparison itself.
_LARGEST_NUMBER = 2**63 - 1
_LONGEST_CURSOR = 4000


@dataclass(frozen=True)
class Order:
    """`field` must not be null (annotate a default where it can be) and has an index together with the key."""

    field: str
    descending: bool = False


class Start(NamedTuple):
    """What a cursor tells: the page lies behind the row with this value and key, or before it."""

    is_back: bool
    value: str | float
    key: int


@dataclass(frozen=True)
class Page(Generic[M]):
    rows: Sequence[M]
    next: str | None
    previous: str | None


def keyset_page(rows: QuerySet[M], order: Order, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[M]:
    """One query. A cursor that cannot be read (an old link, a typed one) answers with the first page."""
    start = read_cursor(cursor)
    try:
        found = list(ordered_slice(rows, order, start, size=size))
    except (ValidationError, ValueError, TypeError):
        # A cursor of another order, kept in an old link.
        if start is None:
            raise
        return keyset_page(rows, order, size=size)
    found, has_next, has_previous = ends_of(found, start, size=size)
    return Page(
        found,
        token_after(found[-1], order) if has_next else None,
        token_before(found[0], order) if has_previous else None,
    )


def ordered_slice(rows: QuerySet[M], order: Order, start: Start | None, *, size: int = PAGE_SIZE) -> QuerySet[M]:
    """One row more than the page holds, and backwards where the cursor leads back: `ends_of` puts it right."""
    if start is not None:
        rows = rows.filter(_beyond(order.field, start.value, start.key, _descends(order, start)))
    return in_order(rows, order, start)[: size + 1]


def in_order(rows: QuerySet[M], order: Order, start: Start | None) -> QuerySet[M]:
    sign = "-" if _descends(order, start) else ""
    return rows.order_by(f"{sign}{order.field}", f"{sign}pk")


def _descends(order: Order, start: Start | None) -> bool:
    return order.descending != (start is not None and start.is_back)


def ends_of(found: list[R], start: Start | None, *, size: int = PAGE_SIZE) -> tuple[list[R], bool, bool]:
    """The rows of the page in their order, and whether there is a next and a previous one."""
    more, found = len(found) > size, found[:size]
    if not found:
        return found, False, False
    if start is not None and start.is_back:
        return found[::-1], True, more
    return found, more, start is not None


def token_after(row: Model, order: Order) -> str:
    return _token("n", row, order.field)


def token_before(row: Model, order: Order) -> str:
    return _token("p", row, order.field)


@dataclass(frozen=True)
class BoundedCount:
    value: int
    is_more: bool


def bounded_count(rows: QuerySet[Any], *, limit: int = COUNT_LIMIT) -> BoundedCount:
    counted = rows.order_by().values("pk")[: limit + 1].count()
    return BoundedCount(min(counted, limit), counted > limit)


def _beyond(field: str, value: Any, key: int, descending: bool) -> Q:
    side = "lt" if descending else "gt"
    if field in ("pk", "id"):
        return Q(**{f"pk__{side}": key})
    # Written so that the index on (field, key) gives the start of the range.
    return Q(**{f"{field}__{side}e": value}) & (Q(**{f"{field}__{side}": value}) | Q(**{f"pk__{side}": key}))


def _token(direction: str, row: Model, field: str) -> str:
    value: Any = row
    for part in field.split("__"):
        value = getattr(value, part)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    elif isinstance(value, Decimal):
        value = str(value)
    return base64.urlsafe_b64encode(json.dumps([direction, value, row.pk]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Start | None:
    if not cursor or len(cursor) > _LONGEST_CURSOR:
        return None
    try:
        read = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(read, list) or len(read) != 3:
        return None
    direction, value, key = read
    if direction not in ("n", "p") or not _is_number(key) or not isinstance(key, int):
        return None
    if not (_is_number(value) or (isinstance(value, str) and _is_storable(value))):
        return None
    return Start(direction == "p", value, key)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) <= _LARGEST_NUMBER


def _is_storable(text: str) -> bool:
    """What PostgreSQL takes as a text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
