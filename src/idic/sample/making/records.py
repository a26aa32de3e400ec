"""The customers as three systems know them: other headers, other habits, other mistakes."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from idic.sample.making.customers import Customer, Organisation, Person
from idic.sample.making.dates import call_date, swapped, till_date, web_date
from idic.sample.making.dice import dice
from idic.sample.making.identifiers import spoilt
from idic.sample.making.period import LAST_DAY
from idic.sample.making.phones import written, wrong_digit
from idic.sample.making.places import Address, Atlas
from idic.sample.making.slips import slipped
from idic.sample.making.writing import call_name, organisation_name, till_name, web_name, written_in_chinese
from idic.sample.names import THAI_NICKNAMES

Source = Literal["till", "web_shop", "call_centre"]
SOURCES: Final[tuple[Source, ...]] = ("till", "web_shop", "call_centre")
ONE: Final = 0.65
TWO: Final = 0.27
SECOND_CARD: Final = 0.04
MOVED: Final = 0.08
NO_PHONE: Final = {"till": 0.17, "web_shop": 0.18, "call_centre": 0.06}
NO_EMAIL: Final = {"till": 0.45, "web_shop": 0.10, "call_centre": 0.45}
HAS_IDENTIFIER: Final = {"till": 0.45, "web_shop": 0.25, "call_centre": 0.4}
WRONG_IDENTIFIER: Final = 0.03
WRONG_PHONE: Final = 0.02
WRONG_MAIL: Final = 0.015
NOTES: Final = {
    "thai": ("สะดวกรับสายช่วงเย็น", "ถามเรื่องคูปอง", "แจ้งเปลี่ยนเบอร์", "ขอใบกำกับภาษี"),
    "mainland": ("请用中文联系", "询问送货时间", "只在周末方便接听"),
    "taiwan": ("請用中文聯絡", "詢問送貨時間", "週末方便接聽"),
    "english": ("Prefers English", "Asked about delivery", "Call after 18:00"),
}


@dataclass(frozen=True)
class Record:
    source: Source
    key: str
    customer: Customer
    joined: date


@dataclass(frozen=True)
class Contact:
    """What the record says of the customer's contact points, mistakes included."""

    phone: str
    email: str
    identifier: str
    born: date | None
    address: Address | None


def registered(customers: list[Customer]) -> list[Record]:
    rng = dice("records")
    drafts: list[tuple[Source, Customer, date]] = []
    for customer in customers:
        first, *others = _sources(customer, rng)
        drafts.append((first, customer, customer.joined))
        for source in others:
            drafts.append((source, customer, _later(customer.joined, rng)))
        if first == "till" and rng.random() < SECOND_CARD:
            drafts.append(("till", customer, _later(customer.joined, rng)))
    # keys rise with the day of registration, as a real counter's would
    drafts.sort(key=lambda draft: (draft[2], draft[1].number, draft[0]))
    counters = {"till": 2_000_117, "web_shop": 30_451, "call_centre": 1_204}
    records = []
    for source, customer, joined in drafts:
        counters[source] += rng.randrange(1, 9)
        records.append(Record(source, _key(source, counters[source]), customer, joined))
    return records


def rows_of(records: list[Record], atlas: Atlas) -> dict[Source, list[dict[str, str]]]:
    rng = dice("rows")
    in_web = {record.customer.number for record in records if record.source == "web_shop"}
    seen: set[str] = set()
    rows: dict[Source, list[dict[str, str]]] = {source: [] for source in SOURCES}
    for record in records:
        contact = _contact(record, atlas, rng, first=record.customer.number not in seen)
        seen.add(record.customer.number)
        match record.source:
            case "till":
                row = _till_row(record, contact, rng, with_household=record.customer.number not in in_web)
            case "web_shop":
                row = _web_row(record, contact, rng)
            case "call_centre":
                row = _call_row(record, contact, rng)
        rows[record.source].append(row)
    return rows


