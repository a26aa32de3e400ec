"""Invented people in three scripts, as three sources write them down, with a stated error model and the truth.

One in eight shares a household (family name, address, often the phone) with another; one household in forty holds
twins. Each person is known to one, two or three sources (shares 45, 35, 20 %). What a source does to a record:

| field | error (share of records) |
|---|---|
| given name | one letter wrong 4 %; Chinese: another character of the same sound 3 %, another one altogether 0.7 % |
| family name | one letter wrong 2 % (Thai, English) |
| script | Chinese: Traditional or Simplified as the source writes; 6 % of source 3 in Latin letters |
| title | Thai: นาย, นางสาว ... before 30 % of the given names |
| birth date | missing 12 %, one digit wrong 2 %, day and month exchanged 1.5 %; source 2 of Thailand in the Buddhist era |
| phone | missing 18 %, a newer number 9 %, written in one of four ways |
| e-mail | missing 45 %, another address 9 %, one letter wrong 2 % |
| identifier | missing 70 %; never wrong, because a wrong one does not pass its check digit |
| address | missing 20 %, moved 9 %, house number wrong 2 %, shortened 20 % |
"""

import csv
import gzip
import io
import itertools
import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from idic.methods.normalise.chinese import pinyin_syllables, simplified, surname_pinyin
from idic.methods.normalise.thai_roman import romanise

SCRIPTS = ("th", "zh_hant", "zh_hans", "en")
COLUMNS = ("given", "family", "birth_date", "phones", "emails", "identifiers", "address", "postcode")
REGION = {"th": "TH", "zh_hant": "TW", "zh_hans": "CN", "en": "TH"}
_SHARE_OF_SOURCES = ((45, 1), (80, 2), (100, 3))
_THAI_LOOKALIKES = {"ณ": "น", "น": "ณ", "ศ": "ส", "ษ": "ส", "ส": "ศ", "ภ": "พ", "พ": "ภ", "ฎ": "ด", "ฐ": "ถ", "ญ": "ย",
                    "ิ": "ี", "ี": "ิ", "ุ": "ู", "ู": "ุ", "์": "", "่": "", "้": "", "ไ": "ใ"}  # fmt: skip
_THAI_TITLES = ("นาย", "นางสาว", "นาง", "คุณ")


@dataclass(frozen=True)
class Names:
    """Given and family names with how often they occur; places as (district, province, postcode)."""

    given: list[str]
    family: list[str]
    given_weight: list[float]
    family_weight: list[float]
    streets: list[str]
    places: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Population:
    """One row per record; `truth` is the person, `source` 1 to 3, `id` unique."""

    rows: list[dict[str, str | None]]

    def source(self, number: int) -> list[dict[str, str | None]]:
        return [row for row in self.rows if row["source"] == str(number)]


