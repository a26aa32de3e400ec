"""What stands in an access package: every row of the walk, third persons masked, codes beside words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from idic.domain.identify.belongings import Belonging, belongings
from idic.domain.identify.privacy.graph import rows_of
from idic.domain.identify.privacy.packages.words import worded
from idic.domain.identify.privacy.person import Person
from idic.domain.identify.privacy.terms import Terms, terms_of

MASK = "***"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)\+?\d[\d\s().-]{6,}\d(?!\d)")
_PERSONS = frozenset({"Customer", "User", "SourceRecord", "Household", "Task", "Purchase"})
#: Told by the person themselves or by a system about them: what a portable copy holds.
PORTABLE = frozenset({
    "customer", "record", "record_version", "contact_point", "consent", "purchase", "purchase_line", "attachment",
})  # fmt: skip


@dataclass(frozen=True)
class Part:
    code: str
    label: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]


def parts_of(person: Person, *, portable: bool = False) -> Iterator[Part]:
    """One part for each declared table that shows something; an empty one is named too, for completeness."""
    third = ThirdPersons(person)
    for one in belongings():
        if not one.package or (portable and one.code not in PORTABLE):
            continue
        rows = [_plain(one, row, third) for row in rows_of(one, person)]
        yield Part(one.code, str(one.label), tuple(column.strip('"') for column in one.package), rows)


class ThirdPersons:
    """Masks others in free text: every mail address and number that is not the person's own, and every name of another
    customer with whom they are related."""

    def __init__(self, person: Person) -> None:
        told: Terms = terms_of(person)
        self._own = tuple(term.lower() for term in (*told.own, *told.shared))
        self._digits = tuple(digits for term in self._own if len(digits := _digits(term)) >= 7)
        self._names = sorted(_names_nearby(person) - set(self._own), key=len, reverse=True)

    def masked_in(self, value: Any) -> Any:
        """Of a column that holds JSON, in every text of it."""
        if isinstance(value, str):
            return self.masked(value)
        if isinstance(value, Mapping):
            return {key: self.masked_in(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.masked_in(one) for one in value]
        return value

    def masked(self, text: str) -> str:
        text = _MAIL.sub(lambda found: found[0] if found[0].lower() in self._own else MASK, text)
        text = _PHONE.sub(lambda found: found[0] if self._is_own_number(found[0]) else MASK, text)
        for name in self._names:
            text = re.sub(re.escape(name), MASK, text, flags=re.IGNORECASE)
        return text

    def _is_own_number(self, number: str) -> bool:
        digits = _digits(number)
        return any(digits.endswith(own[-8:]) for own in self._digits)


def _names_nearby(person: Person) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT lower(name) FROM (
                SELECT target_id AS id FROM identify_relation WHERE source_id = ANY(%(customers)s)
                UNION SELECT source_id FROM identify_relation WHERE target_id = ANY(%(customers)s)
                UNION SELECT m.customer_id FROM identify_householdmember m WHERE m.household_id IN (
                    SELECT household_id FROM identify_householdmember WHERE customer_id = ANY(%(customers)s))
            ) AS near JOIN identify_customer c ON c.id = near.id
            WHERE NOT c.id = ANY(%(customers)s) AND c.kind = 'person' AND length(c.name) >= 3
            """,
            person.parameters,
        )
        return {row[0] for row in cursor.fetchall()}


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _plain(one: Belonging, row: Mapping[str, Any], third: ThirdPersons) -> dict[str, Any]:
    return {
        name: plain(third.masked_in(value) if name in one.free_text and value else value) for name, value in row.items()
    }


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def legend_of(parts: Sequence[Part]) -> dict[str, dict[str, str]]:
    """Column -> number -> name, for what a row only numbers: sources, products, purposes. Nobody is named by it."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    tables = {one.code: one.table for one in belongings()}
    wanted: dict[tuple[str, type[Model]], set[int]] = {}
    for part in parts:
        model = models.get(tables[part.code])
        for column in part.columns:
            field = next((one for one in model._meta.concrete_fields if one.column == column), None) if model else None
            target = field.related_model if field is not None and field.is_relation else None
            if isinstance(target, type) and target.__name__ not in _PERSONS:
                wanted.setdefault((column, target), set()).update(row[column] for row in part.rows if row[column])
    return {
        column: {str(pk): str(one) for pk, one in target._default_manager.in_bulk(sorted(pks)).items()}
        for (column, target), pks in wanted.items()
    }


def score_sentences(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """The scores with what each of them means, in words without a formula."""
    meanings = {
        "tense": _("Whether you are a past, a current or a future customer, from the days of your purchases"),
        "frequency": _("On how many days you bought"),
        "monetary": _("How much you spent on average"),
        "rfm_group": _("A group made from how recently, how often and for how much you bought"),
        "p_alive": _("How likely it is that you will buy again, from the rhythm of your purchases"),
        "lifetime_value": _("What we expect you to buy in the coming time, from the rhythm and size of your purchases"),
        "tier": _("The level of service that follows from it; a person can look at it again if you ask"),
    }
    found = next((part.rows[0] for part in parts if part.code == "score" and part.rows), {})
    told = {name: found[name] for name in meanings if found.get(name) not in (None, "")}
    texts = [text for _label, text in worded("score", told, {})]
    return [(meanings[name], text) for name, text in zip(told, texts, strict=True)]
