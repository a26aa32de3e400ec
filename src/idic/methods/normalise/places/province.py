"""Provinces under one code, whatever language or spelling names them.

Codes: Thailand and Taiwan as in ISO 3166-2 (TH-10, TW-TPE); China with the numbers of GB/T 2260 (CN-11), which resident
ids and credit codes also begin with and which ISO 3166-2 had until 2017.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from idic.methods.normalise.places.table import lines_of
from idic.methods.normalise.sounds import sound_of_letters
from idic.methods.normalise.text import fold

_COUNTRIES: Final = ("TH", "CN", "TW", "HK", "MO")
_SPECIAL_REGIONS: Final = {"CN-91": "HK", "CN-92": "MO"}
_SIGNS = re.compile(r"[\s.\-'’`,/()ฯ]+")
_BEFORE = re.compile("^(?:จังหวัด|changwat|จ(?=[ก-ฮเแโใไ]))")
_AFTER = re.compile(
    "(?:province|municipality|city|county|state|prov|shi|sheng|特别行政区|特別行政區|(?:壮族|回族|维吾尔|壯族|維吾爾)?(?:自治区|自治區)|[省市县縣府])$"
)
# Shorter sounds are shared by many a word that is no province.
_SHORTEST_SOUND = 4


@dataclass(frozen=True, slots=True)
class Province:
    """`name` is the one shown: as the country itself writes it."""

    code: str
    country: str
    name: str
    th: str
    en: str
    zh_hans: str
    zh_hant: str

    def name_in(self, language: str) -> str:
        """`language` is th, en, zh-hans or zh-hant; any other gives the name in the country's own script."""
        return {"th": self.th, "en": self.en, "zh-hans": self.zh_hans, "zh-hant": self.zh_hant}.get(language, self.name)


@lru_cache(maxsize=16384)
def province_of(text: str, country: str | None = None) -> Province | None:
    """The province that `text` names in Thai, English or Chinese, and nothing more than the province.

    `country` (ISO 3166-1) restricts the answer; mainland China and its special regions are searched together.
    """
    key = _key(text)
    if not key:
        return None
    wanted = _COUNTRIES if country is None else ("CN", "HK", "MO") if country == "CN" else (country,)
    names = _names()
    for form in _forms(key):
        for one in wanted:
            if found := names.get((one, form)):
                return found
    if "TH" in wanted and key.isascii():
        sound = sound_of_letters(_BEFORE.sub("", _AFTER.sub("", key)))
        return _thai_sounds().get(sound) if len(sound) >= _SHORTEST_SOUND else None
    return None


def province_with_code(code: str) -> Province | None:
    return provinces().get(code)


@lru_cache(maxsize=1)
def provinces() -> dict[str, Province]:
    return {province.code: province for province, _ in _rows()}


def _rows() -> Iterator[tuple[Province, list[str]]]:
    for line in lines_of("provinces.txt")[1:]:
        code, th, en, hans, hant, also = line.split("|")
        country = _SPECIAL_REGIONS.get(code, code[:2])
        own = th if country == "TH" else hans if country == "CN" else hant
        yield Province(code, country, own, th, en, hans, hant), [one for one in also.split(",") if one]


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, str], Province]:
    """(country, folded name): full names first, then names without their ending where only one province has it."""
    whole: dict[tuple[str, str], Province] = {}
    short: dict[tuple[str, str], set[Province]] = {}
    for province, also in _rows():
        for name in (province.code, province.th, province.en, province.zh_hans, province.zh_hant):
            key = _key(name)
            whole.setdefault((province.country, key), province)
            short.setdefault((province.country, _AFTER.sub("", key)), set()).add(province)
        for name in also:
            whole.setdefault((province.country, _key(name)), province)
    return {key: next(iter(found)) for key, found in short.items() if len(found) == 1} | whole


@lru_cache(maxsize=1)
def _thai_sounds() -> dict[str, Province]:
    """Spellings such as Chiengmai or Nakorn Sawan; a sound that two provinces share names neither."""
    found: dict[str, set[Province]] = {}
    for province, also in _rows():
        if province.country == "TH":
            for name in (province.en, *filter(str.isascii, also)):
                found.setdefault(sound_of_letters(_key(name)), set()).add(province)
    return {sound: next(iter(several)) for sound, several in found.items() if len(several) == 1}


def _key(text: str) -> str:
    return _SIGNS.sub("", fold(text)).replace("臺", "台")


def _forms(key: str) -> Iterator[str]:
    yield key
    bare = _BEFORE.sub("", key)
    if bare != key:
        yield bare
    short = _AFTER.sub("", bare)
    if short != bare:
        yield short
