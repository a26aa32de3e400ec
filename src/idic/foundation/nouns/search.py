"""How the records of a noun are found by a typed text, so that one statement can be composed for all texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

#: Texts, numbers and lists of texts: what can stand in for any other of its kind while a statement is composed.
Values = tuple[Any, ...]


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

    def __call__(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        values = self.read(text)
        return rows.none() if values is None else self.narrow(rows, *values)
