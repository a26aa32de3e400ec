"""From what a person typed or a file says to the form in which a value is kept, and from there to what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeVar
from urllib.parse import urlsplit

from idic.foundation.attributes.enums import NUMBERS, AttributeType
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.methods.normalise.dates import DateError, DateOrder, parse_date
from idic.methods.normalise.numbers import AmbiguousNumberError, NumberError, parse_decimal
from idic.methods.normalise.text import fold, normalise

Stored = str | list[str]
Typed = str | Sequence[str]
DecimalMark = Literal[".", ","]

#: Longer values could not stand in an index.
LONGEST: Final = 500
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_SPLIT = re.compile(r"[;,|、，；\n]")
_YES = frozenset(("yes", "y", "true", "t", "1", "on", "ใช่", "มี", "จริง", "是", "有", "对", "對", "✓", "x"))
_NO = frozenset(
    ("no", "n", "false", "f", "0", "off", "ไม่", "ไม่ใช่", "ไม่มี", "เท็จ", "否", "不是", "无", "無", "没有", "沒有")
)
_KEPT_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")


def read_value(
    definition: AttributeDefinition,
    typed: Typed,
    *,
    order: DateOrder | None = None,
    decimal: DecimalMark | None = None,
    stored: bool = False,
) -> Stored | None:
    """The value as it is kept; None for an empty one. Raises Unfit.

    `stored` reads a value that was taken earlier: retired choices and tightened rules do not turn it away.
    """
    if not isinstance(typed, str):
        typed = ";".join(typed)
    if _UNUSABLE.search(typed):
        raise Unfit("attribute_sign")
    text = normalise(typed).strip()
    if not text:
        return None
    if definition.type in NUMBERS:
        return _number(definition, text, decimal, stored=stored)
    if definition.type == AttributeType.DATE:
        return _day(definition, text, order, stored=stored)
    if definition.type == AttributeType.CHOICE:
        return _choice(definition, text, stored=stored)
    if definition.type == AttributeType.CHOICES:
        return _choices(definition, text, stored=stored)
    if definition.type == AttributeType.YES_NO:
        return _yes_no(text)
    if definition.type == AttributeType.COMPUTED:
        raise Unfit("attribute_locked")
    if definition.type == AttributeType.LINK:
        return _link(text)
    return _text(definition, text, stored=stored)


def plain_number(number: Decimal) -> str:
    """Without exponent, sign of zero and trailing zeros: equal numbers are equal texts."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _number(definition: AttributeDefinition, text: str, decimal: DecimalMark | None, *, stored: bool) -> str:
    try:
        number = (
            Decimal(text) if _KEPT_NUMBER.fullmatch(text) and decimal != "," else parse_decimal(text, decimal=decimal)
        )
    except AmbiguousNumberError as error:
        raise Unfit("attribute_number_open") from error
    except (NumberError, ArithmeticError) as error:
        raise Unfit("attribute_number") from error
    if abs(number.adjusted()) > 40 or not _KEPT_NUMBER.fullmatch(plain_number(number)):
        raise Unfit("attribute_number_size")
    if not stored:
        _within(number, definition.bound("minimum"), definition.bound("maximum"), plain_number)
    return plain_number(number)


def _day(definition: AttributeDefinition, text: str, order: DateOrder | None, *, stored: bool) -> str:
    try:
        day = parse_date(text, order=order)
    except (DateError, ValueError) as error:
        raise Unfit("attribute_date") from error
    if not stored:
        least, most = definition.rules.get("minimum"), definition.rules.get("maximum")
        _within(
            day,
            date.fromisoformat(least) if least else None,
            date.fromisoformat(most) if most else None,
            date.isoformat,
        )
    return day.isoformat()


T = TypeVar("T", Decimal, date)


def _within(value: T, least: T | None, most: T | None, word: Callable[[T], str]) -> None:
    if least is not None and value < least:
        raise Unfit("attribute_small", minimum=word(least))
    if most is not None and value > most:
        raise Unfit("attribute_large", maximum=word(most))