def _sources(customer: Customer, rng: random.Random) -> list[Source]:
    chance = rng.random()
    if customer.abroad:
        return ["web_shop"] if chance < ONE else ["web_shop", "call_centre"]
    if chance < ONE:
        return rng.choices(SOURCES, (0.62, 0.24, 0.14))[:1]
    if chance < ONE + TWO:
        pairs: tuple[list[Source], ...] = (["till", "web_shop"], ["till", "call_centre"], ["web_shop", "call_centre"])
        return rng.choices(pairs, (0.5, 0.3, 0.2))[0]
    return list(SOURCES)


def _later(joined: date, rng: random.Random) -> date:
    return joined + timedelta(days=rng.randrange(max((LAST_DAY - joined).days, 1)))


def _key(source: Source, number: int) -> str:
    return {"till": f"{number}", "web_shop": f"W{number:06d}", "call_centre": f"CC-{number:05d}"}[source]


def _contact(record: Record, atlas: Atlas, rng: random.Random, *, first: bool) -> Contact:
    customer, source = record.customer, record.source
    phone = "" if rng.random() < NO_PHONE[source] else customer.phone
    if phone and rng.random() < WRONG_PHONE:
        phone = wrong_digit(phone, rng)
    if phone:
        extension = 0.5 if phone.startswith("+662") else 0.0
        phone = written(phone, rng, thai_digits=0.3 if source == "call_centre" else 0.03, extension=extension)
    email = "" if rng.random() < NO_EMAIL[source] else customer.email
    if email and rng.random() < WRONG_MAIL:
        local, domain = email.split("@")
        email = f"{slipped(local, rng)}@{domain}"
    if email and rng.random() < (0.5 if source == "till" else 0.1):
        email = email.upper() if source == "till" else email.title()
    share = 0.85 if isinstance(customer, Organisation) else HAS_IDENTIFIER[source]
    identifier = customer.identifier if rng.random() < share else ""
    if identifier and rng.random() < WRONG_IDENTIFIER:
        identifier = spoilt(identifier)
    born = customer.born if isinstance(customer, Person) and rng.random() < 0.8 else None
    moved = not first and not customer.abroad and rng.random() < MOVED
    address = atlas.near(customer.branch, rng) if moved else customer.address
    known = rng.random() < {"till": 0.7, "web_shop": 0.97, "call_centre": 0.75}[source]
    return Contact(phone, email, identifier, born, address if known else None)


def _till_row(record: Record, contact: Contact, rng: random.Random, *, with_household: bool) -> dict[str, str]:
    customer, address = record.customer, contact.address
    person = customer if isinstance(customer, Person) else None
    buddhist = customer.culture == "thai" and rng.random() < 0.5
    household = person.demographics if person and with_household else {}
    thai = address and address.area.country == "TH" and customer.culture == "thai" and rng.random() < 0.5
    line = (address.line_native if thai else address.line).upper() if address else ""
    province = (address.area.province_native if thai else address.area.province) if address else ""
    identifier = contact.identifier
    if len(identifier) == 13 and rng.random() < 0.4:
        identifier = f"{identifier[0]}-{identifier[1:5]}-{identifier[5:10]}-{identifier[10:12]}-{identifier[12]}"
    return {
        "CARD_NO": record.key,
        "CUST_NM": till_name(customer, rng),
        "CTYPE": "P" if person else "C",
        "SEX": {"male": "M", "female": "F"}[person.sex] if person and rng.random() < 0.85 else "",
        "DOB": till_date(swapped(contact.born, rng, 0.06), buddhist=buddhist) if contact.born else "",
        "TAX_NID": identifier,
        "TEL": contact.phone,
        "EMAIL": contact.email,
        "ADDR": line,
        "PROV": province,
        "ZIP": address.area.postcode if address else "",
        "BR": customer.branch.name,
        "JOIN_DT": till_date(record.joined, buddhist=False),
        "AGE_BND": household.get("age", ""),
        "INCOME": household.get("income", ""),
        "HOME": household.get("home_ownership", ""),
        "MARITAL": household.get("marital_status", ""),
        "HH_SIZE": household.get("household_size", ""),
        "HH_COMP": household.get("household_comp", ""),
        "KIDS": household.get("kids_count", ""),
    }


