"""A page of what a typed text finds, counted on the way.

The index of words finds everything or nothing: counting with it, and then asking it again for a page, is to do the work
twice, and putting thousands of rows in order together with all that is shown of them is to do it for nothing. So what is
found is taken once, as numbers and what it is ordered by; and what stands in so many rows that the database itself expects
them is looked for in the order of the list, where the first fifty are found at once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import Field, Model, QuerySet

from idic.foundation.paging.keyset import COUNT_LIMIT, PAGE_SIZE, BoundedCount, Order, Start, ends_of

#: More is not put in order: so common a word stands in one of the next few rows, whatever the order.
_MOST_ORDERED = 20_000
# The database takes words for independent of one another: where it expects as many, there are as many.
_COMMON = 10_000


@dataclass(frozen=True)
class Hits:
    count: BoundedCount
    #: Of the page, in its order; None where the order of the list finds it sooner.
    pks: Sequence[int] | None
    has_next: bool = False
    has_previous: bool = False


def can_be_searched(model: type[Model], order: Order) -> bool:
    column = _column(model, order)
    return column is not None and not column.null


def is_place(model: type[Model], order: Order, start: Start) -> bool:
    """Whether the order can begin behind this value."""
    column = _column(model, order)
    try:
        return column is not None and column.to_python(start.value) is not None
    except (ValidationError, ValueError, TypeError):
        return False


def _column(model: type[Model], order: Order) -> Field[Any, Any] | None:
    if order.field == "pk":
        return model._meta.pk
    return next((one for one in model._meta.concrete_fields if one.name == order.field), None)


def hits_of(rows: QuerySet[Any], order: Order, start: Start | None) -> Hits:
    """`rows` narrowed by the words, as yet in no order."""
    many = Hits(BoundedCount(COUNT_LIMIT, True), None)
    field = rows.model._meta.pk.name if order.field == "pk" else order.field
    found = rows.order_by().values_list("pk", field)[: _MOST_ORDERED + 1]
    try:
        sql, params = found.query.sql_with_params()
    except EmptyResultSet:
        return Hits(BoundedCount(0, False), ())
    descending = order.descending != (start is not None and start.is_back)
    way, side = ("DESC", "<") if descending else ("ASC", ">")
    beyond, values = ("", [])
    if start is not None:
        beyond, values = f"WHERE (place, id) {side} (%s, %s)", [start.value, start.key]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        expected = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
        if expected >= _COMMON:
            return many
        cursor.execute(
            f"WITH hits (id, place) AS MATERIALIZED ({sql}) SELECT known.n, page.id FROM (SELECT count(*) AS n FROM hits) known "  # noqa: S608 - written by Django
            f"LEFT JOIN (SELECT id, place FROM hits {beyond} ORDER BY place {way}, id {way} LIMIT {PAGE_SIZE + 1}) page ON true "
            f"ORDER BY page.place {way}, page.id {way}",
            [*params, *values],
        )
        read = cursor.fetchall()
    total = int(read[0][0])
    if total > _MOST_ORDERED:
        return many
    pks, has_next, has_previous = ends_of([pk for _n, pk in read if pk is not None], start)
    return Hits(BoundedCount(min(total, COUNT_LIMIT), total > COUNT_LIMIT), pks, has_next, has_previous)
