"""Our own sentences: ten matters, four phrasings of each in four languages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "data" / "likeness" / "sentences.tsv"
LANGUAGES = ("en", "th", "zh-hans", "zh-hant")


@dataclass(frozen=True)
class Sentence:
    matter: str
    language: str
    text: str

    def is_like(self, other: "Sentence") -> bool:
        """Same matter, same language; Chinese is one language in two scripts."""
        return (self.matter, self.language[:2]) == (other.matter, other.language[:2])


@cache
def sentences() -> tuple[Sentence, ...]:
    lines = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Sentence(*line.split("\t")) for line in lines)
