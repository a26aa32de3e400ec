"""The numbers of what a text finds among the records of several nouns, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from idic.doors.web.palette.statements import Asked, Composed, NotComposable, NounStatements, Reader, composed, union
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.search import TextSearch, Values
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import prepared_cursor

# So many rows of each noun are looked through by one statement that is planned once and good for any text. Most nouns
# have no more, and a common text finds enough among them.
_NEWEST = 100


class _Together(NamedTuple):
    """One statement for the newest rows of all nouns; None for a noun that must be asked by one made for the text."""

    sql: str
    parts: list[NounStatements | None]


_statements: Memory[_Together] = Memory(256)


def found_among(user: User, nouns: Sequence[Noun], text: str, limit: int) -> dict[str, list[int]]:
    """By the nouns' codes. What the newest rows do not tell is looked for among all, planned with the text in sight:
    how frequent it is decides the way to go."""
    asked, found = [], {}
    for noun in nouns:
        if isinstance(noun.search, TextSearch):
            if (values := noun.search.read(text)) is not None:
                asked.append(Asked(noun, noun.search, values))
        else:
            found[noun.code] = _alone(user, noun, text, limit)
    if not asked:
        return found
    together = _together(user, asked, limit)
    composable: list[tuple[Asked, NounStatements, Values]] = []
    for one, part in zip(asked, together.parts, strict=True):
        if part is None:
            found[one.noun.code] = _alone(user, one.noun, text, limit)
        else:
            composable.append((one, part, (user.pk, user.team_id, *one.values)))
    newest, has_older = _newest(together.sql, composable)
    for place, (one, part, values) in enumerate(composable):
        numbers = sorted(newest[place], reverse=True)
        if len(numbers) < limit and place in has_older:
            lately = _lately(user, one, limit)
            numbers = _every(part.every, values) if lately is None else lately
        found[one.noun.code] = numbers
    return found


def _together(user: User, asked: Sequence[Asked], limit: int) -> _Together:
    key = (Reader.of(user), limit, *(one.shape for one in asked))
    found = _statements.get(key)
    if found is None:
        parts = [_part(user, one, limit) for one in asked]
        found = _Together(union([one for one in parts if one is not None]), parts)
        _statements.keep(key, found)
    return found


def _part(user: User, asked: Asked, limit: int) -> NounStatements | None:
    try:
        return composed(user, asked, newest=_NEWEST, limit=limit)
    except NotComposable:
        return None


def _newest(sql: str, asked: Sequence[tuple[Asked, NounStatements, Values]]) -> tuple[list[list[int]], set[int]]:
    """What was found at each place, and the places that have rows besides those looked through."""
    found: list[list[int]] = [[] for _one in asked]
    has_older: set[int] = set()
    params = [value for _one, part, values in asked for value in part.newest_params(values)]
    if asked:
        with prepared_cursor() as cursor:
            cursor.execute(sql, params)
            for place, pk in cursor.fetchall():
                if pk is None:
                    has_older.add(place)
                else:
                    found[place].append(pk)
    return found, has_older


def _every(statement: Composed, values: Values) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params(values))
        return [pk for (pk,) in cursor.fetchall()]


def _lately(user: User, asked: Asked, limit: int) -> list[int] | None:
    """By the marks that the index of words knows, if it knows any: among what was spoken of lately, else among all. Words
    are never looked for row by row: the database takes rare ones for frequent, and would look through the whole table."""
    marks = asked.search.marks
    if marks is None:
        return None
    permission = asked.noun.permission("see")
    rows = asked.search.narrow(asked.noun.visible(user, permission), *asked.values).order_by().values_list("pk")
    reader, latest = marks.of_reader(user, permission), marks.end(latest=True)
    rows = marks.carried(rows, reader) if reader else rows
    if latest is not None:
        last = marks.of_place(latest)
        found = _highest(marks.carried(rows, (last, last - 1)), limit)
        if len(found) == limit:
            return found
    return _highest(rows, limit)


def _highest(rows: QuerySet[Any], limit: int) -> list[int]:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH hits (id) AS MATERIALIZED ({sql}) SELECT id FROM hits ORDER BY id DESC LIMIT {limit:d}",  # noqa: S608 - written by Django
            params,
        )
        return [pk for (pk,) in cursor.fetchall()]


def _alone(user: User, noun: Noun, text: str, limit: int) -> list[int]:
    if noun.search is None:
        return []
    try:
        rows = noun.search(noun.visible(user, noun.permission("see")), text)
    except NotAllowed:
        return []
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
