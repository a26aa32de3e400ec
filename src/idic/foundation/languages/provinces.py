"""A province is stored as its own country writes it, understood in any language, and shown in the reader's."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language

from idic.methods.normalise.places import province_of


def stored_province(told: str) -> str:
    """The spelling under which it is stored; what names no province stays as it was told."""
    found = province_of(told) if told else None
    return found.name if found else told


def shown_province(stored: str) -> str:
    """Only the stored spelling is another language's to change: “Nan” may be a place far from Thailand."""
    return _shown(stored, get_language() or "") if stored else stored


@lru_cache(maxsize=8192)
def _shown(stored: str, language: str) -> str:
    found = province_of(stored)
    return found.name_in(language) if found and found.name == stored else stored
