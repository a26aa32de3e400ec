"""What a record is found by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from idic.methods.search_keys.folding import runs, search_fold
from idic.methods.search_keys.latin import chinese_readings, thai_reading

_THAI_ONLY = re.compile("[\u0e00-\u0e7f ]+")
_DIGITS = re.compile("[0-9]+")
_DIGITS_AT_END = re.compile("[0-9]{4,}$")


def tokens_for_index(
    names: Sequence[str], *, phones: Iterable[str] = (), emails: Iterable[str] = (), codes: Iterable[str] = ()
) -> list[str]:
    """Sorted distinct tokens. Phones in E.164 or any full form, e-mails as keys, codes as typed (ids, member numbers).

    Thai, Chinese: every two and three neighbouring letters (Chinese also each one). Latin letters and readings: the
    first one and two letters of each word, every three letters across words. Figures: their last four and last seven.
    """
    tokens: set[str] = set()
    for name in names:
        _add_name(tokens, search_fold(name))
    for phone in phones:
        add_digits(tokens, "".join(_DIGITS.findall(phone)))
    for email in emails:
        local, _, domain = email.lower().partition("@")
        _add_name(tokens, search_fold(local))
        if len(domain) >= 3:
            tokens.add("@" + domain[:3])
    for code in codes:
        folded = search_fold(code)
        _add_name(tokens, folded)
        joined = folded.replace(" ", "")
        if joined != folded or not folded.isascii():
            _add_letters(tokens, [joined])
        if found := _DIGITS_AT_END.search(joined):
            add_digits(tokens, found[0])
    tokens.discard("")
    return sorted(tokens)


def text_for_index(
    names: Sequence[str], *, phones: Iterable[str] = (), emails: Iterable[str] = (), codes: Iterable[str] = ()
) -> str:
    """The folded text beside the tokens, for `matches`: one line for each form under which the record can be found."""
    lines: list[str] = []
    for name in names:
        folded = search_fold(name)
        lines.append(folded)
        if folded.isascii():
            continue
        if reading := thai_reading(folded):
            lines.append(reading)
        for kind, run in runs(folded):
            if kind == "han":
                lines.extend(line for pair in chinese_readings(run) for line in pair)
    lines.extend("+" + "".join(_DIGITS.findall(phone)) for phone in phones)
    lines.extend(email.lower() for email in emails)
    lines.extend(search_fold(code).replace(" ", "") for code in codes)
    return "\n".join(dict.fromkeys(filter(None, lines)))


def add_digits(tokens: set[str], digits: str) -> None:
    """The last four and last seven figures: every full form of a phone number ends in the same ones."""
    if len(digits) < 4:
        tokens.add(digits)
        return
    tokens.add(digits[-4:])
    if len(digits) >= 7:
        tokens.add(digits[-7:])


def _add_name(tokens: set[str], folded: str) -> None:
    if folded.isascii():
        _add_letters(tokens, folded.split())
        return
    if _THAI_ONLY.fullmatch(folded):
        _add_dense(tokens, "thai", folded.split())
    else:
        for kind, group in groupby(runs(folded), key=lambda pair: pair[0]):
            words = [run for _, run in group]
            if kind == "letters":
                _add_letters(tokens, words)
            else:
                _add_dense(tokens, kind, words)
    if reading := thai_reading(folded):
        _add_letters(tokens, reading.split())


def _add_dense(tokens: set[str], kind: str, words: list[str]) -> None:
    joined = "".join(words)
    last = len(joined) - 1
    tokens.update([joined[at : at + 2] for at in range(last)])
    tokens.update([joined[at : at + 3] for at in range(last - 1)])
    if kind == "thai":
        tokens.update([word[0] for word in words])
        return
    tokens.update(joined)
    if kind == "han":
        for word in words:
            tokens |= _chinese_reading_tokens(word)


@lru_cache(maxsize=65536)
def _chinese_reading_tokens(run: str) -> frozenset[str]:
    tokens: set[str] = set()
    for spelt, initials in chinese_readings(run):
        syllables = spelt.split()
        # In a long name the first syllable is enough to start from; the others are found by three letters.
        starts = syllables if len(run) <= 4 else syllables[:1]
        tokens.update(start[:2] for start in starts)
        tokens.update(start[0] for start in starts)
        _add_letters(tokens, [initials])
        joined = "".join(syllables)
        tokens.update(joined[at : at + 3] for at in range(len(joined) - 2))
    return frozenset(tokens)


def _add_letters(tokens: set[str], words: list[str]) -> None:
    for word in words:
        tokens.add(word[0])
        tokens.add(word[:2])
        if len(word) >= 4 and word.isdecimal():
            add_digits(tokens, word)
    joined = "".join(words)
    tokens.update([joined[at : at + 3] for at in range(len(joined) - 2)])
