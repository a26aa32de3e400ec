"""Townships and districts of Taiwan with the first three figures of their postcodes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from idic.methods.normalise.chinese import pinyin_syllables, simplified_character
from idic.methods.normalise.places.table import lines_of

_LENGTHS: Final = (4, 3, 2)
_NO_LETTERS = re.compile("[^a-z]")
_KIND = re.compile(r"\s+(?:dist(?:rict)?|township|city|qu)\.?$")


def township_at(text: str, county: str = "") -> tuple[str, str, int] | None:
    """(county, township, length) of the township that `text` begins with, in either script.

    Without `county` (TW-TPE) only a name that one county alone has is taken.
    """
    table = _townships()
    key = "".join(map(simplified_character, text[: _LENGTHS[0]].replace("臺", "台")))
    for length in _LENGTHS:
        found = table.get(key[:length]) if len(key) >= length else None
        for where, name in found or ():
            if where == county or (not county and found is not None and len(found) == 1):
                return where, name, length
    return None


def township_in_letters(name: str, county: str) -> str | None:
    """The township of a county in Hanyu Pinyin: Xinyi, Zhongli District."""
    letters = _NO_LETTERS.sub("", _KIND.sub("", name.lower()))
    return _in_letters().get((county, letters))


def taiwan_conflict(postcode: str, county: str, township: str) -> str:
    """postcode_admin2 or postcode_admin1 where the figures are those of another township or county; else empty."""
    known = _postcodes().get((county, township)) if township else None
    if known:
        return "" if postcode.startswith(known) else "postcode_admin2"
    counties = {one for (one, _), figures in _postcodes().items() if figures == postcode[:3]}
    return "postcode_admin1" if counties and county not in counties else ""


@lru_cache(maxsize=1)
def _in_letters() -> dict[tuple[str, str], str]:
    return {
        (county, "".join(pinyin_syllables(township[:-1], person=False)).replace("ü", "u")): township
        for county, township in _postcodes()
    }


@lru_cache(maxsize=1)
def _postcodes() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in lines_of("taiwan.txt"):
        county, *townships = line.split()
        for entry in townships:
            found[county, entry[3:]] = entry[:3]
    return found


@lru_cache(maxsize=1)
def _townships() -> dict[str, tuple[tuple[str, str], ...]]:
    """Keyed by the simplified name, since people write either script."""
    found: dict[str, list[tuple[str, str]]] = {}
    for county, township in _postcodes():
        found.setdefault("".join(map(simplified_character, township)), []).append((county, township))
    return {name: tuple(where) for name, where in found.items()}
