"""Text normalisation shared by every key.

Order: drop invisible characters, NFC, full-width block to half-width, Thai repairs, collapse spaces; `fold` adds case.
NFKC is never used: it splits the Thai vowel SARA AM after a tone mark.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from idic.methods.normalise.thai import repair_thai

Script = Literal["thai", "han", "latin", "other"]

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ud800-\udfff]"
)
# What leaves a text of ASCII, Thai and common Han letters unchanged needs no further look; found: it does.
_NEEDS_WORK = re.compile(
    "[^ -~\u0e01-\u0e3a\u0e3f-\u0e4c\u4e00-\u9fff]|\u0e40\u0e40|\u0e33[\u0e48-\u0e4b]"
    "|([\u0e31\u0e34-\u0e3a\u0e47-\u0e4c])(?:\\1|(?<=[\u0e47-\u0e4c])[\u0e38-\u0e3a]|(?<=[\u0e38\u0e39])\u0e3a)"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_THAI = re.compile("[\u0e00-\u0e7f]")
_HAN_RANGES = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN = re.compile(f"[{_HAN_RANGES}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def normalise(text: str) -> str:
    """Text as it is compared and shown: same letters, one way of writing them. Idempotent."""
    if not _NEEDS_WORK.search(text):
        return " ".join(text.split())
    current = _normalised_once(text)
    while (again := _normalised_once(current)) != current:
        current = again
    return current


def fold(text: str) -> str:
    """`normalise` plus case folding. Idempotent."""
    if not _NEEDS_WORK.search(text):
        return " ".join(text.casefold().split())
    current = normalise(text)
    while (again := normalise(current.casefold())) != current:
        current = again
    return current


def script_of(text: str) -> Script:
    """The script that decides how a name is read: Thai before Han before Latin when they are mixed."""
    if _THAI.search(text):
        return "thai"
    if _HAN.search(text):
        return "han"
    if _LATIN.search(text):
        return "latin"
    return "other"


def _normalised_once(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_FULL_WIDTH)
    if _THAI.search(text):
        text = unicodedata.normalize("NFC", repair_thai(text))
    return " ".join(text.split())
