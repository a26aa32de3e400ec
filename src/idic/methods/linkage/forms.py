"""Names as one ASCII sign per letter, so that a database that compares bytes compares letters.

Thai: each of the 76 signs that names use becomes a printable ASCII sign of its own (nothing is lost). Latin: accents
are taken off, ø and the like replaced. Chinese has no form: letters of a two-character name tell nothing by distance.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from idic.methods.linkage.comparators import soundex
from idic.methods.normalise.chinese import pinyin_syllables, surname_pinyin
from idic.methods.normalise.names import name_key
from idic.methods.normalise.text import script_of
from idic.methods.normalise.thai_roman import romanise

_THAI_SIGNS = [chr(code) for code in range(0x0E01, 0x0E4F) if code not in range(0x0E3B, 0x0E40)]
_ASCII = [chr(code) for code in range(0x30, 0x7F) if chr(code) not in "\"'\\`"]
_FORM: Final = {ord(sign): ascii_sign for sign, ascii_sign in zip(_THAI_SIGNS, _ASCII, strict=False)}
_LATIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
# Spellings of Thai sounds differ from person to person; what is left is what they have in common.
_SAME_SOUND: Final = (
    ("ph", "p"), ("th", "t"), ("kh", "k"), ("ch", "j"), ("ck", "k"), ("sh", "s"), ("v", "w"), ("z", "s"), ("x", "s"),
    ("q", "k"), ("c", "k"), ("g", "k"), ("b", "p"), ("d", "t"),
)  # fmt: skip


@lru_cache(maxsize=262144)
def folded(text: str) -> str | None:
    """`name_key`; None where it leaves nothing."""
    return name_key(text) or None


@lru_cache(maxsize=262144)
def form(text: str) -> str | None:
    script = script_of(text)
    if script == "han":
        return None
    if script == "thai":
        return text.translate(_FORM).encode("ascii", "ignore").decode() or None
    return ascii_letters(text) or None


@lru_cache(maxsize=262144)
def roman(text: str, *, family: bool = False) -> str | None:
    """Latin letters without blanks: pinyin, RTGS or the name itself; equal across scripts when read alike."""
    script = script_of(text)
    if script == "han":
        syllables = surname_pinyin(text) if family else "".join(pinyin_syllables(text, person=False))
        return syllables.replace("ü", "v").replace("lyu", "lv") or None
    if script == "thai":
        return "".join(romanise(word) for word in text.split()) or None
    return "".join(filter(str.isalnum, ascii_letters(text))) or None


@lru_cache(maxsize=262144)
def sound(text: str, *, family: bool = False) -> str | None:
    """Consonants that survive free romanisation. None for Chinese: the reading itself is the key there."""
    if script_of(text) == "han":
        return None
    letters = roman(text, family=family)
    if not letters or not letters[0].isalpha():
        return letters
    if script_of(text) == "latin" and len(letters) < 3:
        return letters
    skeleton = letters
    for spelled, plain in _SAME_SOUND:
        skeleton = skeleton.replace(spelled, plain)
    return soundex(skeleton) or None


@lru_cache(maxsize=65536)
def ascii_letters(text: str) -> str:
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFD", text.translate(_LATIN))
    return bare.encode("ascii", "ignore").decode()
