"""English words without their commonest endings. Light on purpose: two words that differ in meaning should stay two."""

from __future__ import annotations

_LEAST = 3
_VOWELS = frozenset("aeiouy")
_KEPT_DOUBLE = frozenset("lsz")


def stem(word: str) -> str:
    """charges, charged, charging and charge are one; other scripts and words with figures stay as they are."""
    if len(word) <= _LEAST or not word.isascii() or not word.isalpha():
        return word
    word = _without_plural(word)
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _LEAST and not _VOWELS.isdisjoint(rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in _KEPT_DOUBLE else rest
            break
    if word.endswith("e") and len(word) > _LEAST:
        return word[:-1]
    # tried, try
    return word[:-1] + "y" if word.endswith("i") and len(word) > _LEAST - 1 else word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > _LEAST + 1:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
