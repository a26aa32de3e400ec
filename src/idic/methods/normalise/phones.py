"""Phone numbers to E.164 with extension, range and short code.

`phonenumbers` decides, after five preparations for what it misreads: the Thai word ต่อ and the Chinese 轉/分机 before
an extension, the mainland dash extension, Thai ranges, the prefix 00 and short codes. Ordinary Thai, mainland and
Taiwan numbers never reach the library: a pattern that is a strict subset of its metadata settles them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from idic.methods.normalise.text import normalise

_PLAIN = re.compile(r"\+?[0-9 ().\-]+")
_NON_DIGITS = re.compile(r"\D")
_NATIONAL = {
    "TH": re.compile(r"0((?:[89][0-9]|6[1-6])[0-9]{7}|(?:2[0-9]|3[2-9]|4[2-5]|5[2-6]|7[3-7])[0-9]{6})"),
    "CN": re.compile(
        r"(1(?:[38][0-9]|4[57]|5[0-35-9]|6[25-7]|7[0-35-8]|9[0-35-9])[0-9]{8})"
        r"|0(10[2-79][0-9]{7}|21[2-79][0-9]{7}|2[02-57-9][2-9][0-9]{7}"
        r"|(?:3(?:11|7[179])|4(?:[15]1|3[12])|5(?:1[0-9]|2[37]|3[12]|51|7[13-79]|9[15])|7(?:[39]1|5[57]|6[09])|8(?:71|98))"
        r"[2-8][0-9]{7})"
    ),
    "TW": re.compile(r"0(9[0-8][0-9]{7}|2[2-8][0-9]{7}|4[23][0-9]{7}|7[1-9][0-9]{6}|3[2-9][0-9]{6})"),
}
_CALLING_CODES = {"TH": "66", "CN": "86", "TW": "886"}
_INTERNATIONAL = re.compile(r"(66|886|86)(?:0(?=[2-9]))?([0-9]+)")
_REGION_OF = {code: region for region, code in _CALLING_CODES.items()}
_EXTENSION = re.compile(
    r"[\s,;]*(?:ต่อ|轉接?|转接?|分機|分机|內線|内线|ext(?:ension|n)?\.?|x|#)\s*[:.]?\s*([0-9]{1,7})\s*$", re.IGNORECASE
)
_DASH_EXTENSION = re.compile(r"(.*[0-9)])\s*-\s*([0-9]{1,5})")
_RANGE = re.compile(r"(.*[0-9])\s*[-–~]\s*([0-9]{1,2})")
# Of the numbers that the patterns above settle, and only of those.
_MOBILE = re.compile(r"\+66[689]|\+861[3-9]|\+8869")
_LONGEST = 100
# Numbers of the library's PhoneNumberType.
_KINDS: dict[int, PhoneKind] = {0: "fixed", 1: "mobile", 3: "toll_free"}
_SHORT = re.compile(r"[0-9]{3,6}")


PhoneKind = Literal["", "mobile", "fixed", "toll_free", "other"]
_Read = tuple[str, str | None, bool, PhoneKind]


@dataclass(frozen=True, slots=True)
class Phone:
    """`e164` is None when the text holds no number that can be dialled from elsewhere (also for short codes).

    `range` lists every number of a Thai trunk range; `e164` is then the first of it. `kind` is empty where the number is
    not valid or could be of either kind.
    """

    raw: str
    e164: str | None = None
    extension: str | None = None
    range: tuple[str, ...] = ()
    short_code: str | None = None
    valid: bool = False
    kind: PhoneKind = ""


def parse_phone(raw: str, region: str | None = None) -> Phone:
    """Read one number. `region` (ISO 3166 code) says where it would be dialled when it carries no country code."""
    if len(raw) > _LONGEST:
        return Phone(raw)
    text = raw if raw.isascii() else normalise(raw)
    if e164 := _fast(text, region):
        return Phone(raw, e164, valid=True, kind="mobile" if _MOBILE.match(e164) else "fixed")
    return _parsed(raw, region)


def split_extension(text: str) -> tuple[str, str | None]:
    """(number, extension) of a normalised text; the extension stands behind a word or sign that announces it."""
    found = _EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, None)


def _fast(text: str, region: str | None) -> str | None:
    if not _PLAIN.fullmatch(text):
        return None
    digits = _NON_DIGITS.sub("", text)
    if text[0] == "+":
        found = _INTERNATIONAL.fullmatch(digits)
        if not found:
            return None
        code, rest = found[1], found[2]
        region = _REGION_OF[code]
        national = rest if region == "CN" and rest[0] == "1" and len(rest) == 11 else "0" + rest
        return "+" + code + rest if _NATIONAL[region].fullmatch(national) else None
    pattern = _NATIONAL.get(region) if region else None
    if pattern is None or region is None:
        return None
    found = pattern.fullmatch(digits)
    return f"+{_CALLING_CODES[region]}{found[found.lastindex or 1]}" if found else None


@lru_cache(maxsize=8192)
def _parsed(raw: str, region: str | None) -> Phone:
    text, extension = split_extension(normalise(raw))
    text = _with_plus(text, region)
    if _SHORT.fullmatch(text) and region and _is_short_code(text, region):
        return Phone(raw, short_code=text, valid=True)
    whole = _library(text, region)
    if whole is not None and whole[2]:
        return Phone(raw, whole[0], extension or whole[1], valid=True, kind=whole[3])
    if extension is None:
        if (members := _range_members(text, region)) and members[0]:
            return Phone(raw, members[0], range=members, valid=True, kind="fixed")
        if (dashed := _dash_extension(text, region)) is not None:
            return Phone(raw, dashed[0].e164, dashed[1], valid=True, kind=dashed[0].kind)
    return Phone(raw, whole[0], extension or whole[1]) if whole else Phone(raw)


def _with_plus(text: str, region: str | None) -> str:
    """00 before a country code, which the library does not know as a way out of Thailand.

    001 and 003 to 009 are real Thai exit codes. Where both readings are valid, 001 is read as an exit code and the
    others as 00 before a country code.
    """
    rest = text[2:].lstrip(" -")
    if not text.startswith("00") or region not in ("TH", None) or not re.match("[1-9]", rest):
        return text
    plus = "+" + rest
    if region is None:
        return plus
    readings = (text, plus) if rest[0] == "1" else (plus, text)
    return next((reading for reading in readings if (read := _library(reading, region)) and read[2]), plus)


def _library(text: str, region: str | None) -> _Read | None:
    import phonenumbers  # late: 250 ms, and ordinary numbers never need it

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = phonenumbers.is_valid_number(number)
    return e164, number.extension or None, valid, _kind(phonenumbers.number_type(number)) if valid else ""


def _kind(number_type: int) -> PhoneKind:
    from phonenumbers import PhoneNumberType  # late, as above

    if number_type == PhoneNumberType.FIXED_LINE_OR_MOBILE:
        return ""
    return _KINDS.get(number_type, "other")


def _is_short_code(digits: str, region: str) -> bool:
    import phonenumbers  # late: 250 ms, and ordinary numbers never need it

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_short_number_for_region(number, region)


def _range_members(text: str, region: str | None) -> tuple[str, ...]:
    """The numbers from 2123 4567 to 9 in "0 2123 4567-9"; empty when the tail does not count upwards."""
    found = _RANGE.fullmatch(text)
    if not found or (region != "TH" and not text.startswith("+66")):
        return ()
    first = parse_phone(found[1], region)
    tail = found[2]
    if not first.valid or first.e164 is None or int(tail) <= int(first.e164[-len(tail) :]):
        return ()
    stem = first.e164[: -len(tail)]
    return tuple(f"{stem}{last:0{len(tail)}d}" for last in range(int(first.e164[-len(tail) :]), int(tail) + 1))


def _dash_extension(text: str, region: str | None) -> tuple[Phone, str] | None:
    found = _DASH_EXTENSION.fullmatch(text)
    if not found or (region != "CN" and not text.startswith("+86")):
        return None
    number = parse_phone(found[1], region)
    return (number, found[2]) if number.valid and number.e164 and not number.extension else None