def _web_row(record: Record, contact: Contact, rng: random.Random) -> dict[str, str]:
    customer, address = record.customer, contact.address
    person = customer if isinstance(customer, Person) else None
    given, family = web_name(customer, rng) if person else ("", "")
    company = organisation_name(customer, rng, native=0.4) if isinstance(customer, Organisation) else ""
    household = person.demographics if person else {}
    area = address.area if address else None
    return {
        "customer_id": record.key,
        "registered_at": f"{record.joined.isoformat()}T{rng.randrange(6, 23):02d}:{rng.randrange(60):02d}:00+07:00",
        "first_name": given,
        "last_name": family,
        "company_name": company,
        "email": contact.email,
        "mobile_phone": contact.phone,
        "birth_date": web_date(swapped(contact.born, rng, 0.03), rng) if contact.born else "",
        "gender": person.sex if person and rng.random() < 0.7 else "",
        "national_id": contact.identifier if person else "",
        "tax_id": "" if person else contact.identifier,
        "address_line": address.line if address else "",
        "subdistrict": area.subdistrict if area else "",
        "district": area.district if area else "",
        "province": area.province if area else "",
        "postal_code": area.postcode if area else "",
        "country": area.country if area else "",
        "language": {"thai": "th", "mainland": "zh-Hans", "taiwan": "zh-Hant", "english": "en"}[customer.culture],
        "marketing_consent": "yes" if rng.random() < 0.62 else "no",
        "age_band": household.get("age", ""),
        "income_band": household.get("income", ""),
        "home_ownership": household.get("home_ownership", ""),
        "marital_status": household.get("marital_status", ""),
        "household_size": household.get("household_size", ""),
        "household_composition": household.get("household_comp", ""),
        "kids_count": household.get("kids_count", ""),
    }


def _call_row(record: Record, contact: Contact, rng: random.Random) -> dict[str, str]:
    customer, address = record.customer, contact.address
    name = call_name(customer, rng)
    chinese = written_in_chinese(name)
    languages = {"thai": "ไทย", "mainland": "จีน (ตัวย่อ)", "taiwan": "จีน (ตัวเต็ม)", "english": "อังกฤษ"}
    nickname = customer.culture == "thai" and isinstance(customer, Person) and rng.random() < 0.2
    return {
        "รหัสผู้ติดต่อ": record.key,
        "ชื่อ-นามสกุล": name,
        "ชื่อเล่น": rng.choice(THAI_NICKNAMES) if nickname else "",
        "ประเภท": "บุคคล" if isinstance(customer, Person) else "นิติบุคคล",
        "โทรศัพท์": contact.phone,
        "อีเมล": contact.email,
        "วันเกิด": call_date(swapped(contact.born, rng, 0.03), rng) if contact.born else "",
        "เลขประจำตัว/เลขผู้เสียภาษี": contact.identifier,
        "ที่อยู่": _call_address(customer, address, chinese=chinese) if address else "",
        "จังหวัด": address.area.province_native if address else "",
        "รหัสไปรษณีย์": address.area.postcode if address else "",
        "ภาษา": languages[customer.culture],
        "หมายเหตุ": rng.choice(NOTES[customer.culture]) if rng.random() < 0.3 else "",
        "วันที่บันทึก": till_date(record.joined, buddhist=True),
    }


def _call_address(customer: Customer, address: Address, *, chinese: bool) -> str:
    branch = customer.branch
    if chinese and not customer.abroad and address.area.district == branch.area.district:
        simplified = customer.culture == "mainland"
        town = f"泰国{branch.simplified}" if simplified else f"泰國{branch.traditional}"
        return f"{town} {address.line}"
    return address.whole_native
