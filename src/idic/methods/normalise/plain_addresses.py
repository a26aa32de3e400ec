"""Addresses in Latin letters, or of a country without tables: postcode, province and district where they are named."""

from __future__ import annotations

import re
from typing import Final

from idic.methods.normalise.address import Address, Told
from idic.methods.normalise.places.china import agrees_with_prefecture, agrees_with_province, prefecture_in_letters
from idic.methods.normalise.places.country import country_of
from idic.methods.normalise.places.province import Province, province_of, province_with_code
from idic.methods.normalise.places.taiwan import taiwan_conflict, township_in_letters

_POSTCODES: Final = {
    "CN": re.compile(r"(?<![0-9-])[0-9]{6}(?![0-9-])"),
    "TW": re.compile(r"(?<![0-9-])[1-9][0-9]{2}(?:-?[0-9]{2,3})?(?![0-9-])"),
    "": re.compile(r"(?<![0-9-])[0-9]{5,6}(?![0-9-])"),
}
_DISTRICT = re.compile(r"^(.*?)\s+(?:dist(?:rict)?|township|county|qu)\.?$", re.IGNORECASE)
_ROAD = re.compile(
    r"([^,0-9]*?)\s*\b(?:road|rd|street|st|avenue|ave|lane|ln|boulevard|blvd|drive|dr)\b\.?", re.IGNORECASE
)
_HOUSE = re.compile(r"^(?:no\.?|number|#)?\s*([0-9]+[a-z]?(?:[/-][0-9]+)*)\b", re.IGNORECASE)


def plain_address(raw: str, text: str, told: Told, country: str) -> Address:
    postcode, text = told.postcode, text.strip(" ,")
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not postcode:
        postcode, parts = _postcode(parts, country)
    if len(parts) > 1 and country_of(parts[-1]):
        parts.pop()
    province, admin2 = _told_places(told, country)
    if province is None and country and not told.admin1 and len(parts) > 1:
        province, city = _place(parts[-1], country)
        admin2 = admin2 or city
        if province:
            parts.pop()
    if province and len(parts) > 1 and (below := _below(parts[-1], province)):
        admin2 = below if admin2 in ("", below) else admin2
        parts.pop()
    rest = ", ".join(parts)
    house = _HOUSE.search(rest)
    road = _ROAD.search(rest, house.end() if house else 0)
    return Address(
        raw, country or None, province, admin2 or None, told.admin3 or None, postcode or None, rest,
        house[1] if house else "", road=road[1].strip() if road else "",
        conflict=_conflict(postcode, province, admin2),
    )  # fmt: skip


def _told_places(told: Told, country: str) -> tuple[Province | None, str]:
    if not country:
        return None, told.admin2
    province, city = _place(told.admin1, country) if told.admin1 else (None, "")
    admin2 = (_below(told.admin2, province) if told.admin2 and province else "") or told.admin2
    return province, admin2 or city


def _place(name: str, country: str) -> tuple[Province | None, str]:
    """(province, "") or, for a city of the mainland written in the place of one, (its province, city)."""
    if province := province_of(name, country):
        return province, ""
    found = prefecture_in_letters(name) if country == "CN" else None
    return (province_with_code(found[0]), found[1]) if found else (None, "")


def _below(name: str, province: Province) -> str:
    """The district that `name` means within the province, in its own script where a table has it."""
    if province.country == "TW" and (township := township_in_letters(name, province.code)):
        return township
    if province.country == "CN" and (found := prefecture_in_letters(name, province.code)):
        return found[1]
    return match[1] if (match := _DISTRICT.match(name)) else ""


def _postcode(parts: list[str], country: str) -> tuple[str, list[str]]:
    """The last figures that can be a postcode, from the last three parts: in front stand house numbers."""
    pattern = _POSTCODES.get(country, _POSTCODES[""])
    for at in range(len(parts) - 1, max(-1, len(parts) - 4), -1):
        found = pattern.findall(parts[at])
        if found and (at or len(parts) == 1):
            left = pattern.sub("", parts[at]).strip(" .-") if parts[at].count(found[-1]) == 1 else parts[at]
            return found[-1], [part for part in (*parts[:at], left, *parts[at + 1 :]) if part]
    return "", parts


def _conflict(postcode: str, province: Province | None, admin2: str) -> str:
    if not postcode or province is None:
        return ""
    if province.country == "CN":
        if not agrees_with_province(postcode, province.code):
            return "postcode_admin1"
        return "" if agrees_with_prefecture(postcode, admin2) else "postcode_admin2"
    return taiwan_conflict(postcode, province.code, admin2) if province.country == "TW" else ""
