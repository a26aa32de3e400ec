"""From a raw record to the columns that are compared and blocked on. One function for a single record and for bulk.

Blocking columns end in `_b...`; a text that says nothing becomes None, so it is no evidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from idic.methods.linkage.fields import Field, Kind, Settings
from idic.methods.linkage.forms import ascii_letters, folded, form, roman, sound
from idic.methods.linkage.levels import Value
from idic.methods.normalise import identifiers
from idic.methods.normalise.chinese import simplified
from idic.methods.normalise.dates import DateError, DateOrder, parse_date
from idic.methods.normalise.emails import parse_email
from idic.methods.normalise.names import name_key, parse_organisation_name, parse_person_name
from idic.methods.normalise.phones import parse_phone
from idic.methods.normalise.text import script_of
from idic.methods.normalise.thai import split_title

Raw = str | int | float | date | Sequence[str] | None
Record = Mapping[str, Raw]

_MARKED_WORD = re.compile(
    r"[0-9]+(?:st|nd|rd|th)\b|[0-9]+[a-z]?|[a-z\u00c0-\u024f]+|[\u0e01-\u0e4e]+|[\u4e00-\u9fff]|[^\W\d_]+"
)
_NUMBER = re.compile(r"[0-9]+")
_ORDINAL: Final = ("st", "nd", "rd", "th")
_NOTHING: Final = frozenset({"", "-", "--", "n/a", "na", "none", "null", "nan", "unknown", "?", "."})
_COPIES: Final = 4
_RARE_NAME: Final = 3  # held by fewer than about the square root of all records
_PHONE_TAIL: Final = 8
_STREET_WORDS: Final = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "boulevard": "blvd", "blv": "blvd", "drive": "dr",
    "place": "pl", "court": "ct", "lane": "ln", "highway": "hwy", "parkway": "pkwy", "square": "sq", "north": "n",
    "south": "s", "east": "e", "west": "w", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th",
    "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "crescent": "cres",
    "circuit": "cct", "terrace": "tce", "close": "cl", "saint": "st", "between": "", "bet": "", "near": "", "at": "",
    "and": "", "the": "", "of": "",
}  # fmt: skip
_IDENTIFIERS: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("th", identifiers.is_thai_id), ("cn", identifiers.is_cn_resident_id), ("uscc", identifiers.is_cn_uscc),
    ("tw", identifiers.is_tw_national_id), ("twb", identifiers.is_tw_business_id), ("lei", identifiers.is_lei),
)  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """How many copies a word counts: 4 when rare, down to 1 when everywhere. Words not named count 4."""

    copies: Mapping[str, int]

    def spread(self, words: Iterable[str]) -> tuple[str, ...] | None:
        found = tuple(f"{word}#{copy}" for word in sorted(set(words)) for copy in range(self.copies.get(word, _COPIES)))
        return found or None


def vocabulary(documents: Iterable[Iterable[str]]) -> Vocabulary:
    counts: Counter[str] = Counter()
    total = 0
    for words in documents:
        counts.update(set(words))
        total += 1
    scale = math.log(max(total, 2))
    copies = {word: 1 + round((_COPIES - 1) * math.log(max(total, 2) / n) / scale) for word, n in counts.items()}
    return Vocabulary({word: min(n, _COPIES) for word, n in sorted(copies.items()) if n < _COPIES})


NO_WORDS: Final = Vocabulary({})
Columns = dict[str, Value]


def prepare(record: Record, settings: Settings, words: Mapping[str, Vocabulary]) -> Columns:
    prepared: Columns = {}
    for field in settings.fields:
        raw = tuple(record.get(column) for column in field.columns)
        prepared.update(prepare_field(field, raw, settings, words.get(field.name, NO_WORDS)))
    return prepared


def prepare_field(field: Field, raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    values = _PREPARE[field.kind](raw, settings, words)
    return {f"{field.name}{suffix}": value for suffix, value in values.items()}


def words_of(kind: Kind, raw: Sequence[Raw], region: str | None = None) -> tuple[str, ...]:
    """The words whose rarity counts; empty for kinds without words."""
    text = _text(raw)
    if kind == "address":
        return tuple(_address_words(text))
    if kind == "organisation":
        return tuple(_name_words(text))
    if kind == "person":
        return tuple(
            f"{part} {value}" for part, value in zip(("given", "family"), _name_parts(raw), strict=True) if value
        )
    if kind == "phone":
        return tuple(_phone_numbers(raw, region))
    return tuple(_email_addresses(raw)) if kind == "email" else ()


def _text(raw: Sequence[Raw]) -> str:
    parts = [part for one in raw for part in _parts(one)]
    return " ".join(part for part in parts if part.strip().casefold() not in _NOTHING)


def _parts(one: Raw) -> tuple[str, ...]:
    if one is None or (isinstance(one, float) and math.isnan(one)):
        return ()
    if isinstance(one, str):
        return (one,)
    if isinstance(one, float):
        return (str(int(one)) if one == one // 1 else str(one),)
    if isinstance(one, int | date):
        return (str(one),)
    return tuple(str(part) for part in one)


def _person(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    given, family = _name_parts(raw)
    columns: Columns = {"_given": given, "_family": family}
    for part, value in (("given", given), ("family", family)):
        is_family = part == "family"
        common = value is not None and words.copies.get(f"{part} {value}", _COPIES) < _RARE_NAME
        columns[f"_{part}_rare"] = None if common else value
        columns[f"_{part}_common"] = value if common else None
        columns[f"_{part}_form"] = form(value) if value else None
        columns[f"_{part}_roman"] = roman(value, family=is_family) if value else None
        columns[f"_{part}_sound"] = sound(value, family=is_family) if value else None
    romans = sorted(one for one in (columns["_given_roman"], columns["_family_roman"]) if isinstance(one, str))
    columns["_b_name"] = " ".join(romans) if len(romans) == 2 else None
    sounds = [columns[f"_{part}_sound"] or columns[f"_{part}_roman"] for part in ("given", "family")]
    columns["_b_sounds"] = " ".join(sorted(map(str, sounds))) if all(sounds) else None
    columns["_b_family"] = sounds[1] if sounds[1] else None
    columns["_b_given"] = sounds[0] if sounds[0] else None
    columns["_b_start"] = f"{romans[0][:3]} {romans[1][:3]}" if len(romans) == 2 else None
    return columns


def _name_parts(raw: Sequence[Raw]) -> tuple[str | None, str | None]:
    cells = [_text((one,)) for one in raw]
    if len(cells) > 1:
        first, family_text = cells[0], " ".join(cells[1:])
        if script_of(first) == "thai":
            first = split_title(first)[1]
        return folded(first), folded(family_text)
    name = parse_person_name(cells[0])
    return folded(name.given), folded(name.family)


def _organisation(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    text = _text(raw)
    tokens = _name_words(text)
    key = " ".join(tokens) or None
    rare = [word for word in tokens if words.copies.get(word, _COPIES) >= 3]
    return {
        "": key, "_form": form(key) if key else None, "_words": words.spread(tokens), "_grams": _grams(key),
        "_b_key": "".join(sorted(tokens)) or None, "_b_words": tuple(sorted(set(rare))) or None,
        "_b_start": key[:6] if key else None,
    }  # fmt: skip


def _date(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    digits = day_digits(raw)
    swapped = digits[:4] + digits[6:] + digits[4:6] if digits and len(digits) == 8 else None
    whole = len(digits) == 8 if digits else False
    return {
        "": digits, "_swapped": swapped, "_b_year": digits[:4] if digits and whole else None,
        "_b_month": digits[:6] if digits and whole else None, "_b_day": digits[4:] if digits and whole else None,
    }  # fmt: skip


def day_digits(raw: Sequence[Raw]) -> str | None:
    """YYYYMMDD; an impossible date keeps its digits, so that one wrong digit is still one digit."""
    one = raw[0] if raw else None
    if isinstance(one, datetime | date):
        return one.strftime("%Y%m%d")
    text = _text(raw).strip()
    if not text:
        return None
    if text.isdigit() and len(text) == 8:
        return text
    try:
        return parse_date(text, order=DateOrder.DAY_MONTH_YEAR).strftime("%Y%m%d")
    except DateError:
        return "".join(_NUMBER.findall(text)) or None


def _rare(values: Iterable[str], words: Vocabulary) -> tuple[str, ...] | None:
    """Those that few records hold: the number of a switchboard says less."""
    return tuple(sorted({value for value in values if words.copies.get(value, _COPIES) == _COPIES})) or None


def _phone(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    found = _phone_numbers(raw, settings.region)
    numbers = tuple(sorted(set(found))) or None
    tails = tuple(sorted({number[-_PHONE_TAIL:] for number in found if len(number) >= _PHONE_TAIL - 1})) or None
    return {"": numbers, "_rare": _rare(found, words), "_tails": tails, "_first": found[0] if found else None}


def _phone_numbers(raw: Sequence[Raw], region: str | None) -> list[str]:
    found: list[str] = []
    for text in (part for one in raw for part in _parts(one)):
        if text.strip().casefold() in _NOTHING:
            continue
        phone = parse_phone(text, region) if region or text.strip().startswith("+") else None
        number = phone.e164.lstrip("+") if phone is not None and phone.e164 else "".join(_NUMBER.findall(text))
        if len(number) >= 5:
            found.append(number)
    return found


def _email(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    found = _email_addresses(raw)
    locals_ = tuple(sorted({one.partition("@")[0] for one in found} - {""})) or None
    first = ascii_letters(found[0]) if found else None
    everything = tuple(sorted(set(found))) or None
    return {"": everything, "_rare": _rare(found, words), "_locals": locals_, "_first": first or None}


def _email_addresses(raw: Sequence[Raw]) -> list[str]:
    found: list[str] = []
    for text in (part for one in raw for part in _parts(one)):
        address = parse_email(text)
        if address.is_role:
            continue
        loose = address.key or text.strip().casefold()
        if "@" in loose:
            found.append(loose)
    return found


def _address(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    text = _text(raw)
    tokens = _address_words(text)
    key = " ".join(tokens) or None
    counting = (token for token in tokens if not token.endswith(_ORDINAL))  # 35th is a street, not a house
    numbers = tuple(sorted({str(int(one)) for token in counting for one in _NUMBER.findall(token)})) or None
    rare = sorted({word for word in tokens if not word[0].isdigit() and words.copies.get(word, _COPIES) >= 2})
    pairs = tuple(f"{number} {word}" for number in numbers or () for word in rare) or None
    return {
        "": key, "_words": words.spread(tokens), "_numbers": numbers, "_grams": _grams(key), "_b_places": pairs,
        "_b_words": tuple(rare) or None,
    }  # fmt: skip


def _place(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    key = folded(_text(raw))
    return {"": key, "_form": form(key) if key else None}


def _code(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    key = "".join(filter(str.isalnum, ascii_letters(simplified(_text(raw)).casefold()))) or None
    size = len(key) if key else 0
    return {"": key, "_long": key if size >= 4 else None, "_longer": key if size >= 6 else None,
            "_b_start": key[: size // 2] if key and size >= 6 else None,
            "_b_end": key[size // 2 :] if key and size >= 6 else None}  # fmt: skip


def _number(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    return {"": _code(raw, settings, words)[""]}


def _identifier(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    found = []
    for text in (part for one in raw for part in _parts(one)):
        compact = identifiers.compact(text).upper()
        found += [f"{name}:{compact}" for name, valid in _IDENTIFIERS if valid(compact)][:1]
    return {"": tuple(sorted(set(found))) or None}


def _category(raw: Sequence[Raw], settings: Settings, words: Vocabulary) -> Columns:
    return {"": folded(_text(raw))}


def _name_words(text: str) -> list[str]:
    core = parse_organisation_name(text).core if text else ""
    return [word for word in _MARKED_WORD.findall(name_key(core or text)) if _STREET_WORDS.get(word, word)]


def _address_words(text: str) -> list[str]:
    found = (_STREET_WORDS.get(word, word) for word in _MARKED_WORD.findall(name_key(text)))
    return [word for word in found if word]


def _grams(text: str | None) -> tuple[str, ...] | None:
    if not text:
        return None
    joined = text.replace(" ", "")
    return tuple(sorted({joined[at : at + 3] for at in range(max(1, len(joined) - 2))}))


_PREPARE: Final[dict[Kind, Callable[[Sequence[Raw], Settings, Vocabulary], Columns]]] = {
    "person": _person, "organisation": _organisation, "birth_date": _date, "date": _date, "phone": _phone,
    "email": _email, "address": _address, "place": _place, "code": _code, "number": _number,
    "identifier": _identifier, "category": _category,
}  # fmt: skip
