"""How clerks and customers write a name: script, order, title and spelling vary from source to source."""

import random
from typing import Final

from idic.sample.making.customers import Customer, Organisation, Person
from idic.sample.making.slips import respelt, slipped
from idic.sample.names import ENGLISH_SHORT_FORMS

TYPO: Final = 0.06
THAI_TITLES: Final = {"male": ("นาย", "คุณ", "Mr."), "female": ("นางสาว", "คุณ", "น.ส.", "นาง")}


def till_name(customer: Customer, rng: random.Random) -> str:
    if isinstance(customer, Organisation):
        return organisation_name(customer, rng, native=0.6).upper()
    assert isinstance(customer, Person)
    if customer.culture == "thai" and rng.random() < 0.55:
        return _typed(_titled(_native(customer, rng, other_script=0), customer, rng, 0.3), rng)
    if customer.culture in ("mainland", "taiwan") and rng.random() < 0.4:
        return _native(customer, rng, other_script=0.2)
    given, family = _roman(customer, rng)
    if customer.culture == "english" and rng.random() < 0.25:
        return _typed(f"{family}, {given}", rng).upper()
    family_first = customer.culture in ("mainland", "taiwan") and rng.random() < 0.65
    return _typed(f"{family} {given}" if family_first else f"{given} {family}", rng).upper()


def web_name(customer: Customer, rng: random.Random) -> tuple[str, str]:
    """Given name and family name; three in a hundred fill the two boxes the wrong way round."""
    assert isinstance(customer, Person)
    if customer.culture != "english" and rng.random() < 0.5:
        given, family = customer.given.native(customer.culture), customer.family.native(customer.culture)
        if customer.culture != "thai" and rng.random() < 0.1:
            given, family = _in_other_script(customer)
    else:
        given, family = _roman(customer, rng)
    if rng.random() < TYPO:
        given = slipped(given, rng)
    if rng.random() < 0.04:
        given, family = given.lower(), family.lower()
    return (family, given) if rng.random() < 0.03 else (given, family)


def call_name(customer: Customer, rng: random.Random) -> str:
    if isinstance(customer, Organisation):
        return organisation_name(customer, rng, native=0.85)
    assert isinstance(customer, Person)
    if customer.culture == "thai":
        return _typed(_titled(_native(customer, rng, other_script=0), customer, rng, 0.6), rng)
    if customer.culture != "english" and rng.random() < 0.8:
        return _native(customer, rng, other_script=0.3)
    given, family = _roman(customer, rng)
    return _typed(f"{given} {family}", rng)


def organisation_name(customer: Organisation, rng: random.Random, *, native: float) -> str:
    name = customer.name
    in_native = rng.random() < native
    forms = (name.formal(), name.short()) if in_native else (name.formal_english(), name.short_english())
    return _typed(rng.choice(forms), rng)


def written_in_chinese(text: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in text)


def _native(person: Person, rng: random.Random, *, other_script: float) -> str:
    given, family = person.given.native(person.culture), person.family.native(person.culture)
    if person.culture == "thai":
        return f"{given} {family}"
    if rng.random() < other_script:
        given, family = _in_other_script(person)
    return family + given


def _in_other_script(person: Person) -> tuple[str, str]:
    if person.culture == "mainland":
        return person.given.traditional, person.family.traditional
    return person.given.simplified, person.family.simplified


def _roman(person: Person, rng: random.Random) -> tuple[str, str]:
    given, family = person.given.roman, person.family.roman
    if person.culture == "english":
        if rng.random() < 0.15:
            given = ENGLISH_SHORT_FORMS.get(given, given)
        if rng.random() < 0.08:
            given += f" {rng.choice('ABCDEFGHJKLMRST')}."
    elif person.culture == "thai":
        given = respelt(given, rng) if rng.random() < 0.25 else given
        family = respelt(family, rng) if rng.random() < 0.2 else family
    elif person.culture == "taiwan" and rng.random() < 0.3:
        given = given.replace("-", " ")
    return given, family.replace("ü", rng.choice("uv") if "ü" in family else "u")


def _titled(name: str, person: Person, rng: random.Random, share: float) -> str:
    return rng.choice(THAI_TITLES[person.sex]) + name if rng.random() < share else name


def _typed(name: str, rng: random.Random) -> str:
    return slipped(name, rng) if rng.random() < TYPO else name
