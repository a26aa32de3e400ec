"""Two records side by side: field by field, as somebody of this role may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Literal

from django.utils.translation import gettext as _

from idic.domain.identify.linkage.models import LinkagePair
from idic.domain.identify.models import SourceRecord
from idic.doors.web.matching.wording import LEVELS
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.foundation.accounts.masking import PERSONAL_FIELDS, shown_text
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province, stored_province

FIELDS = ("name", "phone", "email", "national_id", "tax_id", "birth_date", "sex", "address", "province", "postcode")
Verdict = Literal["same", "alike", "differ", "partly", "one"]
COMPARED = {
    "name": ("name_given", "name_family", "name"), "phone": ("phone",), "email": ("email",),
    "national_id": ("identifier",), "tax_id": ("identifier",), "birth_date": ("birth",), "address": ("address",),
    "postcode": ("postcode",),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """`verdict`: the same, written otherwise but alike by the run that found the pair (`words` say how), different, some
    of several the same, or told by one of the two alone."""

    label: str
    first: str
    second: str
    verdict: Verdict
    words: str = ""


def lines_of(
    user: User, first: SourceRecord, second: SourceRecord, alike: Mapping[str, str] | None = None
) -> list[Line]:
    """`alike` is what the run found of fields that speak for one customer."""
    found, alike = [], alike or {}
    for field in FIELDS:
        one, other = _values(first, field), _values(second, field)
        if one or other:
            texts = (_shown(user, field, one), _shown(user, field, other))
            verdict = _verdict(*(_compared(field, values) for values in (one, other)))
            words = alike.get(field, "") if verdict == "differ" else ""
            found.append(Line(str(FIELD_LABELS[field]), *texts, "alike" if words else verdict, words))
    return found


def alike_words(pair: LinkagePair, m: Mapping[str, list[float]], u: Mapping[str, list[float]]) -> dict[str, str]:
    """What the run found of each field, where all that it compared of the field speaks for one customer."""
    labels, found = dict(pair.run.comparisons), {}
    for field, names in COMPARED.items():
        levels = {name: pair.levels.get(name, -1) for name in names}
        told = {name: level for name, level in levels.items() if level >= 0 and name in m and name in labels}
        if told and all(log2(m[name][level] / u[name][level]) > 0 for name, level in told.items()):
            words = (str(LEVELS.get(labels[name][level], labels[name][level])) for name, level in told.items())
            found[field] = ", ".join(dict.fromkeys(words))
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
    elif field == "sex":
        text = {"male": _("Male"), "female": _("Female")}.get(record.sex, record.sex)
    else:
        text = str(getattr(record, field))
    return [text] if text else []


def _shown(user: User, field: str, values: list[str]) -> str:
    group = PERSONAL_FIELDS.get(field)
    return ", ".join(shown_text(user, "customer", group, field, one).text if group else one for one in values)


def _compared(field: str, values: list[str]) -> list[str]:
    """One province is told in several languages."""
    return [stored_province(one) for one in values] if field == "province" else values


def _verdict(one: list[str], other: list[str]) -> Verdict:
    if not one or not other:
        return "one"
    mine, theirs = {text.casefold() for text in one}, {text.casefold() for text in other}
    if mine == theirs:
        return "same"
    return "partly" if mine & theirs else "differ"
