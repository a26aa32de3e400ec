"""Who has the same phone, e-mail or number? Exact matches by index: a hint while somebody types, never a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models import Customer
from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.storage.remembered import prepared_cursor

_ASKED = ("phone", "phone2", "email", "national_id", "tax_id", "country")
# A phone of a switchboard may stand in thousands of records.
_MOST_RECORDS = 50
_NUMBERS = {"email": "email_key", "national_id": "national_id", "tax_id": "tax_id"}
# The texts are put together from the names above alone.
_BY_PHONE = f"""(SELECT customer_id, 'phone' FROM identify_contactpoint
    WHERE kind = '{ContactKind.PHONE.value}' AND value = ANY(%s) LIMIT {_MOST_RECORDS})"""  # noqa: S608
# A statement that is planned once must itself say what the partial indexes ask.
_BY_NUMBER = {
    name: f"""(SELECT customer_id, '{name}' FROM identify_sourcerecord
    WHERE {column} = %s AND NOT {column} = '' LIMIT {_MOST_RECORDS})"""  # noqa: S608
    for name, column in _NUMBERS.items()
}


@dataclass(frozen=True)
class Duplicate:
    """`same` names the fields that agree: phone, email, national_id, tax_id."""

    customer: Customer
    same: tuple[str, ...]


def exact_duplicates(user: User, values: Mapping[str, object], *, limit: int = 5) -> list[Duplicate]:
    """Among the customers that this user may see; nothing is told about the others."""
    record = normalise_record({name: str(values.get(name) or "") for name in _ASKED}, is_searched=False)
    agreeing: dict[int, dict[str, None]] = {}
    for customer_id, name in _agreeing(record):
        agreeing.setdefault(customer_id, {})[name] = None
    if not agreeing:
        return []
    customers = visible_customers(user).filter(pk__in=agreeing).defer("search_text", "search_keys")
    found = [Duplicate(customer, tuple(agreeing[customer.pk])) for customer in customers]
    found.sort(key=lambda one: (-len(one.same), one.customer.pk))
    return found[:limit]


def _agreeing(record: NormalisedRecord) -> list[tuple[int, str]]:
    """(customer, what agrees), in one question for all that was typed."""
    parts: list[str] = []
    asked: list[Any] = []
    if record.phone_values:
        parts.append(_BY_PHONE)
        asked.append(list(record.phone_values))
    for name, column in _NUMBERS.items():
        if value := getattr(record, column):
            parts.append(_BY_NUMBER[name])
            asked.append(value)
    if not parts:
        return []
    with prepared_cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        return [(customer_id, name) for customer_id, name in cursor.fetchall()]