def own_names(path: Path) -> dict[str, Names]:
    """The small lists that ship with the tests."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        script: Names(one["given"], one["family"], _falling(one["given"]), _falling(one["family"]), one["streets"],
                      [tuple(place) for place in one["places"]])
        for script, one in data.items()
    }  # fmt: skip


def shared_names(folder: Path, own: dict[str, Names]) -> dict[str, Names]:
    """The long open lists for Thai (names CC BY-SA, places MIT) and Chinese (GPL-3); none of them may ship."""
    thai = [_lines(folder / f"names_th/{name}.txt.gz") for name in
            ("person_names_male_th", "person_names_female_th", "family_names_th")]  # fmt: skip
    given = sorted({*thai[0], *thai[1]})
    families = _table(folder / "names_zh/familyname.csv.gz")[:500]
    common = _table(folder / "names_zh/top1000name.prov.csv.gz")
    signs = sorted(_table(folder / "names_zh/givenname.csv.gz"), key=lambda row: -float(row["name.ppm"] or 0))[:600]
    pairs = [a["character"] + b["character"] for a, b in itertools.product(signs[:120], signs[:120]) if a is not b]
    chinese_given = [row["name"] for row in common] + pairs
    weight = [float(row["n.male"]) + float(row["n.female"]) for row in common]
    weight += [min(weight) / 12] * len(pairs)
    districts = json.loads(gzip.decompress((folder / "geo_th/districts.json.gz").read_bytes()))
    provinces = {row["provinceCode"]: row["provinceNameTh"]
                 for row in json.loads(gzip.decompress((folder / "geo_th/provinces.json.gz").read_bytes()))}  # fmt: skip
    places = [(row["districtNameTh"], provinces[row["provinceCode"]], str(row["postalCode"])) for row in districts]
    cities = {row["code"]: row["name"] for row in _table(folder / "geo_cn/cities.csv.gz")}
    areas = [(cities[row["cityCode"]] + row["name"], row["code"]) for row in _table(folder / "geo_cn/areas.csv.gz")
             if row["cityCode"] in cities]  # fmt: skip
    chinese = [(name, "", f"{int(code) % 900000 + 100000}") for name, code in areas]
    family, family_weight = [row["surname"] for row in families], [float(row["n.1930_2008"]) for row in families]
    from opencc import OpenCC

    to_traditional = OpenCC("s2t").convert
    return own | {
        "th": Names(given, thai[2], _falling(given), _falling(thai[2], 0.5), own["th"].streets, places),
        "zh_hans": Names(chinese_given, family, weight, family_weight, own["zh_hans"].streets, chinese),
        "zh_hant": Names([to_traditional(one) for one in chinese_given], [to_traditional(one) for one in family], weight,
                         family_weight, own["zh_hant"].streets, own["zh_hant"].places),
    }  # fmt: skip


def people(records: int, names: dict[str, Names], *, scripts: tuple[str, ...] = SCRIPTS, seed: int = 1) -> Population:
    """About so many records, cut to exactly `records`."""
    rng = random.Random(seed)
    makers = {script: _Maker(script, names[script], rng) for script in scripts}
    rows: list[dict[str, str | None]] = []
    person = 0
    while len(rows) < records:
        maker = makers[scripts[person % len(scripts)]]
        first = maker.person()
        household = [first]
        if rng.random() < 0.07:
            household.append(maker.relative(first, twin=rng.random() < 0.025))
        for one in household:
            for source in rng.sample((1, 2, 3), _source_count(rng)):
                rows.append({"id": f"r{len(rows):07d}", "source": str(source), "truth": f"p{person:07d}",
                             "script": maker.script, **maker.written(one, source)})  # fmt: skip
            person += 1
    rows = rows[:records]
    rng.shuffle(rows)
    return Population(rows)


class _Maker:
    def __init__(self, script: str, names: Names, rng: random.Random) -> None:
        self.script = script
        self.names = names
        self.rng = rng
        self._given_sum = list(itertools.accumulate(names.given_weight))
        self._family_sum = list(itertools.accumulate(names.family_weight))
        self._homophones: dict[str, list[str]] = {}
        if script.startswith("zh"):
            for sign in sorted({sign for name in names.given for sign in name}):
                self._homophones.setdefault("".join(pinyin_syllables(sign, person=False)), []).append(sign)

    def person(self) -> dict[str, str]:
        rng = self.rng
        born = date(1940, 1, 1) + timedelta(days=rng.randrange(24000))
        return {"given": rng.choices(self.names.given, cum_weights=self._given_sum)[0],
                "family": rng.choices(self.names.family, cum_weights=self._family_sum)[0], "born": born.isoformat(),
                "phone": self._phone(), "email": self._email(), "identifier": self._identifier(born),
                "address": self._address()}  # fmt: skip

    def relative(self, other: dict[str, str], *, twin: bool) -> dict[str, str]:
        one = self.person() | {"family": other["family"], "address": other["address"]}
        if twin:
            one["born"] = other["born"]
        if self.rng.random() < 0.6:
            one["phone"] = other["phone"]
        return one

    def written(self, one: dict[str, str], source: int) -> dict[str, str | None]:
        rng, chance = self.rng, self.rng.random
        given, family = one["given"], one["family"]
        if self.script.startswith("zh"):
            if chance() < 0.03:
                given = self._same_sound(given)
            elif chance() < 0.007:
                given = given[:-1] + rng.choice(rng.choice(self.names.given))
            if self.script == "zh_hant" and source == 2:
                given, family = simplified(given), simplified(family)
        else:
            given = self._slip(given) if chance() < 0.04 else given
            family = self._slip(family) if chance() < 0.02 else family
        if self.script != "en" and source == 3 and chance() < 0.06:
            given, family = self._latin(given, family)
        elif self.script == "th" and chance() < 0.3:
            given = rng.choice(_THAI_TITLES) + given
        number, _, place = one["address"].partition("|")
        if chance() < 0.09:
            number, _, place = self._address().partition("|")
        if chance() < 0.02:
            number = str(rng.randrange(1, 400))
        street, postcode = place.split("|")
        address = f"{number} {street}" if self.script != "zh_hans" else f"{street}{number}号"
        if chance() < 0.2:
            address = address[: int(len(address) * 0.7)] if self.script.startswith("zh") else address.rsplit(" ", 1)[0]
        away = chance() < 0.2
        return {
            "given": given, "family": family,
            "birth_date": None if chance() < 0.12 else self._birth(one["born"], source),
            "phones": None if chance() < 0.18 else self._phone_text(self._phone() if chance() < 0.09 else one["phone"]),
            "emails": None if chance() < 0.45 else self._email_text(one["email"]),
            "identifiers": None if chance() < 0.7 else one["identifier"],
            "address": None if away else address, "postcode": None if away else postcode,
        }  # fmt: skip

    def _slip(self, word: str) -> str:
        at = self.rng.randrange(len(word))
        if self.script == "th":
            places = [place for place, sign in enumerate(word) if sign in _THAI_LOOKALIKES]
            if places and self.rng.random() < 0.7:
                at = self.rng.choice(places)
                return word[:at] + _THAI_LOOKALIKES[word[at]] + word[at + 1 :]
        kind = self.rng.randrange(3)
        if kind == 0 and len(word) > 3:
            return word[:at] + word[at + 1 :]
        if kind == 1 and at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + self.rng.choice(self.rng.choice(self.names.given)) + word[at + 1 :]

    def _same_sound(self, given: str) -> str:
        at = self.rng.randrange(len(given))
        others = self._homophones["".join(pinyin_syllables(given[at], person=False))]
        return given[:at] + self.rng.choice(others) + given[at + 1 :]

    def _latin(self, given: str, family: str) -> tuple[str, str]:
        if self.script == "th":
            return romanise(given).title() or given, romanise(family).title() or family
        joined = "".join(pinyin_syllables(simplified(given), person=False))
        return joined.title(), surname_pinyin(family).title()

    def _birth(self, born: str, source: int) -> str:
        year, month, day = born.split("-")
        chance = self.rng.random()
        if chance < 0.02:
            day = f"{min(28, (int(day) + self.rng.choice((1, 2, 10, 20))) % 28 + 1):02d}"
        elif chance < 0.035 and int(day) <= 12:
            month, day = day, month
        if self.script == "th" and source == 2:
            return f"{day}/{month}/{int(year) + 543}"
        return f"{year}-{month}-{day}"

    def _phone(self) -> str:
        start, length = {"th": ("08", 8), "zh_hant": ("09", 8), "zh_hans": ("13", 9), "en": ("09", 8)}[self.script]
        return start + "".join(self.rng.choices("0123456789", k=length))

    def _phone_text(self, phone: str) -> str:
        country = {"th": "+66", "zh_hant": "+886", "zh_hans": "+86", "en": "+66"}[self.script]
        abroad = country + phone.removeprefix("0")
        return self.rng.choice(
            (abroad, abroad, f"{abroad[:-7]} {abroad[-7:-4]} {abroad[-4:]}", f"{abroad[:-4]}-{abroad[-4:]}")
        )

    def _email(self) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz"
        local = "".join(self.rng.choices(letters, k=6)) + str(self.rng.randrange(10, 9999))
        return f"{local}@{self.rng.choice(('gmail.com', 'hotmail.com', 'example.co.th', 'qq.com', 'yahoo.com'))}"

    def _email_text(self, email: str) -> str:
        chance = self.rng.random()
        if chance < 0.09:
            return self._email()
        return email[1] + email[0] + email[2:] if chance < 0.11 else email

    def _identifier(self, born: date) -> str:
        rng = self.rng
        if self.script == "zh_hans":
            body = f"{rng.choice((110101, 310104, 440103))}{born:%Y%m%d}{rng.randrange(1000):03d}"
            rest = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(body)) % 11
            return body + "10X98765432"[rest]
        if self.script == "zh_hant":
            body = "1" + "".join(rng.choices("0123456789", k=7))
            total = 1 + 0 * 9 + sum(int(digit) * (8 - at) for at, digit in enumerate(body))
            return f"A{body}{-total % 10}"
        body = "".join(rng.choices("12345678", k=1) + rng.choices("0123456789", k=11))
        total = sum(int(digit) * (13 - at) for at, digit in enumerate(body))
        return body + str((11 - total % 11) % 10)

    def _address(self) -> str:
        district, province, postcode = self.rng.choice(self.names.places)
        street, number = self.rng.choice(self.names.streets), self.rng.randrange(1, 400)
        if self.script == "zh_hans":
            return f"{number}|{district}{street}|{postcode}"
        return f"{number}|{street} {district} {province}|{postcode}"


def _source_count(rng: random.Random) -> int:
    chance = rng.randrange(100)
    return next(count for limit, count in _SHARE_OF_SOURCES if chance < limit)


def _falling(names: list[str], power: float = 0.7) -> list[float]:
    return [1.0 / (place + 1) ** power for place in range(len(names))]


def _lines(path: Path) -> list[str]:
    return [line for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n") if line.strip()]


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))
