"""Names of persons and organisations, read in the order of their script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from idic.methods.normalise import thai
from idic.methods.normalise.chinese import simplified, surname_length
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
_LONGEST_FORMAL_NAME = 300
_APOSTROPHES = re.compile("['’`ʼ]")

# Longest first within each script, so that a public company is not read as a limited one.
_LEGAL_FORMS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), code)
    for pattern, code in (
        (r"^บริษัท\s*(?P<core>.+?)\s*จำกัด\s*\(\s*มหาชน\s*\)$", "th_public_company"),
        (r"^(?:บมจ\.?|บริษัทมหาชนจำกัด)\s*(?P<core>.+?)(?:\s*จำกัด)?(?:\s*\(\s*มหาชน\s*\))?$", "th_public_company"),
        (r"^(?P<core>.+?)\s*จำกัด\s*\(\s*มหาชน\s*\)$", "th_public_company"),
        (r"^ห้างหุ้นส่วนจำกัด\s*(?P<core>.+)$", "th_limited_partnership"),
        (r"^หจก\.?\s*(?P<core>.+)$", "th_limited_partnership"),
        (r"^(?:ห้างหุ้นส่วนสามัญ(?:นิติบุคคล)?|หสน\.?|หสม\.?)\s*(?P<core>.+)$", "th_ordinary_partnership"),
        (r"^บริษัท\s*(?P<core>.+?)\s*จำกัด$", "th_limited_company"),
        (r"^บจก?\.\s*(?P<core>.+?)(?:\s*จำกัด)?$", "th_limited_company"),
        (r"^บริษัท\s*(?P<core>.+)$", "th_limited_company"),
        (r"^(?P<core>.+?)\s*จำกัด$", "th_limited_company"),
        (r"^(?P<core>.+?)\s*股份有限公司$", "cn_joint_stock_company"),
        (r"^(?P<core>.+?)\s*有限(?:责任)?公司$", "cn_limited_company"),
        (r"^(?P<core>.+?)\s*[(（]?(?:有限合伙|普通合伙)[)）]?$", "cn_partnership"),
        (r"^(?P<core>.+?)\s*公司$", "cn_company"),
        (
            r"^(?P<core>.+?)[\s,]+(?:public\s+(?:company\s+limited|co\.?,?\s*ltd\.?)|pcl\.?|p\.c\.l\.|plc\.?)$",
            "public_company",
        ),
        (r"^(?P<core>.+?)[\s,]+(?:pte\.?|pty\.?|sdn\.?\s*bhd\.?)(?:[\s,]*(?:ltd\.?|limited))?$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:ltd\.?|limited)\s*part(?:nership)?\.?$", "limited_partnership"),
        (r"^(?P<core>.+?)[\s,]+(?:co(?:mpany|\.)?[\s,]*)?(?:ltd\.?|limited)$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:inc\.?|incorporated|corp\.?|corporation)$", "corporation"),
        (r"^(?P<core>.+?)[\s,]+(?:llc|l\.l\.c\.|gmbh|s\.?a\.?r\.?l\.?|b\.?v\.?|s\.?r\.?l\.?)$", "limited_company"),
        (r"^(?P<core>.+?)[\s,]+(?:llp|l\.l\.p\.|lp)$", "limited_partnership"),
        (r"^(?P<core>.+?)[\s,]+(?:ag|s\.?a\.?|n\.?v\.?|k\.?k\.?|ab|oyj?|asa?)$", "joint_stock_company"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """`given` or `family` is empty when the text does not hold it. `key` joins both, folded, Chinese simplified."""

    raw: str
    script: Script
    title: str
    given: str
    family: str
    key: str


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """`core` is the name without its legal form; `legal_form` is a code or empty."""

    raw: str
    core: str
    legal_form: str
    key: str


def parse_person_name(raw: str) -> PersonName:
    text = normalise(raw)
    script = script_of(text)
    if script == "thai":
        title, given, family = _thai_parts(text)
    elif script == "han":
        title, given, family = _han_parts(text)
    else:
        title, given, family = _latin_parts(text)
    ordered = (family, given) if script == "han" else (given, family)
    return PersonName(raw, script, title, given, family, name_key(("" if script == "han" else " ").join(ordered)))


def parse_organisation_name(raw: str) -> OrganisationName:
    text = normalise(raw)
    simple = simplified(text)
    for pattern, code in _LEGAL_FORMS if len(text) <= _LONGEST_FORMAL_NAME else ():
        if found := pattern.match(simple):
            # Simplifying keeps length in practice; when it does not, the simplified core is the safe answer.
            core = text[slice(*found.span("core"))] if len(simple) == len(text) else found["core"]
            core = core.strip(" ,")
            return OrganisationName(raw, core, code, name_key(core))
    return OrganisationName(raw, text, "", name_key(text))


def name_key(text: str) -> str:
    """Comparison key: folded, simplified, apostrophes joined (O'Brien obrien), other punctuation a space."""
    folded = _APOSTROPHES.sub("", fold(text))
    return simplified(_LATIN_IN_KEY.sub(" ", folded).strip())


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
