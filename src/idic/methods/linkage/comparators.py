"""Similarity of two strings.

Jaro (1989), Winkler (1990) with the boost .1 l (1 - J), l the common prefix of at most 4, given only when J > .7;
Levenshtein (1966); optimal string alignment (no letter is edited twice); Damerau-Levenshtein without that limit;
Soundex as the US National Archives state it (h and w do not part equal codes). Published values: Winkler's table.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA, DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein

_CODES: Final = {
    letter: code
    for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), start=1)
    for letter in letters
}


def jaro(left: str, right: str) -> float:
    return Jaro.similarity(left, right) if left and right else 0.0


def jaro_winkler(left: str, right: str) -> float:
    """An empty text resembles nothing, not even another empty one."""
    return JaroWinkler.similarity(left, right) if left and right else 0.0


def levenshtein(left: str, right: str) -> int:
    return Levenshtein.distance(left, right)


def osa(left: str, right: str) -> int:
    return OSA.distance(left, right)


def damerau(left: str, right: str) -> int:
    return DamerauLevenshtein.distance(left, right)


def soundex(name: str) -> str:
    """Letter and three digits; empty when the name holds no Latin letter."""
    letters = [letter for letter in name.casefold() if "a" <= letter <= "z"]
    if not letters:
        return ""
    digits: list[str] = []
    last = _CODES.get(letters[0], 0)
    for letter in letters[1:]:
        code = _CODES.get(letter, 0)
        if code and code != last:
            digits.append(str(code))
        if letter not in "hw":
            last = code
    return (letters[0].upper() + "".join(digits) + "000")[:4]
