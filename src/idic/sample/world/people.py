"""What a till or a web shop would say about each customer, as text, before anything is normalised."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from idic.sample import names
from idic.sample.making import identifiers
from idic.sample.making.phones import MAINLAND_MOBILE, TAIWAN_MOBILE, THAI_MOBILE
from idic.sample.making.places import CHINESE_ROADS, MAINLAND_AREAS, TAIWAN_AREAS, THAI_ROADS
from idic.sample.world.shape import Block

CULTURES: Final = (("thai", 45), ("mainland", 17), ("taiwan", 13), ("english", 25))
ORGANISATIONS: Final = 0.06
#: Share of the customers that the web shop knows too.
IN_TWO_SYSTEMS: Final = 0.15

# A second part makes families as many as a country has: a million people must not share two hundred names.
_THAI_ENDINGS: Final = ("", "กุล", "วงศ์", "พันธุ์", "ชัย", "รัตน์", "สกุล", "ศิริ", "วัฒน์", "ไพศาล", "นนท์", "มงคล")
_FIRM_WORDS: Final = {
    "thai": ("รุ่งเรือง", "พัฒนา", "การค้า", "บริการ", "ก่อสร้าง", "ขนส่ง", "อาหาร", "ยานยนต์"),
    "mainland": ("贸易", "科技", "实业", "电子", "建材", "物流", "食品", "文化"),
    "taiwan": ("貿易", "科技", "實業", "電子", "建材", "物流", "食品", "文化"),
    "english": ("Trading", "Foods", "Logistics", "Builders", "Motors", "Textiles", "Services", "Electric"),
}
_THAI_PROVINCES: Final = (
    ("กรุงเทพมหานคร", "10110"), ("นนทบุรี", "11000"), ("สมุทรปราการ", "10270"), ("ปทุมธานี", "12000"),
    ("ชลบุรี", "20000"), ("เชียงใหม่", "50000"), ("ขอนแก่น", "40000"), ("นครราชสีมา", "30000"), ("สงขลา", "90110"),
    ("ภูเก็ต", "83000"), ("อุดรธานี", "41000"), ("สุราษฎร์ธานี", "84000"), ("ระยอง", "21000"), ("เชียงราย", "57000"),
    ("พิษณุโลก", "65000"), ("นครปฐม", "73000"), ("อุบลราชธานี", "34000"), ("ลำปาง", "52000"),
)  # fmt: skip
_DISTRICTS: Final = ("เมือง", "บางใหญ่", "ศรีราชา", "หาดใหญ่", "แม่ริม", "บางพลี", "ปากช่อง", "สามพราน", "กะทู้", "พาน")
_SHOP_KNOWS: Final = frozenset({"name", "given_name", "family_name", "kind", "email"})
_AGE_BANDS: Final = ((19, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 84))
_FACTS: Final = {
    "income_band": ("Under 15K", "15-24K", "25-34K", "35-49K", "50-74K", "75-99K", "100-149K", "150K+"),
    "household_size": ("1", "2", "3", "4", "5+"),
    "occupation": ("Office", "Shop", "Farm", "Teaching", "Health", "Transport", "Retired", "Student"),
    "marital_status": ("Single", "Married", "Unknown"),
}


@dataclass(frozen=True)
class Told:
    """What one system says: `source` is till or web_shop; a customer's first record is the till's."""

    customer: int
    source: str
    key: str
    payload: dict[str, str]
    joined: date


def people(block: Block) -> Iterator[Told]:
    """In the order of the customers; a second record follows the first of the same customer."""
    dice = block.dice("people")
    cultures = [name for name, weight in CULTURES for _ in range(weight)]
    for number in range(block.start, block.start + block.size):
        culture = dice.choice(cultures)
        draw = _organisation if dice.random() < ORGANISATIONS else _person
        payload = draw(culture, number, dice)
        payload |= _address(culture, dice)
        joined = block.ends_on - timedelta(days=dice.randrange(1, 1400))
        yield Told(number, "till", f"T{number:07d}", {name: value for name, value in payload.items() if value}, joined)
        if payload["email"] and dice.random() < IN_TWO_SYSTEMS:
            shop = {name: value for name, value in payload.items() if name in _SHOP_KNOWS}
            yield Told(number, "web_shop", f"W{number:07d}", shop, joined)


def _person(culture: str, number: int, dice: random.Random) -> dict[str, str]:
    male = dice.random() < 0.5
    youngest, oldest = dice.choice(_AGE_BANDS)
    born = date(2026 - dice.randint(youngest, oldest), dice.randint(1, 12), dice.randint(1, 28))
    payload, roman = _person_name(culture, male=male, dice=dice)
    has_email = dice.random() < 0.8
    payload |= {
        "phone": _phone(culture, number, dice) if dice.random() < 0.93 or not has_email else "",
        "email": f"{roman}{number}@example.com" if has_email else "",
        "national_id": _national_id(culture, born, male=male, dice=dice) if dice.random() < 0.3 else "",
        "birth_date": born.isoformat() if dice.random() < 0.7 else "",
        "sex": ("male" if male else "female") if dice.random() < 0.9 else "",
        "age_band": f"{youngest}-{oldest}",
    }
    return payload | {name: dice.choice(values) for name, values in _FACTS.items() if dice.random() < 0.8}


def _person_name(culture: str, *, male: bool, dice: random.Random) -> tuple[dict[str, str], str]:
    if culture == "thai":
        thai = dice.choice(names.THAI_MEN if male else names.THAI_WOMEN)
        family = dice.choice(names.THAI_FAMILIES)
        whole = family.thai + dice.choice(_THAI_ENDINGS)
        return {"given_name": thai.thai, "family_name": whole}, f"{thai.roman}.{family.roman}".lower()
    if culture == "english":
        given = dice.choice(names.ENGLISH_MEN if male else names.ENGLISH_WOMEN)
        first, second = dice.choice(names.ENGLISH_FAMILIES), dice.choice(names.ENGLISH_FAMILIES)
        family_name = first if dice.random() < 0.3 else f"{first}-{second}"
        initial = chr(ord("A") + dice.randrange(26))
        return {"given_name": f"{given} {initial}.", "family_name": family_name}, f"{given}.{first}".lower()
    chinese, other = dice.choice(names.CHINESE_MEN if male else names.CHINESE_WOMEN), dice.choice(names.CHINESE_MEN)
    head = dice.choice(names.CHINESE_FAMILIES)
    script = "simplified" if culture == "mainland" else "traditional"
    given_name = getattr(chinese, script)[:1] + getattr(other, script)[-1:]
    return {"name": getattr(head, script) + given_name}, f"{chinese.pinyin}.{head.pinyin}".lower()


def _organisation(culture: str, number: int, dice: random.Random) -> dict[str, str]:
    word = dice.choice(_FIRM_WORDS[culture])
    if culture == "thai":
        family = dice.choice(names.THAI_FAMILIES)
        name = f"บริษัท {family.thai}{dice.choice(_THAI_ENDINGS)} {word} จำกัด"
        tax_id = identifiers.thai_organisation(dice)
    elif culture == "english":
        name = f"{dice.choice(names.ENGLISH_FAMILIES)} & {dice.choice(names.ENGLISH_FAMILIES)} {word} Ltd."
        tax_id = ""
    else:
        script = "simplified" if culture == "mainland" else "traditional"
        first, second = dice.choice(names.CHINESE_FAMILIES), dice.choice(names.CHINESE_MEN)
        ending = "有限公司" if culture == "mainland" else "股份有限公司"
        name = f"{getattr(first, script)}{getattr(second, script)}{word}{ending}"
        draw = identifiers.mainland_organisation if culture == "mainland" else identifiers.taiwan_organisation
        tax_id = draw(dice)
    return {
        "kind": "organisation",
        "name": name,
        "phone": _phone(culture, number, dice),
        "email": f"office{number}@example.org" if dice.random() < 0.7 else "",
        "tax_id": tax_id if dice.random() < 0.6 else "",
    }


def _phone(culture: str, number: int, dice: random.Random) -> str:
    if culture in ("thai", "english"):
        return f"{dice.choice(THAI_MOBILE)}{dice.randrange(10_000_000):07d}"
    if culture == "mainland":
        return f"+86{dice.choice(MAINLAND_MOBILE)}{dice.randrange(100_000_000):08d}"
    return f"+886{dice.choice(TAIWAN_MOBILE)[1:]}{dice.randrange(1_000_000):06d}"


def _national_id(culture: str, born: date, *, male: bool, dice: random.Random) -> str:
    if culture == "mainland":
        return identifiers.mainland_person(dice, born, male=male)
    if culture == "taiwan":
        return identifiers.taiwan_person(dice, male=male)
    return identifiers.thai_person(dice)


def _address(culture: str, dice: random.Random) -> dict[str, str]:
    house = dice.randrange(1, 400)
    if culture == "mainland":
        city, _, _, postcode = dice.choice(list(MAINLAND_AREAS.values()))
        road = dice.choice(CHINESE_ROADS)[0]
        return {"address": f"{road}{house}号", "province": city, "postcode": postcode, "country": "CN"}
    if culture == "taiwan":
        district, city, _, _, postcode = dice.choice(TAIWAN_AREAS)
        road = dice.choice(CHINESE_ROADS)[1]
        return {"address": f"{road}{house}號", "district": district, "province": city, "postcode": postcode,
                "country": "TW"}  # fmt: skip
    province, postcode = dice.choice(_THAI_PROVINCES)
    road = dice.choice(THAI_ROADS)[0]
    return {"address": f"{house}/{dice.randrange(1, 99)} ถ.{road}", "district": dice.choice(_DISTRICTS),
            "province": province, "postcode": postcode, "country": "TH"}  # fmt: skip
