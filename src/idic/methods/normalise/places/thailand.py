"""Districts, subdistricts and postcodes of Thailand, found by their Thai and English names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from idic.methods.normalise.loading import without_collector
from idic.methods.normalise.places.table import lines_of
from idic.methods.normalise.sounds import sound_of_letters
from idic.methods.normalise.text import fold

_SIGNS = re.compile(r"[\s.\-'’`,/()ฯ]+")
# A head of many provinces, where the province itself must tell which one is meant.
_CAPITALS: Final = frozenset(("เมือง", "mueang", "muang", "muaeng", "amphoemueang"))
_SHORTEST_SOUND = 3


@dataclass(frozen=True, slots=True)
class District:
    """`subdistricts` holds the postcode of each by its Thai name."""

    code: str
    province: str
    th: str
    en: str
    postcodes: frozenset[str]
    subdistricts: dict[str, str]

    def __hash__(self) -> int:
        return hash(self.code)


def district_of(name: str, province: str = "") -> tuple[District, ...]:
    """The districts of that name, in one province (TH-10) or in all; several where the name alone does not tell."""
    key = _key(name)
    if not key:
        return ()
    if key in _CAPITALS:
        return tuple(_places().capitals.get(province, ()))
    return _among(_places().districts, key, province)


def districts_with_subdistrict(name: str, province: str = "") -> tuple[District, ...]:
    key = _key(name)
    return _among(_places().subdistricts, key, province) if key else ()


def districts_with_postcode(postcode: str) -> tuple[District, ...]:
    return tuple(_places().postcodes.get(postcode, ()))


def subdistrict_of(name: str, district: District) -> str | None:
    """The Thai name of the subdistrict of this district that is meant."""
    key = _key(name)
    if key in district.subdistricts:
        return key
    return _places().names.get((district.code, key)) or _places().names.get((district.code, _sound(key)))


def province_prefixes(province: str) -> frozenset[str]:
    """The first two figures that postcodes of the province begin with."""
    return _places().prefixes.get(province, frozenset())


def _among(index: dict[str, tuple[District, ...]], key: str, province: str) -> tuple[District, ...]:
    found = index.get(key) or index.get(_sound(key), ())
    return tuple(one for one in found if one.province == province) if province else found


def _key(name: str) -> str:
    return _SIGNS.sub("", fold(name))


def _sound(key: str) -> str:
    """Marked, so that a sound is never taken for a name; empty where it says too little."""
    sound = sound_of_letters(key) if key.isascii() else ""
    return f"~{sound}" if len(sound) >= _SHORTEST_SOUND else ""


@dataclass(frozen=True)
class _Places:
    districts: dict[str, tuple[District, ...]]
    subdistricts: dict[str, tuple[District, ...]]
    postcodes: dict[str, tuple[District, ...]]
    capitals: dict[str, tuple[District, ...]]
    # (code of the district, folded name or sound): Thai name
    names: dict[tuple[str, str], str]
    prefixes: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _places() -> _Places:
    with without_collector():
        return _read_places()


def _read_places() -> _Places:
    districts: dict[str, dict[District, None]] = {}
    subdistricts: dict[str, dict[District, None]] = {}
    postcodes: dict[str, dict[District, None]] = {}
    capitals: dict[str, tuple[District, ...]] = {}
    names: dict[tuple[str, str], str] = {}
    prefixes: dict[str, set[str]] = {}
    for line in lines_of("thailand.tsv"):
        code, th, en, *groups = line.split("\t")
        below = _subdistricts(groups)
        district = District(
            code, f"TH-{code[:2]}", th, en, frozenset(postcode for _, _, postcode in below),
            {name: postcode for name, _, postcode in below},
        )  # fmt: skip
        for key in _district_keys(th, en):
            districts.setdefault(key, {})[district] = None
        if th.startswith("เมือง") and code.endswith("01"):
            capitals[district.province] = (district,)
        for name, english, postcode in below:
            for key in (name, _key(english), _sound(_key(english))):
                if key:
                    subdistricts.setdefault(key, {})[district] = None
                    names.setdefault((code, key), name)
            postcodes.setdefault(postcode, {})[district] = None
            prefixes.setdefault(district.province, set()).add(postcode[:2])
    return _Places(
        _frozen(districts), _frozen(subdistricts), _frozen(postcodes), capitals, names,
        {province: frozenset(found) for province, found in prefixes.items()},
    )  # fmt: skip


def _subdistricts(groups: Iterable[str]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for group in groups:
        postcode, _, listed = group.partition(":")
        for pair in listed.split(","):
            th, _, en = pair.partition("=")
            found.append((th, en, postcode))
    return found


def _district_keys(th: str, en: str) -> set[str]:
    english = _key(en)
    keys = {th, english, _sound(english)}
    if english.startswith("mueang"):
        keys |= {"muang" + english.removeprefix("mueang"), _sound("muang" + english.removeprefix("mueang"))}
    return keys - {""}


def _frozen(found: dict[str, dict[District, None]]) -> dict[str, tuple[District, ...]]:
    return {key: tuple(districts) for key, districts in found.items()}
