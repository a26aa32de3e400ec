"""Latin readings under which a name of another script is also found."""

from __future__ import annotations

import re
from functools import lru_cache

from idic.methods.normalise.chinese import pinyin_syllables
from idic.methods.normalise.thai import split_title
from idic.methods.normalise.thai_roman import romanise

_THAI = re.compile("[\u0e01-\u0e2e]")
# Spoken so often at the end of a firm's name that their pinyin would find everything and nothing.
_FIRM_ENDING = re.compile("(?:股份)?有限(?:责任)?公司$")


@lru_cache(maxsize=1024)
def thai_reading(folded: str) -> str:
    """RTGS of the Thai words of a folded text, without the title: นายสมชาย ใจดี somchai chaidi."""
    if folded.isascii() or not _THAI.search(folded):
        return ""
    return " ".join(filter(None, map(romanise, split_title(folded)[1].split())))


@lru_cache(maxsize=65536)
def chinese_readings(run: str) -> tuple[tuple[str, str], ...]:
    """(syllables, initials) of a run of Han characters: 王伟 ("wang wei", "ww"). ü is read v, yu and u."""
    read = pinyin_syllables(_FIRM_ENDING.sub("", run) or run, person=len(run) <= 4)
    # Of a rare family name no reading is known.
    syllables = tuple(filter(None, read))
    if not syllables:
        return ()
    spelt = " ".join(syllables)
    initials = "".join(syllable[0] for syllable in syllables)
    if "ü" not in spelt:
        return ((spelt, initials),)
    return tuple((spelt.replace("ü", letters), initials) for letters in ("v", "yu", "u"))
