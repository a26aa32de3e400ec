"""The patterns and wordings of a language, read once from the files that ship inside the package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from idic.methods.courtesy.codes import DONTS, LANGUAGES, STEPS, Dont, Language, Step
from idic.methods.courtesy.errors import UnknownLanguage

# Languages that part their words: a pattern must not begin or end inside one.
_WITH_SPACES: Final = frozenset({"en"})
_SENTENCE_ENDS: Final[Mapping[str, str]] = {
    "en": r"[.!?]+(?=[\s\"')]|$)|\n",
    # Thai has no full stop; the polite particle closes what is said.
    "th": r"(?:ครับ|ค่ะ|คะ)(?=[\s.!]|$)|[.!?](?=\s|$)|\n",
    "zh-hans": r"[。！？!?；;]+|\n",
    "zh-hant": r"[。！？!?；;]+|\n",
}
Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """What one could say, and which of the six steps it belongs to."""

    step: Step
    text: str


@dataclass(frozen=True, slots=True)
class Phrasebook:
    donts: Mapping[Dont, Pattern]
    instead: Mapping[Dont, tuple[Wording, ...]]
    signs: Mapping[Step, Pattern]
    examples: Mapping[Step, Wording]
    promise: Pattern
    time: Pattern
    empathy: Pattern
    greeting: Pattern
    departments: Pattern
    blame: Pattern
    sentence_end: Pattern


@lru_cache(maxsize=len(LANGUAGES))
def phrasebook(language: Language) -> Phrasebook:
    if language not in LANGUAGES:
        raise UnknownLanguage(language, LANGUAGES)
    read = tomllib.loads((files("idic.methods.courtesy.phrases") / f"{language}.toml").read_text(encoding="utf-8"))

    def pattern(found: Iterable[str], *, whole_words: bool = True) -> Pattern:
        any_of = "|".join(f"(?:{one})" for one in found).replace(" ", r"[ \n]")
        # Each end either beside a space or mark, or the pattern itself ends on one.
        edge = r"(?:(?<!\w)|(?!\w))" if whole_words and language in _WITH_SPACES else ""
        return re.compile(f"{edge}(?:{any_of}){edge}")

    checks = read["checks"]
    return Phrasebook(
        donts={dont: pattern(read[dont]["find"]) for dont in DONTS},
        instead={dont: tuple(Wording(step, text) for step, text in read[dont]["instead"]) for dont in DONTS},
        signs={step: pattern(read["steps"][step]["signs"]) for step in STEPS},
        examples={step: Wording(step, read["steps"][step]["example"]) for step in STEPS},
        promise=pattern(checks["promise"]),
        time=pattern(checks["time"]),
        empathy=pattern(checks["empathy"], whole_words=False),
        greeting=pattern(checks["greeting"]),
        departments=pattern(checks["departments"]),
        blame=pattern(checks["blame"]),
        sentence_end=re.compile(_SENTENCE_ENDS[language]),
    )
