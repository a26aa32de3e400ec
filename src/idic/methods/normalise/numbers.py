"""Numbers as people and spreadsheets write them, read exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from idic.methods.normalise.text import normalise

DecimalMark = Literal[".", ","]

_CURRENCY = re.compile(
    r"(?:NT\$|US\$|HK\$|[฿$€£¥₩₫₹]|\b(?:THB|CNY|RMB|TWD|NTD|USD|EUR|GBP|JPY|HKD|SGD)\b|บาท|人民币|人民幣|新台币|新臺幣|新台幣|元|圆|圓)",
    re.IGNORECASE,
)
_MINUS = str.maketrans("−–", "--")
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:([,'’ ])[0-9]{2,3}(?:\1[0-9]{2,3})*)?(?:\.[0-9]*)?|[0-9]*\.?[0-9]+|[0-9]+\."),
    ",": re.compile(r"[0-9]{1,3}(?:([.'’ ])[0-9]{2,3}(?:\1[0-9]{2,3})*)?(?:,[0-9]*)?|[0-9]*,?[0-9]+|[0-9]+,"),
}
_SCIENTIFIC = re.compile(r"([0-9]+(?:[.,][0-9]+)?)[eE]([+-]?[0-9]{1,2})")
_LONGEST = 100
_EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


class NumberError(ValueError):
    """The text cannot be taken as one number."""


class UnreadableNumberError(NumberError):
    """No number stands there."""


class AmbiguousNumberError(NumberError):
    """1,234 or 1.234: thousands or thousandths? The caller must name the decimal mark."""


def parse_decimal(raw: str, *, decimal: DecimalMark | None = None) -> Decimal:
    """Exact value. Parentheses or a trailing minus mean negative; currency marks are dropped.

    Without `decimal` the mark is inferred where only one reading is possible.
    """
    if len(raw) > _LONGEST:
        raise UnreadableNumberError(raw[:_LONGEST])
    text = _CURRENCY.sub("", normalise(raw).translate(_MINUS)).strip()
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1].strip(), True
    if text[:1] in ("+", "-"):
        text, negative = text[1:].strip(), negative ^ (text[0] == "-")
    elif text.endswith("-"):
        text, negative = text[:-1].strip(), not negative
    if scientific := _SCIENTIFIC.fullmatch(text):
        value = Decimal(scientific[1].replace(",", ".")).scaleb(int(scientific[2]))
        return -value if negative else value
    mark = decimal or _only_reading(text)
    if not _GROUPED[mark].fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise UnreadableNumberError(raw)
    digits = "".join("." if sign == mark else sign for sign in text if sign.isdigit() or sign == mark)
    value = Decimal(digits)
    return -value if negative else value


def guess_decimal(samples: Iterable[str]) -> DecimalMark | None:
    """The decimal mark of a column, or None when the samples leave both open or contradict one another."""
    seen: set[DecimalMark] = set()
    for sample in samples:
        text = _CURRENCY.sub("", normalise(sample)).strip("()+- ")
        if "." not in text and "," not in text:
            continue
        try:
            seen.add(_only_reading(text))
        except AmbiguousNumberError:
            continue
    return seen.pop() if len(seen) == 1 else None


def _only_reading(text: str) -> DecimalMark:
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    if text.count(",") > 1:
        return "."
    if text.count(".") > 1:
        return ","
    if _EITHER_WAY.fullmatch(text):
        raise AmbiguousNumberError(text)
    return "," if comma >= 0 else "."
