"""The statements of a search. A list is searched for one text after the other, and only the text differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, Model, QuerySet

from idic.foundation.nouns.search import Marks, Values
from idic.foundation.paging.keyset import Order

# Stand in a composed statement where values go; nothing else in it is like them.
_NUMBER, _TEXT = 907_153_846_400, "text 907153846400 {}"
_PLACES = (907_153_846_498, 907_153_846_499)

Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Written:
    """What is found, as statements: all of it, and what of it carries one of two marks of places."""

    everything: Statement
    #: None where the index of words knows nothing of the list's order.
    near: Callable[[Sequence[int]], Statement] | None
    place: Field[Any, Any] | None


def written_out(inside: QuerySet[Any], order: Order, marks: Marks | None) -> Written | None:
    """None where nothing can be found. `inside` is in no order as yet."""
    field, column = place_of(inside.model, order), column_of(inside.model, order)
    found = inside.order_by().values_list("pk", field)
    try:
        everything = found.query.sql_with_params()
    except EmptyResultSet:
        return None
    if marks is None or marks.place != field:
        return Written(everything, None, column)
    return Written(everything, lambda places: marks.carried(found, places).query.sql_with_params(), column)


def place_of(model: type[Model], order: Order) -> str:
    return model._meta.pk.name if order.field == "pk" else order.field


def column_of(model: type[Model], order: Order) -> Field[Any, Any] | None:
    if order.field == "pk":
        return model._meta.pk
    return next((one for one in model._meta.concrete_fields if one.name == order.field), None)


class Texts:
    """`rows` gives what is found for any values of the kinds of `values`, and looks at none of them."""

    def __init__(self, rows: Callable[..., QuerySet[Any]], values: Values, order: Order, marks: Marks | None) -> None:
        self._everything: _Gaps | None = None
        self._near: _Gaps | None = None
        marked = tuple(_mark(place, one) for place, one in enumerate(values))
        written = written_out(rows(*marked), order, marks)
        if written is None:
            return
        self._everything, self._place = _Gaps(written.everything, marked), written.place
        if written.near is not None:
            self._near = _Gaps(written.near(_PLACES), (*marked, *_PLACES))

    def written(self, values: Values) -> Written | None:
        """None where the statement must be written for each text."""
        near = self._near
        if self._everything is None or not self._everything.is_whole or (near is not None and not near.is_whole):
            return None
        return Written(
            self._everything.filled(values),
            None if near is None else lambda places: near.filled((*values, *places)),
            self._place,
        )


class _Gaps:
    def __init__(self, statement: Statement, marks: Sequence[object]) -> None:
        self._sql, params = statement
        self._params = [(_place(one, marks), one) for one in params]
        told = [one for place, one in self._params if place is None]
        #: A mark that was put into another text, or not at all, cannot be filled, and a moment may be this one.
        self.is_whole = (
            {place for place, _one in self._params if place is not None} == set(range(len(marks)))
            and "9071538464" not in repr(told) + self._sql
            and not any(isinstance(one, datetime) for one in told)
        )

    def filled(self, values: Sequence[Any]) -> Statement:
        return self._sql, [one if place is None else values[place] for place, one in self._params]


def _place(param: object, marks: Sequence[object]) -> int | None:
    # Django wraps numbers by the width of their column.
    return next((place for place, mark in enumerate(marks) if isinstance(param, type(mark)) and param == mark), None)


def _mark(place: int, value: object) -> object:
    """What is of another kind finds no gap, and is written for each text."""
    if isinstance(value, str):
        return _TEXT.format(place)
    return [_TEXT.format(place)] if isinstance(value, list) else _NUMBER + place
