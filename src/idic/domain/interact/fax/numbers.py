"""Where a gateway's mail names the number, and how it wants one to be written. Nobody writes a regular expression: a
pattern is plain words around {number}."""

from __future__ import annotations

import re

from idic.domain.interact.fax.enums import NumberForm, NumberPlace
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.telephony.numbers import number_of

_MARK = "{number}"
_NUMBER = r"(\+?[0-9][0-9 ().\-/]{2,30}[0-9])"
_MOST = 5000


def number_in(gateway: FaxGateway, mail: ParsedMail) -> str:
    """Normalised; empty where the mail names none that can be called."""
    place = {
        NumberPlace.SUBJECT: mail.subject, NumberPlace.NAME: mail.sender.name, NumberPlace.TEXT: mail.text,
        NumberPlace.ADDRESS: mail.sender.address.rpartition("@")[0],
    }[NumberPlace(gateway.number_place)]  # fmt: skip
    found = found_in(place[:_MOST], gateway.number_pattern)
    return read(gateway, found)


def says_fax(gateway: FaxGateway, mail: ParsedMail) -> bool:
    """Whether the mail says by its words, or by its sender, that it is a fax of a number: a number alone stands in a bill,
    too."""
    has_words = bool(gateway.number_pattern.replace(_MARK, "").strip())
    of_sender = gateway.number_place in (NumberPlace.NAME, NumberPlace.ADDRESS)
    return (has_words or of_sender) and bool(number_in(gateway, mail))


def read(gateway: FaxGateway, text: str) -> str:
    """Normalised. A gateway that writes the country's code without a plus is believed to do so everywhere."""
    plain = text.strip()
    if gateway.number_form != NumberForm.NATIONAL and plain and plain[0] in "123456789":
        plain = f"+{plain}"
    return number_of(plain)


def found_in(text: str, pattern: str) -> str:
    """Blanks of the pattern stand for any number of blanks."""
    around = [re.escape(" ".join(part.split())).replace(r"\ ", r"\s+") for part in pattern.split(_MARK)]
    match = re.search(rf"{around[0]}\s*{_NUMBER}\s*{around[-1]}", text, re.I)
    return match.group(1) if match else ""


def is_pattern(text: str) -> bool:
    return text.count(_MARK) == 1


def address_for(gateway: FaxGateway, number: str) -> str:
    return gateway.address_out.replace(_MARK, written(number, gateway.number_form))


def written(number: str, form: str) -> str:
    if form == NumberForm.PLUS:
        return number
    if form == NumberForm.INTERNATIONAL:
        return number.removeprefix("+")
    import phonenumbers  # late: 250 ms, and only some gateways want it

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number.removeprefix("+")
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(sign for sign in national if sign.isdecimal())
