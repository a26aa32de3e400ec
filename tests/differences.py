"""Where two long texts differ is told by their lines alone: to pair up lines that are alike takes the cube of their
number, so that a failing comparison of two pages would keep a run for hours."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

#: Together; two pages have more, two messages less.
MOST_LINES = 400


def tell_quickly() -> None:
    """pytest and Django both ask `difflib` for it when they need it."""
    line_by_line = difflib.ndiff

    def told(before: Sequence[str], after: Sequence[str], *more: Any, **named: Any) -> Iterator[str]:
        if len(before) + len(after) > MOST_LINES:
            return difflib.unified_diff(before, after, n=1)
        return line_by_line(before, after, *more, **named)

    difflib.ndiff = told
