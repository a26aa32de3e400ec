"""Records of every noun that can be searched. Customers have a search of their own, with the best hits first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet

from idic.doors.web.palette.found import found_among
from idic.doors.web.records.pages import page_of
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.languages.values import written
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import listed_rows, noun_of
from idic.foundation.storage.remembered import RememberedQuery
from idic.foundation.texts import trimmed

_LONGEST = 200
_TOLD = 3
# Stands where the number of a record goes.
_NUMBER = 907_153_846_401


def source_of(code: str) -> str:
    return f"noun-{code}"


def find_records(codes: Sequence[str], user: User, text: str, limit: int) -> Mapping[str, Sequence[Hit]]:
    """By the codes of their sources, newest first. The numbers come before the rows: most texts find none, and the rows
    of a list are wide."""
    text = trimmed(text, _LONGEST)
    if not text:
        return {}
    nouns = [noun for noun in map(noun_of, codes) if may(user, noun.permission("see"))]
    found = found_among(user, nouns, text, limit)
    return {source_of(noun.code): _hits(noun, user, found[noun.code]) for noun in nouns if found.get(noun.code)}


def _hits(noun: Noun, user: User, numbers: Sequence[int]) -> list[Hit]:
    told = _told(noun, user)
    return [
        Hit(str(noun.title(row)), page_of(noun.code, row.pk), _detail(told, row))
        for row in _rows(noun.code, noun.model, numbers)
    ]


def _rows(code: str, model: type[Model], numbers: Sequence[int]) -> list[Any]:
    return _reading(code, model, len(numbers))(*numbers)


@cache
def _reading(code: str, model: type[Model], count: int) -> Callable[..., list[Any]]:
    """Reads so many records of a noun as its list does."""

    def rows(*numbers: int) -> QuerySet[Any]:
        return listed_rows(code, model._default_manager.filter(pk__in=numbers)).order_by("-pk")

    marks = range(_NUMBER, _NUMBER + count)
    # What is prefetched is no part of the statement.
    if rows(*marks)._prefetch_related_lookups:  # type: ignore[attr-defined]  # not in the stubs
        return lambda *numbers: list(rows(*numbers))
    return RememberedQuery(rows, *marks)


def _told(noun: Noun, user: User) -> list[Field]:
    """What a list shows behind the title, as far as it stands on the row and this reader may see it."""
    fields = {one.name: one for one in noun.fields}
    shown = [fields[name] for name in noun.columns[1:] if name in fields]
    return [
        one
        for one in shown
        if one.value is not None
        and one.names is None
        and (not one.permission or may(user, one.permission))
        and field_access(user, noun.code, one) >= GroupAccess.SEEN
    ][:_TOLD]


def _detail(told: list[Field], row: Any) -> str:
    texts = (written(one, one.value(row)) for one in told if one.value is not None)
    return " · ".join(text for text in texts if text)
