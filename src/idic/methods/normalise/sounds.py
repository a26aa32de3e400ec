"""One coarse sound for a name in Thai, Chinese or Latin letters: a key that finds candidates and never decides.

The sound is the first vowel (a, i or u) among the consonants, after merging what romanised spellings exchange: b p ph,
d t th, g k kh, j ch zh q, r l, v w, and l r at the end of a word, which Thai says as n. So ใจดี, Jaidee and Chaidee are
one sound, and so are 张, 張, Zhang and Chang.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from idic.methods.normalise.chinese import pinyin_syllables, surname_pinyin
from idic.methods.normalise.text import fold, script_of
from idic.methods.normalise.thai_roman import romanise

_LETTERS = re.compile("[a-z]+")
_GROUPS: Final = {
    "tch": "c", "sch": "c", "ch": "c", "sh": "c", "zh": "c", "ph": "p", "th": "t", "kh": "k", "gh": "k", "ck": "k",
    "ts": "s", "tz": "s", "hs": "s", "ng": "n", "qu": "ku", "rn": "n", "rd": "t", "rt": "t", "rm": "m", "rk": "k", "eu": "u",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_SOFT_C = re.compile("c(?=[eiy])")
_SINGLE = str.maketrans("bdgjqvxzrf", "ptkccwsslf")
_VOWELS: Final = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u"}
_AT_END: Final = {"l": "n", "c": "t"}
_LONGEST = 40


@lru_cache(maxsize=65536)
def sound_of(name: str) -> str:
    """The sound of a given or family name in any of the three scripts; empty where nothing can be said."""
    script = script_of(name)
    if script == "thai":
        return sound_of_letters("".join(map(romanise, name.split())))
    if script == "han":
        return sound_of_letters("".join(pinyin_syllables(name, person=False)))
    return sound_of_letters(name)


@lru_cache(maxsize=65536)
def sound_of_family(name: str) -> str:
    """As `sound_of`, with Chinese family names read as families read them (单 shan)."""
    if script_of(name) == "han":
        return sound_of_letters(surname_pinyin(name))
    return sound_of(name)


@lru_cache(maxsize=65536)
def sound_of_letters(text: str) -> str:
    """The sound of Latin letters; accents and everything that is no letter are left out."""
    plain = text if text.isascii() else _without_accents(text)
    word = "".join(_LETTERS.findall(plain.lower() if plain.isascii() else fold(plain)))[:_LONGEST]
    if not word:
        return ""
    if word[1:] == "v":  # old spelling of ü: Lv
        word = word[0] + "u"
    word = word.replace("lyu", "lu").replace("nyu", "nu")
    word = _GROUP.sub(lambda found: _GROUPS[found[0]].replace("c", "\x01"), word)
    word = _SOFT_C.sub("s", word).replace("c", "k").replace("\x01", "c").translate(_SINGLE)
    return _skeleton(word)


def _skeleton(word: str) -> str:
    out: list[str] = []
    has_vowel = False
    last, before = len(word) - 1, ""
    for at, letter in enumerate(word):
        sign = letter
        if letter in "wy" and _is_consonant(letter, before, word[at + 1 : at + 2]):
            pass
        elif letter in _VOWELS:
            sign = "" if has_vowel else _VOWELS[letter]
            has_vowel = True
        elif letter == "w" or (letter == "h" and at):
            sign = ""
        elif at == last and at:
            sign = _AT_END.get(letter, letter)
        if sign and letter != before:
            out.append(sign)
        before = letter
    return "".join(out)


def _is_consonant(letter: str, before: str, following: str) -> bool:
    return following in _VOWELS and (letter == "w" or not before or before in _VOWELS)


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
