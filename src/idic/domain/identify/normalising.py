"""From what a source said about somebody to the columns that are matched, searched and shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import ClassVar

from idic.domain.identify.births import read_birth_date, read_birth_year
from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.received_words import LANGUAGES, ORGANISATIONS, SEXES
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.reading import DecimalMark, read_value
from idic.methods.normalise import emails, identifiers, names, phones
from idic.methods.normalise.addresses import Address, Told, parse_address
from idic.methods.normalise.dates import DateError, DateOrder, Era, FutureDateError
from idic.methods.normalise.legal_forms import split_legal_form
from idic.methods.normalise.places import country_of, province_of
from idic.methods.normalise.sounds import sound_of, sound_of_family
from idic.methods.normalise.text import fold, normalise, script_of
from idic.methods.search_keys import text_for_index, tokens_for_index

#: The demographic facts that are kept under their own code.
FACTS = (
    "household_size",
    "household_composition",
    "income_band",
    "age_band",
    "occupation",
    "marital_status",
    "home_ownership",
    "children",
    "industry",
    "nickname",
    "note",
)

# Made once: making an encoder costs as much as using it.
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
# Values that hardly two customers share are not worth remembering.
_OWN_TO_ONE = frozenset(
    ("name", "phone", "phone2", "email", "address", "national_id", "tax_id", "birth_date", "note", "source_id")
)


@dataclass(frozen=True)
class Phone:
    raw: str
    value: str
    extension: str
    is_valid: bool


@dataclass
class NormalisedRecord:
    kind: str = CustomerKind.PERSON
    name: str = ""
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    name_key: str = ""
    phones: list[Phone] = field(default_factory=list)
    email: str = ""
    email_key: str = ""
    email_is_valid: bool = True
    national_id: str = ""
    tax_id: str = ""
    birth_date: date | None = None
    sex: str = ""
    language: str = ""
    address: str = ""
    district: str = ""
    province: str = ""
    postcode: str = ""
    country: str = ""
    # keys for matching only: `province` and `district` above are what people read
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    house: str = ""
    address_conflict: str = ""
    given_sound: str = ""
    family_sound: str = ""
    email_weak_key: str = ""
    legal_form: str = ""
    birth_year: int | None = None
    # built-in facts as texts, custom attributes in the form in which they are kept
    facts: dict[str, object] = field(default_factory=dict)
    search_text: str = ""
    search_keys: list[str] = field(default_factory=list)
    # (field, code): kept as received, not used for matching
    doubts: list[tuple[str, str]] = field(default_factory=list)

    FIELDS: ClassVar[tuple[str, ...]] = (
        "kind", "name", "title", "given_name", "family_name", "name_key", "email", "email_key", "national_id", "tax_id",
        "birth_date", "sex", "language", "address", "district", "province", "postcode", "country",
    )  # fmt: skip
    KEYS: ClassVar[tuple[str, ...]] = (
        "admin1", "admin2", "admin3", "house", "address_conflict", "given_sound", "family_sound", "email_weak_key",
        "legal_form", "birth_year",
    )  # fmt: skip

    @property
    def phone_values(self) -> list[str]:
        return list(dict.fromkeys(phone.value for phone in self.phones if phone.is_valid))


def digest_of(payload: Mapping[str, str]) -> str:
    """Equal payloads have equal digests, whatever the order of their fields."""
    return digest_of_text(payload_text(dict(sorted(payload.items()))))


def payload_text(ordered: Mapping[str, str]) -> str:
    """What of it is not empty, as JSON; the fields stand in the order of their names."""
    return _AS_JSON({name: value for name, value in ordered.items() if value})


def digest_of_text(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def normalise_record(
    raw: Mapping[str, str],
    *,
    key: str = "",
    region: str = "TH",
    date_order: DateOrder | None = None,
    era: Era | None = None,
    today: date | None = None,
    decimal: DecimalMark | None = None,
    attributes: Sequence[AttributeDefinition] = (),
    known: bool = False,
    is_searched: bool = True,
) -> NormalisedRecord:
    """`raw` holds target fields as text. Nothing is refused here: what cannot be read is a doubt, and kept raw.

    A birth date after `today` is a doubt too; `era` is that of two-digit years. `attributes` are the custom ones that are
    read; `known` values were taken earlier, so rules that were tightened since do not turn them away. A record that is
    not kept needs no tokens to be searched by.
    """
    record = NormalisedRecord()
    text = {
        name: normalise(value) if name in _OWN_TO_ONE else _normalised_word(value)
        for name, value in raw.items()
        if value
    }
    _name(record, text)
    address = _place(record, text)
    _contact(record, text, address.country or region)
    _identifiers(record, text)
    _facts(record, text, date_order, era, today)
    _attributes(record, text, attributes, date_order, decimal, known=known)
    if not is_searched:
        return record
    shown = [name for name in (record.name, str(record.facts.get("nickname", ""))) if name]
    reachable = {
        "phones": record.phone_values,
        "emails": [record.email] if record.email else [],
        "codes": [value for value in (key, record.national_id, record.tax_id) if value],
    }
    record.search_keys = tokens_for_index(shown, **reachable)
    record.search_text = text_for_index(shown, **reachable)
    return record


@lru_cache(maxsize=32768)
def _normalised_word(value: str) -> str:
    """What one customer tells another tells too: provinces, bands, given names."""
    return normalise(value)


def _name(record: NormalisedRecord, text: Mapping[str, str]) -> None:
    whole = text.get("name", "")
    given, family = text.get("given_name", ""), text.get("family_name", "")
    kind = text.get("kind", "")
    if fold(kind) in ORGANISATIONS if kind else whole and not given and split_legal_form(whole)[1]:
        record.kind = CustomerKind.ORGANISATION
    if record.kind == CustomerKind.ORGANISATION:
        organisation = names.parse_organisation_name(whole or given or family)
        record.name, record.name_key = whole or given or family, organisation.key
        record.legal_form = organisation.legal_form
        return
    if not whole:
        is_han = script_of(family + given) == "han"
        whole = f"{family}{given}" if is_han else f"{given} {family}".strip()
    person = names.parse_person_name(whole)
    record.name = whole[:300]
    record.title = (text.get("title", "") or person.title)[:40]
    record.given_name, record.family_name = (given or person.given)[:150], (family or person.family)[:150]
    record.name_key = person.key.replace(" ", "")[:300]
    if person.nickname:
        record.facts["nickname"] = person.nickname
    record.given_sound, record.family_sound = sound_of(record.given_name), sound_of_family(record.family_name)


def _place(record: NormalisedRecord, text: Mapping[str, str]) -> Address:
    line, subdistrict = text.get("address", ""), text.get("subdistrict", "")
    district, province = text.get("district", ""), text.get("province", "")
    postcode, country = text.get("postcode", ""), text.get("country", "")
    told = Told(country_of(country) or "", province, district, subdistrict, postcode)
    address = parse_address(line, told)
    if address.province and not (province or line):
        # A postcode or a district alone is no province that somebody wrote.
        province = ""
    elif address.province:
        if province and province_of(province) is None:
            district = address.admin2 or district  # a city stood where the province belongs
        province = address.province.name
    if line and not (text.get("province") and postcode):
        district = district or address.admin2 or ""
        postcode = postcode or address.postcode or ""
        country = country or address.country or ""
    record.address = " ".join(part for part in (line, subdistrict) if part)[:400]
    record.district, record.province = district[:120], province[:120]
    record.postcode, record.country = postcode[:12], country[:60]
    record.admin1, record.admin2 = address.admin1_code, (address.admin2 or "")[:120]
    record.admin3, record.house = (address.admin3 or "")[:120], address.house[:20]
    record.address_conflict = address.conflict
    return address


def _contact(record: NormalisedRecord, text: Mapping[str, str], region: str) -> None:
    for name in ("phone", "phone2"):
        raw = text.get(name, "")
        if not raw:
            continue
        phone = phones.parse_phone(raw, region)
        is_valid = bool(phone.valid and phone.e164)
        record.phones.append(Phone(raw[:600], (phone.e164 or raw)[:32], (phone.extension or "")[:12], is_valid))
        if not is_valid:
            record.doubts.append((name, "phone_invalid"))
    if raw := text.get("email", ""):
        email = emails.parse_email(raw)
        record.email, record.email_is_valid = (email.key or raw)[:254], email.valid
        if email.valid and not email.is_role:
            record.email_key, record.email_weak_key = (email.key or "")[:254], (email.weak_key or "")[:254]
        if not email.valid:
            record.doubts.append(("email", "email_invalid"))


def _identifiers(record: NormalisedRecord, text: Mapping[str, str]) -> None:
    """Many files have one column for both numbers: an organisation has no national id, so its number is the tax id."""
    national_id, tax_id = text.get("national_id", ""), text.get("tax_id", "")
    if record.kind == CustomerKind.ORGANISATION and not tax_id:
        national_id, tax_id = "", national_id
    if raw := national_id:
        value = identifiers.compact(raw)
        checks = (identifiers.is_thai_id, identifiers.is_cn_resident_id, identifiers.is_tw_national_id)
        if any(check(value) for check in checks):
            record.national_id = value[:32]
        else:
            record.doubts.append(("national_id", "national_id_invalid"))
    if raw := tax_id:
        value = identifiers.compact(raw)
        checks = (identifiers.is_thai_id, identifiers.is_cn_uscc, identifiers.is_tw_business_id)
        if any(check(value) for check in checks):
            record.tax_id = value[:32]
        else:
            record.doubts.append(("tax_id", "tax_id_invalid"))


def _facts(
    record: NormalisedRecord, text: Mapping[str, str], order: DateOrder | None, era: Era | None, today: date | None
) -> None:
    if raw := text.get("birth_date", ""):
        try:
            record.birth_date = read_birth_date(raw, order, era, today)
            record.birth_year = record.birth_date.year
        except FutureDateError:
            record.doubts.append(("birth_date", "birth_date_future"))
        except DateError:
            record.birth_year = read_birth_year(raw, era, today)
            record.doubts.append(("birth_date", "birth_date_unreadable"))
    if sex := text.get("sex"):
        record.sex = SEXES.get(fold(sex), "")
    if language := text.get("language"):
        record.language = LANGUAGES.get(fold(language).replace(" ", ""), language[:10])
    record.facts |= {name: text[name][:300] for name in FACTS if text.get(name)}


def _attributes(
    record: NormalisedRecord, text: Mapping[str, str], attributes: Sequence[AttributeDefinition],
    order: DateOrder | None, decimal: DecimalMark | None, *, known: bool,
) -> None:  # fmt: skip
    for definition in attributes:
        raw = text.get(definition.key, "")
        if not raw:
            continue
        if not definition.applies_to_kind(record.kind):
            record.doubts.append((definition.key, "attribute_kind"))
            continue
        try:
            value = read_value(definition, raw, order=order, decimal=decimal, stored=known)
        except Unfit as unfit:
            record.doubts.append((definition.key, unfit.code))
            continue
        if value is not None:
            record.facts[definition.key] = value
