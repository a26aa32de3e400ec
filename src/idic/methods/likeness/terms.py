"""What a text is compared by."""

from __future__ import annotations

import re
from typing import TypeAlias

from idic.methods.likeness.stems import stem
from idic.methods.search_keys.folding import fold_letters, runs

# How often each term stands in a text; a part of a word counts for less than a word.
Terms: TypeAlias = dict[str, float]

_LONGEST = 20_000
# A Thai consonant with what is written before, above, under and behind it: it cannot be parted without ceasing to be read.
_CLUSTER = re.compile("[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47\u0e4d]*[\u0e30\u0e32\u0e33\u0e45]?")
# A number that names an order or a telephone tells who it is about, not what.
_NUMBER = re.compile("[0-9]{5}")
# The words that carry a sentence's grammar and not its matter are short.
_FULL_WORD = 6
_THAI_ONE = _THAI_TWO = 0.4
_HAN_ONE, _HAN_TWO = 0.3, 0.7


def terms_of(text: str) -> Terms:
    """Thai clusters and Chinese characters, each alone and each neighbouring two; elsewhere words without endings.

    A text in several scripts has the terms of all. Numbers of five figures or more are left out, and what stands behind
    the first 20,000 characters.
    """
    found: Terms = {}
    for kind, run in runs(fold_letters(text[:_LONGEST])):
        if kind == "letters":
            if not _NUMBER.search(run):
                _count(found, stem(run), min(1.0, len(run) / _FULL_WORD))
        elif kind == "thai":
            _count_neighbours(found, _CLUSTER.findall(run), _THAI_ONE, _THAI_TWO)
        else:
            _count_neighbours(found, run, _HAN_ONE, _HAN_TWO)
    return found


def _count_neighbours(found: Terms, parts: list[str] | str, one: float, two: float) -> None:
    before = ""
    for part in parts:
        _count(found, part, one)
        if before:
            _count(found, before + part, two)
        before = part


def _count(found: Terms, term: str, weight: float) -> None:
    found[term] = found.get(term, 0.0) + weight
