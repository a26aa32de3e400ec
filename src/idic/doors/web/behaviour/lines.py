"""Some lines at a time of a kept list, by the same links as everywhere: `?after=` and `?before=` carry a line's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

ON_PAGE = 15
Line = TypeVar("Line")


@dataclass(frozen=True)
class Lines(Generic[Line]):
    """`rows` keep the place that they have in the whole list."""

    rows: list[tuple[int, Line]]
    previous: str | None
    next: str | None
    count: int


def lines_on_page(request: HttpRequest, every: Sequence[Line]) -> Lines[Line]:
    first = 0
    if (after := _place(request.GET.get("after", ""))) is not None and after < len(every):
        first = after
    elif (before := _place(request.GET.get("before", ""))) is not None:
        first = max(0, min(before, len(every)) - ON_PAGE)
    last = min(first + ON_PAGE, len(every))
    return Lines(
        [(place, every[place]) for place in range(first, last)], str(first) if first else None,
        str(last) if last < len(every) else None, len(every),
    )  # fmt: skip


def _place(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None
