"""Maps coloured by a figure: provinces of Thailand, China and Taiwan, countries of the world. tools/build_maps.mjs draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from idic.methods.normalise.places.country import country_of
from idic.methods.normalise.places.province import Province, province_of, provinces

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORLD = "world"
#: Maps of provinces, by the country whose provinces they show.
MAPS: dict[str, str | _StrPromise] = {"th": _("Thailand"), "cn": _("China"), "tw": _("Taiwan"), WORLD: _("World")}


@dataclass(frozen=True)
class Place:
    """Where a customer lives, as the maps name it; "" where that is not known."""

    country: str
    province: str


@lru_cache(maxsize=8192)
def place_of(country: str, province: str) -> Place:
    """Codes of what records say in any language. A province tells its country where the record does not."""
    known = country_of(country) or (country.upper() if len(country) == 2 and country.isascii() else None)
    found = province_of(province, known if known in {"TH", "CN", "TW", "HK", "MO"} else None) if province else None
    return Place(known or (found.country if found else ""), found.code if found else "")


def region_names(drawn: str) -> dict[str, str]:
    """Code -> name in the active language, for every region that the map shows."""
    language = get_language() or "en"
    if drawn == WORLD:
        return _countries(language)
    return {code: one.name_in(language) for code, one in provinces().items() if code[:2].lower() == drawn}


def own_name(code: str) -> str:
    """A province as records store it: as its own country writes it."""
    found: Province | None = provinces().get(code)
    return found.name if found else code


@lru_cache(maxsize=8)
def _countries(language: str) -> dict[str, str]:
    names = Locale.parse({"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}.get(language, language)).territories
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}


def choropleth(
    drawn: str,
    values: Mapping[str, float],
    *,
    title: str,
    ends_told: tuple[str, str] = ("", ""),
    links: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The option of a chart. `values` and `links` are by code; a region without a value stays pale. `ends_told` are the
    highest value and the lowest, or zero, in words: the ends of the scale."""
    names = region_names(drawn)
    shown = {code: value for code, value in values.items() if code in names}
    data: list[dict[str, Any]] = [
        {"name": code, "value": value, **({"link": links[code]} if links and links.get(code) else {})}
        for code, value in shown.items()
    ]
    return {
        "legend": False,
        "tooltip": {"trigger": "item"},
        "regionNames": {code: name for code, name in names.items() if drawn != WORLD or code in values},
        "visualMap": {
            "type": "continuous", "min": min(0, *shown.values()) if shown else 0,
            "max": max(shown.values(), default=0) or 1, "orient": "horizontal",
            "left": "center", "bottom": 0, "itemHeight": 140, "text": list(ends_told) if ends_told[0] else None,
            "inRange": {"color": ["#ccfbf1", "#14b8a6", "#134e4a"]},
        },
        "series": [{
            "type": "map", "name": title, "map": drawn, "boundaryUrl": static(f"vendor/maps/{drawn}.json"), "data": data,
            "left": 8, "right": 8, "top": 8, "bottom": 44, "preserveAspect": "contain",
        }],
    }  # fmt: skip
