"""Names of persons and organisations, read in the order of their script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from idic.methods.normalise import thai
from idic.methods.normalise.chinese import simplified, surname_length
from idic.methods.normalise.legal_forms import split_legal_form
from idic.methods.normalise.text import Script, fold, normalise, script_of

_LATIN_TITLE = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|khun|rev|capt|col|gen|lt|maj|sgt)\b\.?\s*)+(?=\S)",
    re.IGNORECASE,
)
_LATIN_SUFFIX = re.compile(r"[\s,]+(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|mba|esq)\.?$", re.IGNORECASE)
_PARTICLE_WORDS = "van von der den de da del della di du la le bin binti ibn al el ter ten st san"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_HAN_TITLE = re.compile(r"(先生|女士|小姐|太太|夫人|博士|教授|老师|老師|经理|經理|总经理|總經理|医生|醫生|主任)$")
_LATIN_IN_KEY = re.compile(r"[^\w\u0e00-\u0e7f]+")
# Mac and Mc are one; without a list Mack, Macy and Machado would be cut.
_MAC_NAMES = (
    "alister allister arthur askill aulay beth bride callum carthy cormack culloch dermott donald donnell dougall duff ewan "
    "fadden farlane farland gillivray gowan gregor guire innes innis intosh intyre ivor kay kenna kenzie kinnon lachlan "
    "laren laughlin lean leish lellan lennan leod millan nab namara naughton neil niven phail phee pherson quarrie queen rae "
    "taggart tavish vicar"
)
_O_NAMES = (
    "brien callaghan connell connor dea doherty donnell donoghue dwyer flaherty gorman grady hagan halloran hanlon hara "
    "hare keefe leary loughlin mahony malley mara meara neal neil neill reilly riordan rourke shaughnessy shea sullivan toole"
)
_CELTIC = re.compile(r"\b(?:mac|mc |m c|o )")
_MAC = re.compile(rf"\bma?c (?=[a-z])|\bmac(?=(?:{'|'.join(_MAC_NAMES.split())})\b)")
_OF_O = re.compile(rf"\bo ({'|'.join(_O_NAMES.split())})\b")
_MOST_INITIALS = 3
_NICKNAME_SIGN = re.compile('[("“「『]|ชื่อเล่น')
_NICKNAME = re.compile(
    '[(,]?\\s*ชื่อเล่น\\s*[:：]?\\s*["“]?([^\\s()"”]{1,20})["”]?\\s*[)]?|[(]\\s*([^()0-9]{1,20}?)\\s*[)]'
    '|["“]([^"”0-9]{1,20})["”]|[「『]([^」』0-9]{1,20})[」』]'
)
_APOSTROPHES = re.compile("['’`ʼ]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """`given` or `family` is empty when the text does not hold it. `key` joins both, folded, Chinese simplified."""

    raw: str
    script: Script
    title: str
    given: str
    family: str
    key: str
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """`core` is the name without its legal form; `legal_form` is a code or empty."""

    raw: str
    core: str
    legal_form: str
    key: str


def parse_person_name(raw: str) -> PersonName:
    text, nickname = _split_nickname(normalise(raw))
    script = script_of(text)
    if script == "thai":
        title, given, family = _thai_parts(text)
    elif script == "han":
        title, given, family = _han_parts(text)
    else:
        title, given, family = _latin_parts(text)
    ordered = (family, given) if script == "han" else (given, family)
    key = name_key(("" if script == "han" else " ").join(ordered))
    return PersonName(raw, script, title, given, family, key, nickname)


def parse_organisation_name(raw: str) -> OrganisationName:
    core, code = split_legal_form(normalise(raw))
    return OrganisationName(raw, core, code, name_key(core))


def name_key(text: str) -> str:
    """Comparison key: folded, simplified, apostrophes joined (O'Brien obrien), Mac as Mc, other punctuation a space."""
    folded = _APOSTROPHES.sub("", fold(text))
    if _CELTIC.search(folded):
        folded = _OF_O.sub(r"o\1", _MAC.sub("mc", folded))
    return simplified(_LATIN_IN_KEY.sub(" ", folded).strip())


def initials_of(given: str) -> str:
    """First letters of the given names: J.R.R., JRR and John Ronald Reuel are jrr."""
    words = _LATIN_IN_KEY.sub(" ", given).split()
    if len(words) == 1 and words[0].isascii() and words[0].isupper() and len(words[0]) <= _MOST_INITIALS:
        return words[0].lower()
    return "".join(word[0] for word in words).casefold()


def _split_nickname(text: str) -> tuple[str, str]:
    """The name people are called by, written in brackets, in quotation marks or behind ชื่อเล่น."""
    found = _NICKNAME.search(text) if _NICKNAME_SIGN.search(text) else None
    if not found:
        return text, ""
    nickname = next(group for group in found.groups() if group).strip()
    left = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return (left, nickname) if left else (text, "")


def _thai_parts(text: str) -> tuple[str, str, str]:
    title, rest = thai.split_title(text)
    given, _, family = rest.partition(" ")
    return title, given, family.strip()


def _han_parts(text: str) -> tuple[str, str, str]:
    found = _HAN_TITLE.search(text)
    title, rest = (found[1], text[: found.start()].strip()) if found and found.start() else ("", text)
    if " " in rest or "·" in rest:
        separator = "·" if "·" in rest else " "
        family, _, given = rest.partition(separator)
        # A foreign name in Chinese letters keeps its own order: given name, middle dot, family name.
        return (title, family, given) if separator == "·" else (title, given.replace(" ", ""), family)
    length = surname_length(simplified(rest))
    return title, rest[length:], rest[:length]


def _latin_parts(text: str) -> tuple[str, str, str]:
    found = _LATIN_TITLE.match(text)
    title, rest = (found[0].strip(), text[found.end() :]) if found else ("", text)
    rest = _LATIN_SUFFIX.sub("", rest).strip()
    if "," in rest:
        family, _, given = rest.partition(",")
        return title, given.strip(), family.strip()
    words = rest.split()
    if len(words) < 2:
        return title, rest, ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return title, " ".join(words[:start]), " ".join(words[start:])