def _codes(definition: AttributeDefinition, *, stored: bool) -> dict[str, str]:
    """Code and every label, folded, to the code."""
    found: dict[str, str] = {}
    offered = [one for one in definition.choice_list if stored or not one.retired]
    for one in offered:
        found.setdefault(fold(one.code), one.code)
    for one in offered:
        for label in one.labels.values():
            found.setdefault(fold(label), one.code)
    return found


def _choice(definition: AttributeDefinition, text: str, *, stored: bool) -> str:
    code = _codes(definition, stored=stored).get(fold(text))
    if code is None:
        raise _no_choice(definition, text)
    return code


def _no_choice(definition: AttributeDefinition, text: str) -> Unfit:
    offered = [one.label for one in definition.choice_list if not one.retired]
    shown = ", ".join(offered[:8]) + ("…" if len(offered) > 8 else "")
    return Unfit("attribute_choice", value=text[:60], choices=shown)


def _choices(definition: AttributeDefinition, text: str, *, stored: bool) -> list[str] | None:
    """In the order of the definition, each once: equal sets are equal lists."""
    known = _codes(definition, stored=stored)
    whole = known.get(fold(text))
    chosen = {whole} if whole else set()
    for part in () if whole else _SPLIT.split(text):
        if not part.strip():
            continue
        code = known.get(fold(part.strip()))
        if code is None:
            raise _no_choice(definition, part.strip())
        chosen.add(code)
    return [one.code for one in definition.choice_list if one.code in chosen] or None


def _yes_no(text: str) -> str:
    folded = text.casefold()
    if folded in _YES:
        return "yes"
    if folded in _NO:
        return "no"
    raise Unfit("attribute_yes_no")


def _link(text: str) -> str:
    if len(text) > LONGEST:
        raise Unfit("attribute_long", longest=str(LONGEST))
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise Unfit("attribute_link") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(sign.isspace() for sign in text):
        raise Unfit("attribute_link")
    return text


def _text(definition: AttributeDefinition, text: str, *, stored: bool) -> str:
    longest = min(int(definition.rules.get("longest") or LONGEST), LONGEST)
    shortest = int(definition.rules.get("shortest") or 0)
    pattern = definition.rules.get("pattern")
    if len(text) > (LONGEST if stored else longest):
        raise Unfit("attribute_long", longest=str(longest))
    if stored:
        return text
    if len(text) < shortest:
        raise Unfit("attribute_short", shortest=str(shortest))
    if pattern and not matches(pattern, text):
        raise Unfit("attribute_pattern")
    return text


def matches(pattern: str, text: str) -> bool:
    """A pattern says what each sign is: 9 a digit, A a letter, * either; everything else stands for itself. It is read
    in one pass, so that no pattern can keep the machine busy."""
    if len(pattern) != len(text):
        return False
    return all(_fits(sign, found) for sign, found in zip(pattern, text, strict=True))


def _fits(sign: str, found: str) -> bool:
    if sign == "9":
        return found in "0123456789"
    if sign == "A":
        return found.isalpha()
    return found.isalnum() if sign == "*" else sign == found


def as_typed(stored: object) -> str:
    """A kept value as a form field takes it: several choices joined by semicolons."""
    if isinstance(stored, list):
        return ";".join(str(one) for one in stored)
    return "" if stored is None else str(stored)


def as_known(definition: AttributeDefinition, stored: object) -> object:
    """A kept value as Python knows it: Decimal, date, bool, text or a tuple of codes; None where it does not fit."""
    if stored is None or stored == "":
        return None
    if definition.type == AttributeType.CHOICES:
        return tuple(str(one) for one in stored) or None if isinstance(stored, list) else None
    text = str(stored)
    if definition.type in NUMBERS:
        return Decimal(text) if _KEPT_NUMBER.fullmatch(text) else None
    if definition.type == AttributeType.DATE:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    if definition.type == AttributeType.YES_NO:
        return {"yes": True, "no": False}.get(text)
    return text


def in_words(definition: AttributeDefinition, stored: object) -> str:
    """A kept value in the reader's language, as far as choices go."""
    labels = labels_of(definition)
    parts = stored if isinstance(stored, list) else [stored]
    return ", ".join(labels.get(str(one), str(one)) for one in parts if one is not None)


def labels_of(definition: AttributeDefinition) -> Mapping[str, str]:
    return {one.code: one.label for one in definition.choice_list}
