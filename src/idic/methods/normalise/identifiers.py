"""Check digits of identity and trade numbers. Validate, never match fuzzily.

Sources: Thai 13-digit number (mod 11); GB 11643 (ISO 7064 MOD 11-2); GB 32100 (mod 31); Taiwan national id and
統一編號 (rule of 2023: sum divisible by 5); GS1 General Specifications (mod 10); ISO 17442 (ISO 7064 MOD 97-10).
Every function takes the text as typed and ignores spaces, hyphens and dots.
"""

from __future__ import annotations

import re
from datetime import date

from idic.methods.normalise.text import normalise

_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015/]")
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_TAIWAN_BUSINESS_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


def compact(value: str) -> str:
    """The stored key of an identifier: separators dropped, upper case, digits in ASCII."""
    if value.isascii() and value.isalnum():
        return value.upper()
    return _SEPARATORS.sub("", normalise(value)).upper()


def is_thai_id(value: str) -> bool:
    """Personal number and tax id of persons (1-8) and of juristic persons (0)."""
    digits = compact(value)
    if not re.fullmatch(r"[0-8][0-9]{12}", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[12])


def is_cn_resident_id(value: str) -> bool:
    text = compact(value)
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _RESIDENT_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[17]


def is_cn_uscc(value: str) -> bool:
    text = compact(value)
    if not re.fullmatch(rf"[{_USCC_ALPHABET}]{{2}}[0-9]{{6}}[{_USCC_ALPHABET}]{{10}}", text):
        return False
    total = sum(_USCC_ALPHABET.index(sign) * weight for sign, weight in zip(text, _USCC_WEIGHTS, strict=False))
    return _USCC_ALPHABET[(31 - total % 31) % 31] == text[17]


def is_tw_national_id(value: str) -> bool:
    """National id (second sign 1, 2) and resident certificate of foreigners (8, 9; before 2021 A to D)."""
    text = compact(value)
    if not re.fullmatch(r"[A-Z][1289A-D][0-9]{8}", text):
        return False
    second = (_TAIWAN_LETTERS.index(text[1]) + 10) % 10 if text[1].isalpha() else int(text[1])
    letter = _TAIWAN_LETTERS.index(text[0]) + 10
    numbers = [letter // 10, letter % 10, second, *map(int, text[2:])]
    return sum(n * w for n, w in zip(numbers, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def is_tw_business_id(value: str) -> bool:
    """統一編號. A 7 in the seventh place counts 10 and may stand for 1 or 0."""
    digits = compact(value)
    if not re.fullmatch(r"[0-9]{8}", digits) or digits == "00000000":
        return False
    products = [int(digit) * weight for digit, weight in zip(digits, _TAIWAN_BUSINESS_WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % 5 == 0 or (digits[6] == "7" and (total + 1) % 5 == 0)


def is_gtin(value: str) -> bool:
    """GTIN-8, -12, -13 or -14."""
    return _is_gs1(compact(value), lengths=(8, 12, 13, 14))


def is_gln(value: str) -> bool:
    return _is_gs1(compact(value), lengths=(13,))


def is_sscc(value: str) -> bool:
    return _is_gs1(compact(value), lengths=(18,))


def is_lei(value: str) -> bool:
    text = compact(value)
    if not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", text):
        return False
    return int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1


def _is_gs1(digits: str, *, lengths: tuple[int, ...]) -> bool:
    if len(digits) not in lengths or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0
