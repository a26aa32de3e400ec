"""By which texts a person is found: full names, mail addresses, phone numbers, ids, as received and as normalised.

A text that somebody else holds too (a shared phone, the same name) is told apart: it stays wherever it is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import phonenumbers
from django.db import connection

from idic.domain.identify.models import ContactPoint, Customer, RecordVersion, SourceRecord
from idic.domain.identify.privacy.person import Person
from idic.foundation.texts import one_line

_CONTACT_KEYS = frozenset({
    "email", "phone", "phone2", "national_id", "tax_id", "name", "address", "line_id", "wechat_id", "line", "wechat",
})  # fmt: skip
_NAME_KEYS = (("given_name", "family_name"), ("family_name", "given_name"))
_FEWEST_DIGITS = 7
_SHORTEST = 6
_SHORTEST_HAN = 3
_SHORTEST_NAME = 3
_APART = re.compile(r"[\s().-]+")
#: What people write between the groups of a number.
_MARKS = ("", " ", "-", ".")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

#: The patterns of a statement, lowered as the database itself lowers.
LOWERED = "ARRAY(SELECT lower(one) FROM unnest(%(likes)s::text[]) AS one)"
_TOLD = "concat_ws(E'\\n', name, email, phones::text, national_id, tax_id, payload::text)"
_HELD = f"""
SELECT told FROM (
    SELECT lower({_TOLD}) AS told FROM identify_sourcerecord WHERE NOT customer_id = ANY(%(customers)s) OFFSET 0
) AS others
WHERE told LIKE ANY({LOWERED})
"""  # noqa: S608 - the texts above


@dataclass(frozen=True)
class Terms:
    """`own` are nobody else's and are taken out wherever they stand; `shared` stay with the others who hold them.

    `names` are given and family names by themselves that nobody else has. In a sentence such a word may mean anything, so
    it goes only where it is a whole value: in the rule of a segment, in what a model has counted.
    """

    own: tuple[str, ...]
    shared: tuple[str, ...]
    names: tuple[str, ...] = ()


def terms_of(person: Person) -> Terms:
    found = sorted({term for term in map(_squeezed, _told(person)) if _tells(term)}, key=lambda one: (-len(one), one))
    names = sorted({name for name in map(_squeezed, _single_names(person)) if len(name) >= _SHORTEST_NAME})
    if not found:
        return Terms((), ())
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"likes": [like(one) for one in (*found, *names)], "customers": list(person.customers)})
        others = [row[0] for row in cursor]
    shared = {one for one in (*found, *names) if any(one.lower() in told for told in others)}
    return Terms(
        tuple(one for one in found if one not in shared), tuple(one for one in found if one in shared),
        tuple(one for one in names if one not in shared),
    )  # fmt: skip


def like(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _told(person: Person) -> Iterator[str]:
    for customer in Customer.objects.filter(pk__in=person.customers):
        yield customer.name
        yield from (customer.email, customer.phone, customer.national_id, customer.tax_id)
        yield from _full_names(vars(customer))
    for record in SourceRecord.objects.filter(pk__in=person.records).defer("search_keys", "search_text"):
        yield from (record.name, record.email, record.national_id, record.tax_id, *record.phones)
        yield from _full_names(vars(record))
        yield from _of_payload(record.payload)
    for payload in RecordVersion.objects.filter(record_id__in=person.records).values_list("payload", flat=True):
        yield from _of_payload(payload)
    for kind, raw, value in ContactPoint.objects.filter(record_id__in=person.records).values_list(
        "kind", "raw", "value"
    ):
        yield from (raw, value)
        if kind == "phone":
            yield from _phone_forms(value)


def _single_names(person: Person) -> Iterator[str]:
    rows = SourceRecord.objects.filter(pk__in=person.records).values_list("given_name", "family_name", "payload")
    for given, family, payload in rows:
        yield from (given, family, str(payload.get("given_name") or ""), str(payload.get("family_name") or ""))


def _of_payload(payload: Mapping[str, object]) -> Iterator[str]:
    for key, value in payload.items():
        if key in _CONTACT_KEYS or any(word in key for word in ("phone", "mail", "mobile")):
            yield str(value)
    yield from _full_names(payload)


def _full_names(values: Mapping[str, object]) -> Iterator[str]:
    for first, second in _NAME_KEYS:
        parts = [str(values.get(name) or "").strip() for name in (first, second)]
        if all(parts):
            yield " ".join(parts)
            if all(_HAN.search(part) for part in parts):
                yield "".join(parts)


def _phone_forms(value: str) -> Iterable[str]:
    """E.164 as people write it: with and without the country code, in groups as it is usual there, whatever stands between."""
    yield "".join(sign for sign in value if sign.isdigit())
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return
    for form in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL):
        groups = _APART.split(phonenumbers.format_number(number, form))
        yield from (mark.join(groups) for mark in _MARKS)


def _squeezed(text: str) -> str:
    return one_line(str(text))


def _tells(term: str) -> bool:
    """Long enough to mean this person and nothing else."""
    digits = sum(sign.isdigit() for sign in term)
    if _HAN.search(term):
        return len(term) >= _SHORTEST_HAN
    if digits and digits >= len(term) - digits:
        return digits >= _FEWEST_DIGITS
    return len(term) >= _SHORTEST and (" " in term or "@" in term or not term.isascii() or digits > 0)
