"""A page of what a typed text finds, counted on the way.

The index of words finds everything or nothing: counting with it, and then asking it again for a page, is to do the work
twice, and putting thousands of rows in order together with all that is shown of them is to do it for nothing. So what is
found is taken once, as numbers and what it is ordered by. What stands in many rows is looked for in the order of the list
instead, where the first fifty are found soon, but no further than a few thousand rows: words that stand only far down the
list are put in order after all. Where the index of words knows the places of the list, it is asked for the next of them
alone, and no further than the page needs (record 45).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, QuerySet, Subquery

from idic.doors.web.lists.written import Statement, Written, column_of, place_of, written_out
from idic.foundation.nouns.search import Marks
from idic.foundation.paging.keyset import COUNT_LIMIT, PAGE_SIZE, BoundedCount, Order, Start, ends_of, ordered_slice

# The database takes words for independent of one another: where it expects as many, there are more than are counted.
_COMMON = 10_000
#: So many are put in order, rather than looked for in the order of the list.
_ORDERED = 10_000
#: Rows of the list that are walked to find a page.
_WALKED = 2_000
#: Rows of a table of which everything that is found is counted.
_FEW = 50_000
#: As many at least, in pages, is said of what was not counted to its end.
_TOLD = (20, 10, 5, 2, 1)


Rows = Callable[[], QuerySet[Any]]


@dataclass(frozen=True)
class Hits:
    count: BoundedCount
    #: Of the page, in its order.
    pks: Sequence[int]
    has_next: bool = False
    has_previous: bool = False


def can_be_searched(model: type[Model], order: Order) -> bool:
    column = column_of(model, order)
    return column is not None and not column.null


def is_place(model: type[Model], order: Order, start: Start) -> bool:
    """Whether the order can begin behind this value."""
    column = column_of(model, order)
    try:
        return column is not None and column.to_python(start.value) is not None
    except (ValidationError, ValueError, TypeError):
        return False


def hits_of(
    visible: Rows, inside: Rows, order: Order, start: Start | None, *, marks: Marks | None = None,
    written: Written | None = None, known: BoundedCount | None = None,
) -> Hits:  # fmt: skip
    """`inside` is what is `visible` narrowed by the words, `written` the same where it is known; `known`: how many there
    are."""
    written = written or written_out(inside(), order, marks)
    if written is None:
        return Hits(BoundedCount(0, False), ())
    everything = written.everything
    with connection.cursor() as cursor:
        is_common = _expected(cursor, everything) >= _COMMON
        places = [] if is_common or marks is None else _next_places(written, order, start, marks)
        if places and written.near is not None:
            total, pks = _ordered(cursor, written.near(places), order, start)
            if len(pks) > PAGE_SIZE:
                return _hits(
                    total, pks, start, known=known or _counted(cursor, everything, inside().model) or _at_least(total)
                )
        if not is_common:
            total, pks = _ordered(cursor, _first(everything, _ORDERED + 1), order, start)
            if total <= _ORDERED:
                return _hits(total, pks, start)
    total, pks = COUNT_LIMIT + 1, _walked(visible(), inside(), order, start)
    if len(pks) <= PAGE_SIZE:
        with connection.cursor() as cursor:
            total, pks = _ordered(cursor, everything, order, start)
    return _hits(total, pks, start)


def _first(statement: Statement, rows: int) -> Statement:
    return f"{statement[0]} LIMIT {rows:d}", statement[1]


def _counted(cursor: Any, statement: Statement, model: type[Model]) -> BoundedCount | None:
    """None where that would cost as much as the page, for the sake of the number alone: whoever wants it asks for it."""
    sql, params = _first(statement, COUNT_LIMIT + 1)
    cursor.execute(
        f"SELECT CASE WHEN (SELECT reltuples FROM pg_class WHERE oid = %s::regclass) < {_FEW} THEN "  # noqa: S608 - written by Django
        f"(SELECT count(*) FROM ({sql}) hits) END",
        [model._meta.db_table, *params],
    )
    (found,) = cursor.fetchone()
    return None if found is None else BoundedCount(min(found, COUNT_LIMIT), found > COUNT_LIMIT)


def _at_least(total: int) -> BoundedCount:
    return BoundedCount(next(pages * PAGE_SIZE for pages in _TOLD if pages * PAGE_SIZE <= total), True)


def _next_places(written: Written, order: Order, start: Start | None, marks: Marks) -> list[int]:
    """Where the list goes on: the marks of two places, or nothing, where all are asked."""
    if written.near is None or written.place is None:
        return []
    descending = order.descending != (start is not None and start.is_back)
    at = marks.end(latest=descending) if start is None else written.place.to_python(start.value)
    if at is None:
        return []
    first = marks.of_place(at)
    second = first - 1 if descending else first + 1
    return [first, second] if min(first, second) >= 0 else []


def _hits(total: int, pks: list[int], start: Start | None, *, known: BoundedCount | None = None) -> Hits:
    pks, has_next, has_previous = ends_of(pks, start, size=PAGE_SIZE)
    return Hits(known or BoundedCount(min(total, COUNT_LIMIT), total > COUNT_LIMIT), pks, has_next, has_previous)


def _expected(cursor: Any, statement: Statement) -> float:
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement[0]}", statement[1])
    plan = cursor.fetchone()[0]
    return float((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])


def _ordered(cursor: Any, statement: Statement, order: Order, start: Start | None) -> tuple[int, list[int]]:
    """How many there are, and the page beyond `start` with one more."""
    sql, params = statement
    descending = order.descending != (start is not None and start.is_back)
    way, side = ("DESC", "<") if descending else ("ASC", ">")
    beyond, values = ("", [])
    if start is not None:
        beyond, values = f"WHERE (place, id) {side} (%s, %s)", [start.value, start.key]
    cursor.execute(
        f"WITH hits (id, place) AS MATERIALIZED ({sql}) SELECT known.n, page.id FROM (SELECT count(*) AS n FROM hits) known "  # noqa: S608 - written by Django
        f"LEFT JOIN (SELECT id, place FROM hits {beyond} ORDER BY place {way}, id {way} LIMIT {PAGE_SIZE + 1}) page ON true "
        f"ORDER BY page.place {way}, page.id {way}",
        [*params, *values],
    )
    read = cursor.fetchall()
    return int(read[0][0]), [pk for _n, pk in read if pk is not None]


def _walked(visible: QuerySet[Any], inside: QuerySet[Any], order: Order, start: Start | None) -> list[int]:
    """Of the next rows of the list, those with the words: a page and one more, or fewer."""
    field = place_of(inside.model, order)
    descending = order.descending != (start is not None and start.is_back)
    last = ordered_slice(visible, order, start, size=_WALKED)[_WALKED : _WALKED + 1].values(field)
    near = inside.filter(**{f"{field}__{'gte' if descending else 'lte'}": Subquery(last)})
    with transaction.atomic(), connection.cursor() as cursor:
        # Words are taken for rarer than they are, and then for quicker found by their index.
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        found = list(ordered_slice(near, order, start, size=PAGE_SIZE).values_list("pk", flat=True))
        # a caller's transaction goes on
        cursor.execute("SET LOCAL enable_bitmapscan = on")
    return found
