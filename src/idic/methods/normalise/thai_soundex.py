"""Thai soundex: recall keys for blocking, never evidence. สมชาย and สมชัย share a key although the names differ.

LK82 (Lorchirachoonkul 1982) keeps five signs, Udom83 (Udompanich 1983) seven; both by PyThaiNLP.
"""

from __future__ import annotations

import re
from functools import lru_cache

_THAI_LETTER = re.compile("[ก-ฮ]")
_NOT_THAI = re.compile("[^\u0e01-\u0e4e]")


@lru_cache(maxsize=65536)
def lk82(word: str) -> str:
    """Empty for a text without Thai consonants. Letters of other scripts are left out."""
    from pythainlp.soundex import lk82 as encode  # late: 0.2 s that only matching needs

    text = _NOT_THAI.sub("", word)
    return str(encode(text)) if _THAI_LETTER.search(text) else ""


@lru_cache(maxsize=65536)
def udom83(word: str) -> str:
    """Empty for a text without Thai consonants. Letters of other scripts are left out."""
    from pythainlp.soundex import udom83 as encode  # late: 0.2 s that only matching needs

    text = _NOT_THAI.sub("", word)
    return str(encode(text)) if _THAI_LETTER.search(text) else ""
