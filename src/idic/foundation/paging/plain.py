"""A page of rows that stay as the database tells them: a record costs more to make than its row costs to show."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db.models import CharField, Model, QuerySet, TextField

from idic.foundation.paging.keyset import (
    Order,
    Start,
    ends_of,
    in_order,
    ordered_slice,
    read_cursor,
    token_after,
    token_before,
)
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import PlainRows, Row

# No row has them; a start that is composed once has them where the cursor's own stand.
_VALUE, _KEY = "plain page's start 4f1c0e", 907_153_846_001
_composed: Memory[PlainRows[Any]] = Memory(256)


@dataclass(frozen=True)
class PlainPage:
    rows: Sequence[Row]
    record: Callable[[Row], Any]
    next: str | None
    previous: str | None


def _made_of_nothing(row: Row) -> NoReturn:
    raise LookupError("the page has no rows")


NO_ROWS = PlainPage((), _made_of_nothing, None, None)


def plain_page(
    rows: Callable[[], QuerySet[Any]], order: Order, *, cursor: str | None = None, key: Hashable = None,
    listed: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
) -> PlainPage:  # fmt: skip
    """As `keyset_page`. Under a `key` that tells everything which `rows` looks at, the statement is composed once.

    With `listed` the rows of the page are found by their numbers alone, which an index may hold with all that is asked
    of them, and then read as it says."""
    start = read_cursor(cursor)

    def sliced(start: Start | None) -> QuerySet[Any]:
        found = ordered_slice(rows(), order, start)
        if listed is None:
            return found
        return in_order(listed(found.model._default_manager.filter(pk__in=found.values("pk"))), order, start)

    try:
        read, values = _read(sliced, order, start, key)
        found = read(*values)
    except EmptyResultSet:
        return NO_ROWS
    except (ValidationError, ValueError, TypeError):
        # A cursor of another order, kept in an old link.
        if start is None:
            raise
        return plain_page(rows, order, key=key, listed=listed)
    found, has_next, has_previous = ends_of(found, start)
    return PlainPage(
        found,
        read.record,
        token_after(read.record(found[-1]), order) if has_next else None,
        token_before(read.record(found[0]), order) if has_previous else None,
    )


def _read(
    sliced: Callable[[Start | None], QuerySet[Any]], order: Order, start: Start | None, key: Hashable
) -> tuple[PlainRows[Any], tuple[object, ...]]:
    if key is None:
        return PlainRows(sliced(start), is_prepared=False), ()
    case = (key, order, None if start is None else start.is_back)
    known = _composed.get(case)
    if known is None:
        if start is None:
            known = PlainRows(sliced(None))
        else:
            built = sliced(start)
            if not _is_text(built.model, order.field):
                return PlainRows(built, is_prepared=False), ()
            known = PlainRows(sliced(Start(start.is_back, _VALUE, _KEY)), _VALUE, _KEY)
        _composed.keep(case, known)
    if start is None:
        return known, ()
    if not isinstance(start.value, str):
        raise TypeError("a text is ordered by texts")
    return known, (start.value, start.key)


def _is_text(model: type[Model], name: str) -> bool:
    return any(one.name == name and isinstance(one, CharField | TextField) for one in model._meta.concrete_fields)
