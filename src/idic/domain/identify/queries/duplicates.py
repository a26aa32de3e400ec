"""Who has the same phone, e-mail or number? Exact matches by index: a hint while somebody types, never a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User

_ASKED = ("phone", "phone2", "email", "national_id", "tax_id", "country")
# A phone of a switchboard may stand in thousands of records.
_MOST_RECORDS = 50


@dataclass(frozen=True)
class Duplicate:
    """`same` names the fields that agree: phone, email, national_id, tax_id."""

    customer: Customer
    same: tuple[str, ...]


def exact_duplicates(user: User, values: Mapping[str, object], *, limit: int = 5) -> list[Duplicate]:
    """Among the customers that this user may see; nothing is told about the others."""
    record = normalise_record({name: str(values.get(name) or "") for name in _ASKED})
    agreeing: dict[int, dict[str, None]] = {}
    for customer_id, name in (*_by_phone(record), *_by_number(record)):
        agreeing.setdefault(customer_id, {})[name] = None
    if not agreeing:
        return []
    customers = visible_customers(user).filter(pk__in=agreeing).defer("search_text", "search_keys")
    found = [Duplicate(customer, tuple(agreeing[customer.pk])) for customer in customers]
    found.sort(key=lambda one: (-len(one.same), one.customer.pk))
    return found[:limit]


def _by_phone(record: NormalisedRecord) -> list[tuple[int, str]]:
    if not record.phone_values:
        return []
    points = ContactPoint.objects.filter(kind=ContactKind.PHONE, value__in=record.phone_values)
    return [(customer_id, "phone") for customer_id in points.values_list("customer_id", flat=True)[:_MOST_RECORDS]]


def _by_number(record: NormalisedRecord) -> list[tuple[int, str]]:
    asked: dict[str, str | date | None] = {
        "email_key": record.email_key, "national_id": record.national_id, "tax_id": record.tax_id
    }  # fmt: skip
    known = {name: value for name, value in asked.items() if value}
    if not known:
        return []
    either = Q()
    for name, value in known.items():
        either |= Q(**{name: value})
    rows = SourceRecord.objects.filter(either).values_list("customer_id", "email_key", "national_id", "tax_id")
    pairs: list[tuple[int, str]] = []
    for customer_id, email, national_id, tax_id in rows[:_MOST_RECORDS]:
        told = {"email_key": email, "national_id": national_id, "tax_id": tax_id}
        pairs += [(customer_id, name.removesuffix("_key")) for name, value in known.items() if told[name] == value]
    return pairs
