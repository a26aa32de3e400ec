"""Re-check of a candidate and its place in the answer."""

from __future__ import annotations

from enum import IntEnum

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
    lines = folded_text.split("\n")
    if query.kind is QueryKind.DIGITS:
        return max(_digits_rank(query.folded, line) for line in lines)
    if query.kind is QueryKind.EMAIL:
        return max(_email_rank(query.folded, line) for line in lines)
    if query.kind is QueryKind.EMPTY:
        return Rank.NONE
    return max(*(_line_rank(query.folded, line) for line in lines), _words_rank(query.folded, folded_text))


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


def _line_rank(folded: str, line: str) -> Rank:
    if line == folded:
        return Rank.EXACT
    if line.startswith(folded):
        return Rank.PREFIX
    if " " + folded in line:
        return Rank.WORD_START
    joined, whole = folded.replace(" ", ""), line.replace(" ", "")
    if joined not in whole or _is_short(joined):
        return Rank.NONE
    return Rank.EXACT if joined == whole else Rank.PREFIX if whole.startswith(joined) else Rank.INSIDE


def _words_rank(folded: str, text: str) -> Rank:
    """Every word stands somewhere in the record, in any order."""
    worst = Rank.WORD_START
    for _, word in runs(folded):
        if _starts_a_word(word, text):
            continue
        if _is_short(word) or word not in text.replace(" ", ""):
            return Rank.NONE
        worst = Rank.INSIDE
    return worst


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
