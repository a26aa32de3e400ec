"""Addresses of Thailand, mainland China and Taiwan with their administrative levels; others as far as they tell."""

from __future__ import annotations

from idic.methods.normalise.address import Address, Told
from idic.methods.normalise.chinese_addresses import chinese_address, country_at
from idic.methods.normalise.places.country import country_of
from idic.methods.normalise.places.province import province_of
from idic.methods.normalise.plain_addresses import plain_address
from idic.methods.normalise.text import normalise, script_of
from idic.methods.normalise.thai_addresses import thai_address

__all__ = ["Address", "Told", "parse_address"]

_LONGEST = 400


def parse_address(raw: str, told: Told | None = None) -> Address:
    """The line and what other columns tell, as one address. What is not written is filled in only where the rest leaves
    one possibility; what is written is never changed into another place.
    """
    told = told or Told()
    text = normalise(raw[:_LONGEST])
    country = told.country or _country(text, told)
    if country == "TH":
        return thai_address(raw, text, told)
    if country in ("CN", "TW", "HK", "MO") and script_of(text + told.admin1 + told.admin2) == "han":
        return chinese_address(raw, text, told, country)
    return plain_address(raw, text, told, country)


def _country(text: str, told: Told) -> str:
    if told.admin1 and (province := province_of(told.admin1)):
        return province.country
    script = script_of(text or told.admin1 or told.admin2)
    if script == "thai":
        return "TH"
    if script == "han":
        return country_at(text or told.admin1)
    return _country_in_letters(text)


def _country_in_letters(text: str) -> str:
    """The last part that names a country, or a province that only one country has."""
    for part in reversed(text.split(",")):
        words = part.strip("0123456789 .-")
        if found := country_of(words):
            return found
        if (len(words) > 3 or words != part.strip()) and (province := province_of(words)):
            return province.country
    last = text.rsplit(" ", 2)[-2:]
    for word in reversed(last):
        if len(word) > 3 and (province := province_of(word.strip(".,"))):
            return province.country
    return ""
