"""From what a source said about somebody to the columns that are matched, searched and shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from idic.domain.identify.enums import CustomerKind
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.reading import DecimalMark, read_value
from idic.methods.normalise import addresses, emails, identifiers, names, phones
from idic.methods.normalise.dates import DateError, DateOrder, FutureDateError, UnreadableDateError, parse_date
from idic.methods.normalise.text import fold, normalise
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

_COUNTRY_REGION = {
    **dict.fromkeys(("th", "thailand", "ประเทศไทย", "ไทย"), "TH"),
    **dict.fromkeys(("cn", "china", "中国"), "CN"),
    **dict.fromkeys(("tw", "taiwan", "台湾", "臺灣"), "TW"),
    "hk": "HK",
    **dict.fromkeys(("gb", "united kingdom"), "GB"),
}
_ORGANISATION_WORDS = frozenset(
    (
        *("organisation", "organization", "company", "business", "corporate", "corporation", "o", "c", "b2b"),
        *("legal entity", "juristic person", "นิติบุคคล", "บริษัท", "องค์กร"),
        *("公司", "企业", "企業", "单位", "組織", "法人"),
    )
)
_SEXES = {"m": "male", "male": "male", "ชาย": "male", "男": "male", "f": "female", "female": "female", "หญิง": "female",
          "女": "female"}  # fmt: skip


_LANGUAGES = {
    **dict.fromkeys(("th", "th-th", "thai", "ไทย", "ภาษาไทย", "泰语", "泰文", "泰語"), "th"),
    **dict.fromkeys(("en", "en-us", "en-gb", "english", "อังกฤษ", "ภาษาอังกฤษ", "英语", "英文", "英語"), "en"),
    **dict.fromkeys(("zh-hans", "zh-cn", "simplifiedchinese", "จีน(ตัวย่อ)", "จีนตัวย่อ", "简体中文", "简体", "簡體中文"), "zh-hans"),
    **dict.fromkeys(("zh-hant", "zh-tw", "zh-hk", "traditionalchinese", "จีน(ตัวเต็ม)", "จีนตัวเต็ม", "繁体中文", "繁體中文", "繁體"),
                    "zh-hant"),
}  # fmt: skip


# Nobody alive was born before; such a year is a slip or an era that was not recognised.
_FIRST_BIRTH_YEAR = 1850


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

    @property
    def phone_values(self) -> list[str]:
        return list(dict.fromkeys(phone.value for phone in self.phones if phone.is_valid))


def digest_of(payload: Mapping[str, str]) -> str:
    """Equal payloads have equal digests, whatever the order of their fields."""
    text = json.dumps({key: value for key, value in sorted(payload.items()) if value}, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def normalise_record(
    raw: Mapping[str, str],
    *,
    key: str = "",
    region: str = "TH",
    date_order: DateOrder | None = None,
    today: date | None = None,
    decimal: DecimalMark | None = None,
    attributes: Sequence[AttributeDefinition] = (),
    known: bool = False,
) -> NormalisedRecord:
    """`raw` holds target fields as text. Nothing is refused here: what cannot be read is a doubt, and kept raw.

    A birth date after `today` is a doubt too. `attributes` are the custom ones that are read; `known` values were taken
    earlier, so rules that were tightened since do not turn them away.
    """
    record = NormalisedRecord()
    text = {name: normalise(value).strip() for name, value in raw.items() if value}
    _name(record, text)
    _place(record, text)
    region = _COUNTRY_REGION.get(fold(record.country), region)
    _contact(record, text, region)
    _identifiers(record, text)
    _facts(record, text, date_order, today)
    _attributes(record, text, attributes, date_order, decimal, known=known)
    shown = [name for name in (record.name, text.get("nickname", "")) if name]
    reachable = {
        "phones": record.phone_values,
        "emails": [record.email] if record.email else [],
        "codes": [value for value in (key, record.national_id, record.tax_id) if value],
    }
    record.search_keys = tokens_for_index(shown, **reachable)
    record.search_text = text_for_index(shown, **reachable)
    return record


def _name(record: NormalisedRecord, text: Mapping[str, str]) -> None:
    whole = text.get("name", "")
    given, family = text.get("given_name", ""), text.get("family_name", "")
    if fold(text.get("kind", "")) in _ORGANISATION_WORDS or (
        whole and not given and not text.get("kind") and names.parse_organisation_name(whole).legal_form
    ):
        record.kind = CustomerKind.ORGANISATION
    if record.kind == CustomerKind.ORGANISATION:
        organisation = names.parse_organisation_name(whole or given or family)
        record.name, record.name_key = whole or given or family, organisation.key
        return
    if not whole:
        is_han = any("\u3400" <= sign <= "\u9fff" for sign in family + given)
        whole = f"{family}{given}" if is_han else f"{given} {family}".strip()
    person = names.parse_person_name(whole)
    record.name = whole[:300]
    record.title = (text.get("title", "") or person.title)[:40]
    record.given_name, record.family_name = (given or person.given)[:150], (family or person.family)[:150]
    record.name_key = person.key.replace(" ", "")[:300]


def _place(record: NormalisedRecord, text: Mapping[str, str]) -> None:
    parts = [text[name] for name in ("address", "subdistrict") if text.get(name)]
    record.address = " ".join(parts)[:400]
    record.district, record.province = text.get("district", "")[:120], text.get("province", "")[:120]
    record.postcode, record.country = text.get("postcode", "")[:12], text.get("country", "")[:60]
    if record.address and not (record.province and record.postcode):
        read = addresses.parse_address(record.address)
        record.province = record.province or (read.admin1 or "")[:120]
        record.district = record.district or (read.admin2 or "")[:120]
        record.postcode = record.postcode or (read.postcode or "")[:12]
        record.country = record.country or (read.country or "")


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
            record.email_key = (email.key or "")[:254]
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


def _birth_date(raw: str, order: DateOrder | None, today: date | None) -> date:
    day = parse_date(raw, order=order, as_of=today)
    if day.year < _FIRST_BIRTH_YEAR:
        raise UnreadableDateError
    return day


def _facts(record: NormalisedRecord, text: Mapping[str, str], date_order: DateOrder | None, today: date | None) -> None:
    if raw := text.get("birth_date", ""):
        try:
            record.birth_date = _birth_date(raw, date_order, today)
        except FutureDateError:
            record.doubts.append(("birth_date", "birth_date_future"))
        except DateError:
            record.doubts.append(("birth_date", "birth_date_unreadable"))
    record.sex = _SEXES.get(fold(text.get("sex", "")), "")
    language = text.get("language", "")
    record.language = _LANGUAGES.get(fold(language).replace(" ", ""), language[:10])
    record.facts = {name: text[name][:300] for name in FACTS if text.get(name)}


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
