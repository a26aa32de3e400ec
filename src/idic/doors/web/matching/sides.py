"""Two records side by side: field by field, as somebody of this role may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from idic.domain.identify.models import SourceRecord
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.foundation.accounts.masking import PERSONAL_FIELDS, shown_text
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province

FIELDS = ("name", "phone", "email", "national_id", "tax_id", "birth_date", "sex", "address", "province", "postcode")
Verdict = Literal["same", "differ", "partly", "one"]


@dataclass(frozen=True)
class Line:
    """`verdict`: the same, different, some of several the same, or told by one of the two alone."""

    label: str
    first: str
    second: str
    verdict: Verdict


def lines_of(user: User, first: SourceRecord, second: SourceRecord) -> list[Line]:
    found = []
    for field in FIELDS:
        one, other = _values(first, field), _values(second, field)
        if one or other:
            texts = [_shown(user, field, values) for values in (one, other)]
            found.append(Line(str(FIELD_LABELS[field]), texts[0], texts[1], _verdict(one, other)))
    return found


def _values(record: SourceRecord, field: str) -> list[str]:
    if field == "phone":
        return list(record.phones)
    if field == "birth_date":
        return [formats.day(record.birth_date)] if record.birth_date else []
    if field == "address":
        text = " ".join(part for part in (record.address, record.district) if part)
    elif field == "province":
        text = shown_province(record.province)
    else:
        text = str(getattr(record, field))
    return [text] if text else []


def _shown(user: User, field: str, values: list[str]) -> str:
    group = PERSONAL_FIELDS.get(field)
    return ", ".join(shown_text(user, "customer", group, field, one).text if group else one for one in values)


def _verdict(one: list[str], other: list[str]) -> Verdict:
    if not one or not other:
        return "one"
    mine, theirs = {text.casefold() for text in one}, {text.casefold() for text in other}
    if mine == theirs:
        return "same"
    return "partly" if mine & theirs else "differ"
