"""Folding for search. Every character folds by itself, so that a part of a name folds to a part of the folded name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from idic.methods.normalise.chinese import simplified_character
from idic.methods.normalise.text import fold

# Marks that people leave out when they type: tone marks, the silencing sign, and the sign for a repeated word.
_THAI_DROPPED = frozenset("\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e\u0e46")
_LONGEST = 300
_JOINING = frozenset("'’‘`ʼ")
_LONE_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
# One run of letters that are cut the same way: Thai, letters without spaces between words, everything else.
_RUN = re.compile(
    "(?P<thai>[\u0e00-\u0e7f]+)|(?P<han>[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+)"
    "|(?P<dense>[\u3040-\u30ff\uac00-\ud7af]+)|(?P<letters>[^\\s\u0e00-\u0e7f\u3005\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]+)"
)


class _Folding(dict[int, str]):
    """Table for str.translate that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


_FOLDING = _Folding()


# A record's tokens and its text are made one after the other, from the same names.
@lru_cache(maxsize=1024)
def search_fold(text: str) -> str:
    """Lower case, no accents or Thai tone marks, Simplified characters, punctuation as single spaces. Idempotent.

    What lies behind the first 300 characters is not searched.
    """
    return fold_letters(text[:_LONGEST])


def fold_letters(text: str) -> str:
    """The same for a text of any length."""
    folded = fold(text)
    # Dropping a mark can bring two equal ones together, which folding joins.
    while (plain := folded.translate(_FOLDING)) != folded:
        folded = fold(plain)
    return folded


def runs(folded: str) -> list[tuple[str, str]]:
    """(kind, run) pairs of a folded text; kind is thai, han, dense or letters."""
    return [(found.lastgroup or "letters", found[0]) for found in _RUN.finditer(folded)]


def _folded_character(character: str) -> str:
    if character in _LONE_LETTERS:
        return _LONE_LETTERS[character]
    if character in _THAI_DROPPED or character in _JOINING:
        return ""
    if "\u0e00" <= character <= "\u0e7f":
        return character if character.isalnum() or unicodedata.category(character) == "Mn" else " "
    if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000":
        return simplified_character(character)
    category = unicodedata.category(character)
    if category[0] == "M":
        return "" if unicodedata.name(character, "").startswith("COMBINING") else character
    if category[0] not in "LN":
        return " "
    if "\uac00" <= character <= "\ud7af":
        return character
    return "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
