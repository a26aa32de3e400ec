"""How the records of a noun are found by a typed text, so that one statement can be composed for all texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from idic.methods.predicate.tree import Leaf

if TYPE_CHECKING:
    from django.db.models import Expression

    from idic.foundation.accounts.models import User

#: Texts, numbers and lists of texts: what can stand in for any other of its kind while a statement is composed.
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Marks:
    """What the index of words knows of a row besides them, as numbers. Asked for along with words, the index looks at
    nothing else, while words alone give it everything that ever said them. Marks decide nothing: what they stand for is
    asked of the rows all the same.
    """

    #: The list of a row's marks, written as the index writes it.
    column: Callable[[], Expression]
    #: One of these is on everything that somebody may see; nothing where they see all.
    of_reader: Callable[[User, str], Sequence[int]]
    #: One of these is on everything of which a condition holds; nothing where no mark tells.
    of_leaf: Callable[[Leaf], Sequence[int]]
    #: A moment that lists are ordered by; the mark of a value of it, from 0, which grows with it; and the first or the
    #: last value that there is.
    place: str
    of_place: Callable[[datetime], int]
    end: Callable[..., datetime | None]

    def carried(self, rows: QuerySet[Any], *any_of: Sequence[int]) -> QuerySet[Any]:
        """Of each of `any_of`, a row carries one."""
        rows = rows.alias(its_marks=self.column()) if any_of else rows
        for marks in any_of:
            rows = rows.filter(its_marks__overlap=list(marks))
        return rows


@dataclass(frozen=True)
class TextSearch:
    """`read` gives what of a text reaches the database, always as many values of the same kinds, or None where the text
    can find nothing. `narrow(rows, *values)` passes each on as it is, or inside a pattern as `__icontains` writes it,
    and looks at none of them: whatever depends on a value is decided by `read`. A list goes in as one value, by
    `Value(tokens, ArrayField(TextField()))`.

    As a noun's `search` it is called with the text itself, as a plain function would be.
    """

    read: Callable[[str], Values | None]
    narrow: Callable[..., QuerySet[Any]]
    marks: Marks | None = None

    def __call__(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        values = self.read(text)
        return rows.none() if values is None else self.narrow(rows, *values)
