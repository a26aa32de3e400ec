"""The golden values with where each comes from, and what the other records say instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer, SourceRecord
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.masking import PERSONAL_FIELDS, shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province

_panel = Stencil("customers/facts.html", texts=("facts",))
_fact = Stencil(
    "customers/fact.html", decided=("label", "field", "is_told", "differing"), ids=("pk",),
    texts=("value", "source", "key", "day", "others"), most=512,
)  # fmt: skip
_saying = Stencil("customers/saying.html", texts=("source", "value"))


@dataclass(frozen=True)
class Saying:
    """What one record says about a field."""

    record: SourceRecord
    value: str


@dataclass(frozen=True)
class Fact:
    """`told_by` is None where no record is named, `others` are the records that say something else. `field` names what
    survivorship decides about; it is empty where the reader may not see the other values."""

    label: str
    value: str
    told_by: SourceRecord | None
    others: tuple[Saying, ...]
    field: str = ""


def facts_of(customer: Customer, records: Sequence[SourceRecord], user: User) -> list[Fact]:
    """Values of a group that the reader's role masks stand masked, those of a hidden one are not there."""
    by_id = {record.pk: record for record in records}
    ranked = sorted(records, key=lambda record: (-record.source.rank, -record.received_at.timestamp(), -record.pk))
    found = []
    for name, label in _fields(get_language(), is_organisation=customer.kind == CustomerKind.ORGANISATION):
        value = value_shown(customer, name)
        # Bulk imports name the record of a name, an address and a phone only; the rest follows from the same ranking.
        told_by = by_id.get(customer.provenance.get(name, 0)) or next(
            (record for record in ranked if value and value_shown(record, name) == value), None
        )
        others = tuple(
            Saying(record, said)
            for record in ranked
            if (said := value_shown(record, name)) and said != value and record is not told_by
        )
        if (value or others) and (fact := _for(user, name, Fact(label, value, told_by, others, name))):
            found.append(fact)
    return found + _further(customer, ranked)


def _for(user: User, name: str, fact: Fact) -> Fact | None:
    group = PERSONAL_FIELDS.get(name, "")
    if group_access(user, "customer", group) >= GroupAccess.SEEN:
        return fact
    value = shown_text(user, "customer", group, name, fact.value).text
    # What other records say would tell what the mask hides.
    return Fact(fact.label, value, fact.told_by, ()) if value else None


@lru_cache(maxsize=16)
def _fields(_language: str | None, *, is_organisation: bool) -> list[tuple[str, str]]:
    if is_organisation:
        return [
            ("name", _("Name")), ("phone", _("Phone")), ("email", _("E-mail")), ("tax_id", _("Tax id")),
            ("address", _("Address")),
        ]  # fmt: skip
    return [
        ("name", _("Name")), ("phone", _("Phone")), ("email", _("E-mail")), ("birth_date", _("Birth date")),
        ("sex", _("Sex")), ("national_id", _("National id")),
        ("tax_id", _("Tax id")), ("language", _("Language")), ("address", _("Address")),
    ]  # fmt: skip


def value_shown(owner: Customer | SourceRecord, name: str) -> str:
    """As a reader sees the value of a field, or what a record says of it."""
    if name == "birth_date":
        return formats.day(owner.birth_date, "long") if owner.birth_date else ""
    if name == "sex":
        return {"male": _("Male"), "female": _("Female")}.get(owner.sex, owner.sex)
    if name == "language":
        return formats.language_name(owner.language)
    if name == "name":
        return f"{owner.title} {owner.name}" if owner.title and owner.title not in owner.name else owner.name
    if name == "address":
        parts = (owner.address, owner.district, shown_province(owner.province), owner.postcode, owner.country)
        return ", ".join(dict.fromkeys(part for part in parts if part))
    if name == "phone" and isinstance(owner, SourceRecord):
        return str(owner.phones[0]) if owner.phones else ""
    return str(getattr(owner, name))


def fact_labels() -> dict[str, str]:
    return {
        "nickname": _("Nickname"), "age_band": _("Age band"), "income_band": _("Income band"),
        "household_size": _("Household size"), "household_composition": _("Household"), "occupation": _("Occupation"),
        "marital_status": _("Marital status"), "home_ownership": _("Home ownership"), "children": _("Children"),
        "industry": _("Industry"), "note": _("Note"),
    }  # fmt: skip


@lru_cache(maxsize=16)
def _fact_labels(_language: str | None) -> dict[str, str]:
    return fact_labels()


def _further(customer: Customer, ranked: Sequence[SourceRecord]) -> list[Fact]:
    """Demographic facts under their codes; the golden view takes each from the best record that knows it."""
    labels = _fact_labels(get_language())
    found = []
    for name, label in labels.items():
        value = str(customer.facts.get(name, ""))
        if value:
            told_by = next((record for record in ranked if str(record.facts.get(name, "")) == value), None)
            others = tuple(
                Saying(record, said)
                for record in ranked
                if (said := str(record.facts.get(name, ""))) and said != value and record is not told_by
            )
            found.append(Fact(label, value, told_by, others, f"fact:{name}"))
    return found


def facts_panel(around: Around, customer: Customer, records: Sequence[SourceRecord], user: User) -> SafeString:
    written = (_written(around, customer.pk, fact) for fact in facts_of(customer, records, user))
    return _panel(around, (), SafeString("".join(written)))


def _written(around: Around, customer_id: int, fact: Fact) -> str:
    told_by = fact.told_by
    told = ("", "", "") if told_by is None else (told_by.source.label, told_by.key, formats.day(told_by.received_at))
    others = SafeString("".join(_saying(around, (), one.record.source.label, one.value) for one in fact.others))
    decided = (fact.label, fact.field, told_by is not None, len(fact.others))
    return _fact(around, decided, customer_id, fact.value, *told, others)
