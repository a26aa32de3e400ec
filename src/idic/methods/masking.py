"""Enough of a value to recognise it, too little to use it.

The same length of mask for every value of a kind, where its length would tell something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

Kind = Literal["phone", "email", "id", "date", "text"]

_MASK: Final = "***"
_SHOWN_OF_PHONE: Final = 4
_SHOWN_OF_ID: Final = 3


def mask_phone(value: str) -> str:
    """`+66 81 234 5678` becomes `***-***-5678`; a number too short to hide anything in shows nothing."""
    digits = [sign for sign in value if sign.isdigit()]
    if len(digits) < 2 * _SHOWN_OF_PHONE:
        return _MASK if value.strip() else ""
    return f"{_MASK}-{_MASK}-{''.join(digits[-_SHOWN_OF_PHONE:])}"


def mask_email(value: str) -> str:
    """`anan.j@example.com` becomes `a***@example.com`; of a name of one letter nothing is shown."""
    name, at, domain = value.strip().rpartition("@")
    if not at or not domain:
        return mask_text(value)
    return f"{name[:1] if len(name) > 1 else ''}{_MASK}@{domain}"


def mask_id(value: str) -> str:
    """The last three signs of an id of eight signs or more; of a shorter one nothing."""
    signs = [sign for sign in value if sign.isalnum()]
    if len(signs) < 8:
        return _MASK if value.strip() else ""
    return _MASK + "".join(signs[-_SHOWN_OF_ID:])


def mask_date(value: str) -> str:
    """Of an ISO day the year: `1984-05-17` becomes `1984-**-**`."""
    year, dash, _rest = value.strip().partition("-")
    if dash and len(year) == 4 and year.isascii() and year.isdigit():
        return f"{year}-**-**"
    return _MASK if value.strip() else ""


def mask_text(value: str) -> str:
    """The first sign: `Sukhumvit 21` becomes `S***`; a single sign is hidden. What joins to the first sign (a Thai vowel
    mark, an accent) is dropped with the rest."""
    text = value.strip()
    if not text:
        return ""
    return f"{text[0]}{_MASK}" if len(text) > 1 else _MASK


MASKS: Final[dict[Kind, Callable[[str], str]]] = {
    "phone": mask_phone,
    "email": mask_email,
    "id": mask_id,
    "date": mask_date,
    "text": mask_text,
}


def mask(kind: Kind, value: str) -> str:
    """An empty value stays empty: that nothing is known is no secret."""
    return MASKS[kind](value)
