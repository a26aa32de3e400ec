"""Guess how text was turned into bytes, among the encodings that Thai, Chinese and European offices use.

The legacy encodings are told apart by structure, not by dictionaries: Thai vowels and tone marks may only follow a
consonant; Chinese text uses the first-level (common) half of its character set almost only; accented Latin letters
stand alone among ASCII letters.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

# Names a person may choose, and the codec that reads them (always the widest member of the family).
CODECS: Final[dict[str, str]] = {
    "utf-8": "utf-8-sig",
    "utf-8-bom": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp874": "cp874",
    "gb18030": "gb18030",
    "big5": "cp950",
    "latin-1": "cp1252",
}
_ALIASES: Final[dict[str, str]] = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8-bom",
    "utf16": "utf-16",
    "tis-620": "cp874",
    "tis620": "cp874",
    "windows-874": "cp874",
    "iso-8859-11": "cp874",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "cp950": "big5",
    "cp1252": "latin-1",
    "windows-1252": "latin-1",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
}

_THAI_TEXT: Final = re.compile(rb"[\xa1-\xfb]+")
_THAI_WRONG: Final = re.compile(
    rb"(?<![\xa1-\xce\xd1\xd4-\xda\xe7-\xee])[\xd1\xd4-\xda\xe7-\xee]"  # a mark with nothing to sit on
    rb"|[\xe0-\xe4](?![\xa1-\xce])"  # a leading vowel with no consonant after it
    rb"|[\xdb-\xde\xfc-\xff]"  # not Thai at all
)
_LETTERS_ALONE: Final = re.compile(rb"(?<![\x80-\xff])[\x80-\xff]{1,2}(?![\x80-\xff])")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_GB_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_GB_COMMON: Final = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]")
_BIG5_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_BIG5_COMMON: Final = re.compile(rb"[\xa4-\xc5][\x40-\x7e\xa1-\xfe]|\xc6[\x40-\x7e]|[\xa1\xa2][\x40-\x7e\xa1-\xfe]")


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    encoding: str
    confidence: float


def known_encoding(name: str) -> str | None:
    """The name under which an encoding is offered here, or None."""
    lowered = name.strip().lower().replace("_", "-")
    if lowered in CODECS:
        return lowered
    return _ALIASES.get(lowered)


def rank_encodings(sample: bytes) -> list[EncodingGuess]:
    if sample.startswith(codecs.BOM_UTF8):
        return [EncodingGuess("utf-8-bom", 1.0)] if _decodes(sample, "utf-8") else []
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return [EncodingGuess("utf-16", 1.0)] if _decodes(sample, "utf-16") else []
    wide = _guess_wide(sample)
    if wide is not None:
        return [wide]
    if sample.isascii():
        return [EncodingGuess("utf-8", 1.0)]
    if _decodes(sample, "utf-8"):
        return [EncodingGuess("utf-8", 0.99)]
    scored = {
        "cp874": _thai_score(sample),
        "gb18030": _pair_score(sample, _GB_PAIR, _GB_COMMON),
        "big5": _pair_score(sample, _BIG5_PAIR, _BIG5_COMMON),
        "latin-1": _latin_score(sample),
    }
    fitting = [EncodingGuess(name, round(score, 2)) for name, score in scored.items() if _decodes(sample, CODECS[name])]
    return sorted(fitting, key=lambda guess: -guess.confidence)


def is_surely_utf8(sample: bytes) -> bool:
    """Several characters outside ASCII that are all well-formed UTF-8 do not come about by accident."""
    return len(_HIGH.findall(sample)) >= 12 and _decodes(sample, "utf-8")


def _guess_wide(sample: bytes) -> EncodingGuess | None:
    nul = sample.count(0)
    if nul < max(2, len(sample) * 0.05):
        return None
    # Commas, digits and line ends have a zero byte; its side tells the order.
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 20 * low and _decodes(sample, "utf-16-le"):
        return EncodingGuess("utf-16-le", 0.9)
    if low > 20 * high and _decodes(sample, "utf-16-be"):
        return EncodingGuess("utf-16-be", 0.9)
    return None


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _thai_score(sample: bytes) -> float:
    high = len(_HIGH.findall(sample))
    wrong = len(_THAI_WRONG.findall(sample))
    inside = sum(len(run) for run in _THAI_TEXT.findall(sample) if len(run) > 1)
    return max(0.0, inside / high - 6 * wrong / high)


def _pair_score(sample: bytes, pair: re.Pattern[bytes], common: re.Pattern[bytes]) -> float:
    pairs = pair.findall(sample)
    if not pairs:
        return 0.0
    usual = sum(1 for two in pairs if common.fullmatch(two)) / len(pairs)
    return usual * usual


def _latin_score(sample: bytes) -> float:
    high = len(_HIGH.findall(sample))
    alone = sum(len(run) for run in _LETTERS_ALONE.findall(sample))
    letters = sum(1 for byte in _HIGH.findall(sample) if byte >= b"\xc0" or byte in b"\xa0\xa3\xb0\xba\xaa")
    return 0.9 * (alone / high) * (letters / high)
