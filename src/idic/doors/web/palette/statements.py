"""The SQL of a noun's search, composed once for all texts and for all people whose rights are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.search import TextSearch, Values

# Stand in a composed statement where the person and the values of a call go.
_USER, _TEAM, _NUMBER, _TEXT = -907_153_846_201, -907_153_846_202, -907_153_846_300, "\x01text{}\x01"
_MARKED = ("907153846", "\x01text", "\\x01text")


class NotComposable(Exception):
    """This noun is asked by a statement made for each text."""


class Reader(NamedTuple):
    """All of a person that a noun's `visible` may look at, besides who it is and in which team."""

    role: str
    grants: str
    is_active: bool
    has_team: bool
    today: date

    @classmethod
    def of(cls, user: User) -> Reader:
        rights = user.rights
        return cls(rights.role, repr(rights.grants), user.is_active, user.team_id is not None, timezone.localdate())


class Slot(NamedTuple):
    """Where the value at a place goes; a value inside a pattern is written as Django writes it there."""

    place: int
    before: str = ""
    after: str = ""

    def filled(self, values: Values) -> Any:
        value = values[self.place]
        if not self.before and not self.after:
            return value
        return f"{self.before}{connection.ops.prep_for_like_query(value)}{self.after}"


class Composed:
    def __init__(self, rows: QuerySet[Any], marks: Values) -> None:
        try:
            self.sql, params = rows.query.sql_with_params()
        except EmptyResultSet:
            raise NotComposable from None
        self._params = [(_slot(one, marks), one) for one in params]
        reached = {slot.place for slot, _one in self._params if slot is not None}
        told = [self.sql, *(repr(one) for slot, one in self._params if slot is None)]
        if (
            not reached.issuperset(range(2, len(marks)))
            or any(mark in one for mark in _MARKED for one in told)
            or any(isinstance(one, datetime) for one in params)
        ):
            raise NotComposable

    def params(self, values: Values) -> list[Any]:
        return [one if slot is None else slot.filled(values) for slot, one in self._params]


@dataclass(frozen=True)
class Asked:
    """A noun, and what of the typed text reaches the database for it."""

    noun: Noun
    search: TextSearch
    values: Values

    @property
    def shape(self) -> tuple[object, ...]:
        noun = self.noun
        return noun.code, noun.model, noun.visible, self.search, *map(type, self.values)


@dataclass(frozen=True)
class NounStatements:
    """`newest` looks through the last rows of the table only, `older` tells whether there are more, `every` looks
    through all."""

    newest: Composed
    older: Composed
    every: Composed

    def newest_params(self, values: Values) -> list[Any]:
        return [*self.newest.params(values), *self.older.params(())]


def composed(user: User, asked: Asked, *, newest: int, limit: int) -> NounStatements:
    noun = asked.noun
    if not isinstance(noun.model._meta.pk, IntegerField):
        raise NotComposable
    marks = tuple(_mark(one, place) for place, one in enumerate(asked.values))
    with connection.execute_wrapper(_refused):
        try:
            rows = asked.search.narrow(noun.visible(_marked(user), noun.permission("see")), *marks)
        except NotAllowed:
            raise NotComposable from None
        older = noun.model._base_manager.order_by("-pk").values_list("pk")[newest : newest + 1]
        last = rows.filter(pk__gt=Coalesce(Subquery(older), Value(0)))
        marks = (_USER, _TEAM, *marks)
        return NounStatements(
            Composed(_numbers(last, limit), marks), Composed(older, ()), Composed(_numbers(rows, limit), marks)
        )


def _numbers(rows: QuerySet[Any], limit: int) -> QuerySet[Any, Any]:
    return rows.order_by("-pk").values_list("pk")[:limit]


def _marked(user: User) -> User:
    """Nobody in particular: with the rights of this user, and with nothing else of theirs."""
    rights = user.rights
    marked = User(pk=_USER, team_id=None if user.team_id is None else _TEAM, role=rights.role, is_active=user.is_active)
    # As `User.with_rights` reads it.
    marked.__dict__["written_rights"] = {
        "code": rights.role, "name": rights.name, "grants": rights.grants, "group_access": rights.group_access,
    }  # fmt: skip
    return marked


def _mark(value: object, place: int) -> object:
    if type(value) is int:
        return _NUMBER - place
    if type(value) in (str, list):
        return _TEXT.format(place)
    raise NotComposable


def _slot(param: object, marks: Values) -> Slot | None:
    for place, mark in enumerate(marks):
        # Django wraps numbers by the width of their column
        if isinstance(param, type(mark)) and param == mark:
            return Slot(place)
        if isinstance(param, str) and isinstance(mark, str) and param.count(mark) == 1:
            before, after = param.split(mark)
            return Slot(place, before, after)
    return None


def _refused(*_call: object) -> Any:
    """What is read while a statement is composed would be told to everybody, for good."""
    raise NotComposable


def union(parts: Sequence[NounStatements]) -> str:
    """Rows of (place of the part, number); without a number where the part has rows that it did not look through."""
    return " UNION ALL ".join(
        f"(SELECT {place} AS place, found.* FROM ({part.newest.sql}) found)"  # noqa: S608 - composed by Django
        f" UNION ALL (SELECT {place}, NULL FROM ({part.older.sql}) older)"
        for place, part in enumerate(parts)
    )
