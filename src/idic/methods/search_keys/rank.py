"""Re-check of a candidate and its place in the answer."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from idic.methods.search_keys.folding import runs
from idic.methods.search_keys.query import Query, QueryKind

_BOUNDARIES = frozenset(" \n+@._-")


class Rank(IntEnum):
    """Higher is better; NONE is no match."""

    NONE = 0
    INSIDE = 1
    WORD_START = 2
    PREFIX = 3
    EXACT = 4


def matches(query: Query, folded_text: str) -> Rank:
    """Rank of a record whose `text_for_index` is `folded_text`."""
    if query.kind is QueryKind.TEXT:
        return _text_rank(query.folded, folded_text)
    if query.kind is QueryKind.DIGITS:
        return max(_digits_rank(query.folded, line) for line in folded_text.split("\n"))
    if query.kind is QueryKind.EMAIL:
        return max(_email_rank(query.folded, line) for line in folded_text.split("\n"))
    return Rank.NONE


def _digits_rank(digits: str, line: str) -> Rank:
    if not line.startswith("+"):
        if digits not in line:
            return Rank.NONE
        return Rank.EXACT if digits == line else Rank.PREFIX if line.startswith(digits) else Rank.INSIDE
    number, core = line[1:], digits.lstrip("0")
    if len(core) >= 7 and (number.endswith(core) or core.endswith(number)):
        return Rank.EXACT
    return Rank.WORD_START if number.endswith(digits) else Rank.INSIDE if digits in number else Rank.NONE


def _email_rank(typed: str, line: str) -> Rank:
    if typed not in line or "@" not in line:
        return Rank.NONE
    return Rank.EXACT if typed == line else Rank.PREFIX if line.startswith(typed) else Rank.INSIDE


def _text_rank(folded: str, text: str) -> Rank:
    """The best of all lines. Looks through the whole text at once: two hundred of them are ranked while one types."""
    framed = f"\n{text}\n"
    if f"\n{folded}\n" in framed:
        return Rank.EXACT
    joined = folded.replace(" ", "")
    # Blanks do not count, but one or two letters are only ever the start of a word.
    whole = "" if _is_short(joined) else framed.replace(" ", "")
    if f"\n{joined}\n" in whole:
        return Rank.EXACT
    if f"\n{folded}" in framed or f"\n{joined}" in whole:
        return Rank.PREFIX
    if f" {folded}" in text:
        return Rank.WORD_START
    return max(Rank.INSIDE if joined in whole else Rank.NONE, _words_rank(folded, text))


def _words_rank(folded: str, text: str) -> Rank:
    """Every word stands somewhere in the record, in any order."""
    worst = Rank.WORD_START
    for word in _words(folded):
        if _starts_a_word(word, text):
            continue
        if _is_short(word) or word not in text.replace(" ", ""):
            return Rank.NONE
        worst = Rank.INSIDE
    return worst


@lru_cache(maxsize=256)
def _words(folded: str) -> tuple[str, ...]:
    return tuple(word for _, word in runs(folded))


def _is_short(word: str) -> bool:
    """One or two Latin letters are only ever the start of a word."""
    return len(word) <= 2 and word.isascii()


def _starts_a_word(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] in _BOUNDARIES:
            return True
        at = text.find(word, at + 1)
    return False
