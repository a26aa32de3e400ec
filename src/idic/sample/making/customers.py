"""The customers as they truly are, which no single system knows: invented, all but the demographics."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from idic.sample import names
from idic.sample.making import identifiers
from idic.sample.making.dice import dice
from idic.sample.making.households import Household
from idic.sample.making.organisations import ORGANISATIONS, Culture, OrganisationName
from idic.sample.making.period import LAST_DAY
from idic.sample.making.phones import PhoneBook
from idic.sample.making.places import Address, Atlas, Branch
from idic.sample.making.romanisation import syllables, wade_giles

Sex = Literal["male", "female"]
CULTURES: Final[tuple[tuple[Culture, float], ...]] = (
    ("thai", 0.45),
    ("mainland", 0.125),
    ("taiwan", 0.125),
    ("english", 0.3),
)
AGE_BANDS: Final = {
    "19-24": (19, 24),
    "25-34": (25, 34),
    "35-44": (35, 44),
    "45-54": (45, 54),
    "55-64": (55, 64),
    "65+": (65, 84),
}
MAIL_DOMAINS: Final = ("example.com", "example.org", "example.net", "mail.example", "shop.example", "post.example")
TWIN_PAIRS: Final = 6
FAMILY_PHONES: Final = 16
ABROAD: Final = 0.25


@dataclass(frozen=True)
class Name:
    """One word of a person's name in every spelling in use; empty where the culture has none."""

    roman: str
    thai: str = ""
    simplified: str = ""
    traditional: str = ""

    def native(self, culture: Culture) -> str:
        return {"thai": self.thai, "mainland": self.simplified, "taiwan": self.traditional, "english": self.roman}[
            culture
        ]


@dataclass(frozen=True)
class Customer:
    number: str
    culture: Culture
    address: Address
    phone: str
    email: str
    identifier: str
    branch: Branch
    baskets_of: Household | None
    joined: date

    @property
    def abroad(self) -> bool:
        return self.address.area.country != "TH"


@dataclass(frozen=True)
class Person(Customer):
    given: Name
    family: Name
    sex: Sex
    born: date
    demographics: dict[str, str]
    relative: str = ""


@dataclass(frozen=True)
class Organisation(Customer):
    name: OrganisationName


