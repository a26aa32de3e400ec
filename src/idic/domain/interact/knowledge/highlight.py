"""Where in a text the words stand that somebody searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from idic.foundation.texts import one_line
from idic.methods.likeness import spans, terms_of

_AROUND = 60
_LONGEST = 180


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def marked(text: str, asked: str) -> list[Piece]:
    """The whole text in pieces."""
    found, at = list[Piece](), 0
    for start, end in hits(text, asked):
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], is_hit=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def snippet(text: str, asked: str) -> list[Piece]:
    """A part of it around the longest hit; the beginning where there is none."""
    told = one_line(text)
    places = hits(told[:20_000], asked)
    start = 0
    if places:
        first = max(places, key=lambda one: one[1] - one[0])[0]
        start = max(0, first - _AROUND)
    end = min(len(told), start + _LONGEST)
    pieces = marked(told[start:end], asked)
    before, after = [Piece("…")] if start else [], [Piece("…")] if end < len(told) else []
    return [*before, *pieces, *after]


def hits(text: str, asked: str) -> list[tuple[int, int]]:
    """(start, end) in order, none overlapping: the words as typed, and what folds to the same."""
    words = [re.escape(word) for word in asked.split() if len(word) > 1]
    found = spans(text, terms_of(asked))
    if words:
        found += [(one.start(), one.end()) for one in re.finditer("|".join(words), text, re.IGNORECASE)]
    return _joined(sorted(found))


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
