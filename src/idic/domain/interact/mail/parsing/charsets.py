"""Bytes to text where the label of the character set is missing, unknown or wrong."""

from __future__ import annotations

import codecs
import re

#: What a label says, and what is read instead: the larger set that its users mean.
_WIDER = {
    "tis-620": "cp874", "tis620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874", "x-windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz", "gb_2312-80": "gb18030",
    "big5": "cp950", "x-x-big5": "cp950", "big5-hkscs": "big5hkscs", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "ascii", "ascii": "ascii", "utf8": "utf-8", "utf-7": "utf-7", "unicode-1-1-utf-7": "utf-7",
}  # fmt: skip
# Sets that are written in signs of ASCII: UTF-8 would read them, too.
_SEVEN_BITS = (
    "hz", "utf-7", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext",
    "iso2022_kr",
)  # fmt: skip
_WHOLE_WORDS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
# How text of ISO-2022-JP leaves ASCII; no other text holds it.
_ESCAPED = re.compile(rb"\x1b\$[@B]")
# Signs that no text has, in whatever set of single bytes.
_ODD = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\xfe\xff]")
# Labels that programs write by habit; the others are written by who means them.
_CONFUSED = ("cp874", "gb18030", "cp950", "big5", "big5hkscs", "cp1252", "hz")
_GOOD = 0.75
_ASKED = ("cp874", "gb18030", "big5hkscs", "cp1252")
# Signs that nobody writes a mail with: control signs, the private area, what could not be read.
_NONSENSE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e3f-\u0e4e]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Thirty signs that stand in almost any Chinese text, in both of its scripts: a wrong reading has none of them.
_FREQUENT = frozenset(
    "的一是不了人我在有他这這中大来來上国國到说說们們为為子和你地出会會时時要也得就可以好请請谢謝您收到订訂单單问問题題"
)
_WIDE = re.compile(r"[\u3000-\u30ff\uff00-\uffef]")
# Two of five signs of any Thai text; a wrong reading has consonants alone.
_THAI_VOWEL = re.compile(r"[\u0e30-\u0e3a\u0e40-\u0e4c]")
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÿ]")


def to_text(data: bytes, label: str = "") -> tuple[str, bool]:
    """And whether the label held. UTF-8 that is valid is UTF-8, whatever the label says."""
    asked = _codec(label)
    is_odd = _ODD.search(data) is not None
    if (asked in _SEVEN_BITS or (asked in _WHOLE_WORDS and is_odd)) and (found := _strict(data, asked)) is not None:
        return found, True
    if _ESCAPED.search(data) and (found := _strict(data, "iso2022_jp_ext")) is not None:
        return found, False
    if data.isascii():
        return data.decode("ascii"), asked not in (*_SEVEN_BITS, *_WHOLE_WORDS)
    with_mark = data.removeprefix(codecs.BOM_UTF8)
    utf8 = _strict(with_mark, "utf-8")
    if utf8 is not None:
        return utf8, asked in ("utf-8", "")
    if asked and asked not in ("ascii", "utf-8") and (found := _strict(data, asked)) is not None:
        held = _score(found)
        if held >= _GOOD or (asked not in _CONFUSED and not _NONSENSE.search(found)):
            return found, True
        best = _best(data)
        return (best, False) if _score(best) > held + 0.2 else (found, True)
    if asked == "utf-8" and (near := with_mark.decode("utf-8", "replace")).count("\ufffd") * 20 < len(near):
        return near, False
    return _best(data), False


def _best(data: bytes) -> str:
    found = [read for codec in _ASKED if (read := _strict(data, codec)) is not None]
    return max(found or [data.decode(codec, "replace") for codec in _ASKED], key=_score)


def _score(text: str) -> float:
    """How much it looks like a text that somebody wrote, up to 1; a text read in the wrong set is far below."""
    signs = [sign for sign in text if not sign.isspace() and not sign.isascii()]
    if not signs:
        return 1.0
    joined, total = "".join(signs), len(signs)
    latin = len(_LATIN_LETTER.findall(joined))
    if latin == total and total * 4 < len(text):
        return 0.9
    thai, vowels = len(_THAI.findall(joined)), len(_THAI_VOWEL.findall(joined))
    han, frequent = len(_HAN.findall(joined)), sum(1 for sign in signs if sign in _FREQUENT)
    odd, wide = len(_NONSENSE.findall(joined)), len(_WIDE.findall(joined))
    unknown = total - thai - han - latin - odd - wide
    as_thai = thai * min(1.0, vowels / (0.25 * thai)) if thai else 0.0
    return (as_thai + min(1.0 * han, 0.45 * han + 3 * frequent) + 0.2 * wide - 0.5 * latin - 3 * odd - unknown) / total


def _codec(label: str) -> str:
    name = label.strip().strip("\"'").lower()
    name = _WIDER.get(name, name)
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