class Town:
    """Draws the customers one after another; one household, one person."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._rng = dice("customers")
        self._phones = PhoneBook(dice("phones"))
        self._mails: set[str] = set()

    def people(self, households: list[Household]) -> list[Person]:
        """The last forty households give their baskets to the organisations, their persons buy nothing."""
        cultures = self._cultures(len(households))
        order = households[:]
        self._rng.shuffle(order)
        buyers = len(order) - len(ORGANISATIONS)
        found = [
            self._person(f"P{place + 1:04d}", culture, household, buys=place < buyers)
            for place, (culture, household) in enumerate(zip(cultures, order, strict=True))
        ]
        return self._with_families(found)

    def organisations(self, people: list[Person], households: list[Household]) -> list[Organisation]:
        by_number = {household.number: household for household in households}
        taken = {person.baskets_of.number for person in people if person.baskets_of}
        free = [by_number[number] for number in sorted(set(by_number) - taken)]
        return [
            self._organisation(f"O{place + 1:03d}", name, household)
            for place, (name, household) in enumerate(zip(ORGANISATIONS, free, strict=True))
        ]

    def _cultures(self, count: int) -> list[Culture]:
        cultures: list[Culture] = [culture for culture, share in CULTURES for _ in range(round(share * count))]
        cultures = (cultures + ["thai"] * count)[:count]
        self._rng.shuffle(cultures)
        return cultures

    def _person(self, number: str, culture: Culture, household: Household, *, buys: bool) -> Person:
        rng = self._rng
        sex: Sex = rng.choice(("male", "female"))
        born = _birthday(rng, household.demographics["age"])
        branch = self._atlas.branches[household.main_branch - 1]
        abroad = culture in ("mainland", "taiwan") and rng.random() < ABROAD
        given, family = _names(rng, culture, sex)
        return Person(
            number=number,
            culture=culture,
            address=self._address(culture, branch, abroad=abroad),
            phone=self._phone(culture, abroad=abroad),
            email=self._email(given.roman, family.roman, born),
            identifier=_identifier(rng, culture, born, male=sex == "male"),
            branch=branch,
            baskets_of=household if buys else None,
            joined=_joined(rng, household),
            given=given,
            family=family,
            sex=sex,
            born=born,
            demographics=household.demographics,
        )

    def _organisation(self, number: str, name: OrganisationName, household: Household) -> Organisation:
        rng = self._rng
        branch = self._atlas.branches[household.main_branch - 1]
        draw = {"mainland": identifiers.mainland_organisation, "taiwan": identifiers.taiwan_organisation}
        return Organisation(
            number=number,
            culture=name.culture,
            address=self._address(name.culture, branch, abroad=False),
            phone=self._phones.bangkok_line() if branch.province == 10 else self._phones.thai_mobile(),
            email=self._email("office", name.english.split()[0], None),
            identifier=draw.get(name.culture, identifiers.thai_organisation)(rng),
            branch=branch,
            baskets_of=household,
            joined=_joined(rng, household),
            name=name,
        )

    def _address(self, culture: Culture, branch: Branch, *, abroad: bool) -> Address:
        if not abroad:
            return self._atlas.near(branch, self._rng)
        return self._atlas.in_mainland(self._rng) if culture == "mainland" else self._atlas.in_taiwan(self._rng)

    def _phone(self, culture: Culture, *, abroad: bool) -> str:
        own = abroad or self._rng.random() < 0.55
        if culture == "mainland" and own:
            return self._phones.mainland_mobile()
        if culture == "taiwan" and own:
            return self._phones.taiwan_mobile()
        if culture == "english" and self._rng.random() < 0.08:
            return self._phones.american()
        return self._phones.thai_mobile()

    def _email(self, given: str, family: str, born: date | None) -> str:
        rng = self._rng
        first, last = (word.lower().replace(" ", "").replace("-", "").replace("ü", "u") for word in (given, family))
        while True:
            local = rng.choice((f"{first}.{last}", f"{first}{last[:1]}", f"{first}_{last}", f"{last}.{first[:1]}"))
            if born and rng.random() < 0.4:
                local += f"{born:%y}"
            mail = f"{local}@{rng.choice(MAIL_DOMAINS)}"
            if mail in self._mails:
                mail = f"{local}{rng.randrange(100, 1000)}@{rng.choice(MAIL_DOMAINS)}"
            if mail not in self._mails:
                self._mails.add(mail)
                return mail

    def _with_families(self, people: list[Person]) -> list[Person]:
        """Twins share all but the given name, the mail and the id; families share name, home and telephone."""
        changed = people[:]
        free = list(range(len(people)))
        self._rng.shuffle(free)
        for twins in [True] * TWIN_PAIRS + [False] * FAMILY_PHONES:
            one, other = self._relatives(changed, free, twins=twins)
            elder, younger = changed[one], changed[other]
            given = self._other_given(elder.culture, younger.sex, elder.given)
            kind = "twin" if twins else "family"
            changed[one] = replace(elder, relative=f"{kind} {younger.number}")
            changed[other] = replace(
                younger,
                relative=f"{kind} {elder.number}",
                family=elder.family,
                given=given,
                address=elder.address,
                phone=elder.phone,
                branch=elder.branch,
                born=elder.born if twins else younger.born,
                email=self._email(given.roman, elder.family.roman, elder.born if twins else younger.born),
                identifier=_identifier(
                    self._rng, elder.culture, elder.born if twins else younger.born, male=younger.sex == "male"
                ),
            )
            free.remove(one)
            free.remove(other)
        return changed

    def _relatives(self, people: list[Person], free: list[int], *, twins: bool) -> tuple[int, int]:
        for place, one in enumerate(free):
            for other in free[place + 1 :]:
                a, b = people[one], people[other]
                same_age = a.demographics["age"] == b.demographics["age"]
                if a.culture == b.culture and not a.abroad and not b.abroad and (same_age or not twins):
                    return one, other
        raise LookupError("no two persons fit")

    def _other_given(self, culture: Culture, sex: Sex, given: Name) -> Name:
        while (drawn := _names(self._rng, culture, sex)[0]) == given:
            continue
        return drawn


def _names(rng: random.Random, culture: Culture, sex: Sex) -> tuple[Name, Name]:
    if culture == "thai":
        thai_given = rng.choice(names.THAI_MEN if sex == "male" else names.THAI_WOMEN)
        thai_family = rng.choice(names.THAI_FAMILIES)
        return Name(thai_given.roman, thai=thai_given.thai), Name(thai_family.roman, thai=thai_family.thai)
    if culture == "english":
        return Name(rng.choice(names.ENGLISH_MEN if sex == "male" else names.ENGLISH_WOMEN)), Name(
            rng.choice(names.ENGLISH_FAMILIES)
        )
    given = rng.choice(names.CHINESE_MEN if sex == "male" else names.CHINESE_WOMEN)
    # the first surnames of the list are by far the commonest
    family = names.CHINESE_FAMILIES[min(int(rng.expovariate(1 / 22)), len(names.CHINESE_FAMILIES) - 1)]
    return _chinese(given, culture), _chinese(family, culture)


def _chinese(name: names.ChineseName, culture: Culture) -> Name:
    if culture == "taiwan":
        roman = "-".join(wade_giles(part) for part in syllables(name.pinyin)).title()
    else:
        roman = name.pinyin.capitalize()
    return Name(roman, simplified=name.simplified, traditional=name.traditional)


def _birthday(rng: random.Random, band: str) -> date:
    youngest, oldest = AGE_BANDS[band]
    latest = LAST_DAY.replace(year=LAST_DAY.year - youngest)
    earliest = LAST_DAY.replace(year=LAST_DAY.year - oldest - 1) + timedelta(days=1)
    return earliest + timedelta(days=rng.randrange((latest - earliest).days + 1))


def _identifier(rng: random.Random, culture: Culture, born: date, *, male: bool) -> str:
    match culture:
        case "thai":
            return identifiers.thai_person(rng)
        case "mainland":
            return identifiers.mainland_person(rng, born, male=male)
        case "taiwan":
            return identifiers.taiwan_person(rng, male=male)
        case "english":
            return ""


def _joined(rng: random.Random, household: Household) -> date:
    """Newcomers register when they first buy; the others at some time in the years before."""
    if household.stay in ("newcomer", "short stay"):
        return household.first_day
    return household.first_day - timedelta(days=rng.randrange(1, 2200))
