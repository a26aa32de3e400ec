"""Taiwan's passports spell by Wade and Giles, the mainland's by pinyin: the same name then looks like two."""

import re
from typing import Final

INITIALS: Final = (
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("p", "p"),
    ("d", "t"),
    ("t", "t"),
    ("g", "k"),
    ("k", "k"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("z", "ts"),
    ("c", "ts"),
    ("r", "j"),
)
FINALS: Final = {"ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "e": "eh", "ui": "ui", "uo": "o"}
WHOLE: Final = {
    "zi": "tzu",
    "ci": "tzu",
    "si": "ssu",
    "zhi": "chih",
    "chi": "chih",
    "shi": "shih",
    "ri": "jih",
    "he": "ho",
    "ge": "ko",
    "de": "te",
    "ke": "ko",
    "er": "erh",
    "you": "yu",
    "yan": "yen",
    "ye": "yeh",
    "yue": "yueh",
    "yong": "yung",
    "guo": "kuo",
    "luo": "lo",
    "zhe": "che",
    "yi": "i",
    "ju": "chu",
    "qu": "chu",
    "xu": "hsu",
    "jun": "chun",
    "juan": "chuan",
    "qian": "chien",
    "gui": "kuei",
    "hui": "hui",
}
SYLLABLE: Final = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|üe|er|a|o|e|i|u|ü)(?![aeiouü])|[a-zü]+"
)


def syllables(pinyin: str) -> list[str]:
    return SYLLABLE.findall(pinyin)


def wade_giles(syllable: str) -> str:
    """Without apostrophes, as passports print it."""
    if syllable in WHOLE:
        return WHOLE[syllable]
    initial, written = next(((old, new) for old, new in INITIALS if syllable.startswith(old)), ("", ""))
    rest = syllable[len(initial) :]
    return (written + FINALS.get(rest, rest)).replace("ü", "u")
