"""Thai names in Latin letters after the Royal Thai General System (RTGS, 1999), without a dictionary of words.

A left-to-right reader of syllables with a short table of name parts that the letters alone do not tell (ธน thana,
วร wora). Good enough as a search key; it is not a pronunciation. The engines of PyThaiNLP need 0.6 ms a word and
80 MB, too much for an import.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CONSONANTS: Final = {
    letter: (initial, final)
    for letters, initial, final in (
        ("ก", "k", "k"), ("ขฃคฅฆ", "kh", "k"), ("ง", "ng", "ng"), ("จ", "ch", "t"), ("ฉชฌ", "ch", "t"),
        ("ซศษส", "s", "t"), ("ญ", "y", "n"), ("ฎด", "d", "t"), ("ฏต", "t", "t"), ("ฐฑฒถทธ", "th", "t"),
        ("ณน", "n", "n"), ("บ", "b", "p"), ("ป", "p", "p"), ("ผพภ", "ph", "p"), ("ฝฟ", "f", "p"), ("ม", "m", "m"),
        ("ย", "y", "i"), ("ร", "r", "n"), ("ลฬ", "l", "n"), ("ว", "w", "o"), ("หฮ", "h", ""), ("อ", "", ""),
    )
    for letter in letters
}  # fmt: skip
_PARTS: Final = {
    "ธน": "thana", "วร": "wora", "นร": "nora", "กมล": "kamon", "กร": "kon", "พร": "phon", "พล": "phon", "ชน": "chon",
    "รัตน": "rattana", "วัฒน": "watthana", "วัฒนา": "watthana", "รัตนา": "rattana", "จักร": "chak", "จักรี": "chakkri",
    "มงคล": "mongkhon", "อนุ": "anu", "วิทย": "witthaya", "วิทยา": "witthaya", "ปัญญา": "panya", "บุญ": "bun", "บุตร": "but",
    "ภูมิ": "phum", "ชาติ": "chat", "เกียรติ": "kiat", "เหตุ": "het", "ญาติ": "yat", "ธาตุ": "that", "สุทธิ": "sutthi",
    "สิทธิ": "sitthi", "ฤทธิ": "rit", "ฤทธิ์": "rit", "พุทธ": "phut", "เพชร": "phet", "เพ็ชร": "phet", "จันทร": "chan",
    "จันทรา": "chanthra", "อินทร": "in", "อินทรา": "inthra", "มหา": "maha", "ราช": "rat", "ราชา": "racha", "เทพ": "thep",
    "ชัย": "chai", "ชย": "chaya", "วุฒิ": "wut", "ทร": "thon", "ธร": "thon", "กฤษณะ": "kritsana",
    "กฤษ": "krit", "กฤต": "krit", "กฤติ": "kritti", "กฤษณ": "kritsana", "ปรม": "parom", "สม": "som", "สร": "sora",
    "อรุณ": "arun", "อภิ": "aphi", "อธิ": "athi", "สันติ": "santi", "ศิริ": "siri", "สิริ": "siri", "วิสุทธิ": "wisut",
    "ทรัพย": "sap", "ทรัพย์": "sap", "ทรง": "song", "ทราย": "sai", "เศรษฐ": "set", "ศาสตร": "sat", "มิตร": "mit",
    "สวัสดิ": "sawat", "สวัสดี": "sawatdi", "สวัสดิ์": "sawat", "ประภา": "prapha", "พงศา": "phongsa", "สกุล": "sakun",
    "ไชย": "chai", "ไทย": "thai", "วงศา": "wongsa", "ศรัณย์": "saran", "สุวรรณ": "suwan", "ตระกูล": "trakun",
    "อยุธยา": "ayutthaya", "สวรรค": "sawan", "ถนอม": "thanom", "ขนิษฐา": "khanittha", "สมร": "samon", "สมัย": "samai",
    "สมาน": "saman", "สมุทร": "samut", "สมิต": "samit", "สมบูรณ์": "sombun", "เสมอ": "samoe", "แสวง": "sawaeng",
    "เฉลิม": "chaloem", "สยาม": "sayam", "ขจร": "khachon", "ชวลิต": "chawalit", "จตุ": "chatu", "ศุภ": "supha",
    "สวัส": "sawat", "สุร": "sura", "อร": "ora", "เจริญ": "charoen", "พัตรา": "phattra", "บริ": "bori", "แขวง": "khwaeng",
}  # fmt: skip
# Parts that only read so when something follows; at the end of a word they are an ordinary syllable (วร won).
_LINKING: Final = frozenset(("ธน", "นร", "ชย", "สร", "วร", "อร", "สุร"))
_SIGNS = frozenset("ะัาำิีึืุูๅ็")
_LEADING = frozenset("เแโใไ")
# What may follow the onset after a leading vowel, longest first; True: the syllable is closed and takes no final.
_AFTER_LEADING: Final = {
    "เ": (("ียว", "iao", True), ("ียะ", "ia", True), ("ีย", "ia", False), ("ือย", "ueai", True), ("ือ", "uea", False),
          ("็ว", "eo", True), ("าะ", "o", True), ("า", "ao", True), ("อะ", "oe", True), ("อ", "oe", False),
          ("ิ", "oe", False), ("็", "e", False), ("ะ", "e", True), ("ย", "oei", True), ("ว", "eo", True),
          ("", "e", False)),
    "แ": (("็ว", "aeo", True), ("็", "ae", False), ("ะ", "ae", True), ("ว", "aeo", True), ("", "ae", False)),
    "โ": (("ะ", "o", True), ("ย", "oi", True), ("", "o", False)),
    "ใ": (("", "ai", True),),
    "ไ": (("ย", "ai", True), ("", "ai", True)),
}  # fmt: skip
_AFTER_ONSET: Final = (
    ("ัวะ", "ua", True), ("ัว", "ua", True), ("ัย", "ai", True), ("ั", "a", False), ("ะ", "a", True), ("าย", "ai", True),
    ("าว", "ao", True), ("า", "a", False), ("ำ", "am", True), ("ิว", "io", True), ("ิ", "i", False), ("ี", "i", False),
    ("ึ", "ue", False), ("ือ", "ue", True), ("ื", "ue", False), ("ุย", "ui", True), ("ุ", "u", False), ("ู", "u", False),
    ("็อ", "o", False), ("็", "o", False),
)  # fmt: skip
_VOWEL_AFTER_ONSET: Final = {sign: (vowel, closed) for sign, vowel, closed in _AFTER_ONSET}
_AFTER_ONSET_SIGN = re.compile("|".join(sign for sign, _, _ in _AFTER_ONSET))


def _part_pattern(part: str) -> str:
    """A part ends where no vowel sign, ฤ or รร takes its last letter for another syllable."""
    return f"{part}(?![ะัาำิีึืุูๅ็ฤ]|รร)" + ("(?!ร)" if part[-1] == "ร" else "") + ("(?=.)" if part in _LINKING else "")


_PARTS_OF_LETTER: Final = {
    letter: re.compile(
        "|".join(_part_pattern(part) for part in sorted(_PARTS, key=len, reverse=True) if part[0] == letter)
    )
    for letter in {part[0] for part in _PARTS}
}
_CLUSTER_FIRST = frozenset("กขคตปผพ")
_CLUSTER_SECOND = frozenset("รลว")
_LED_BY_HO = frozenset("งญนมยรลว")
_MARKS = re.compile("[\u0e48-\u0e4b\u0e4d\u0e4e\u0e46\u0e2f]")
_SILENT = re.compile("(?<=[ก-ฮ])[ทต]ร์|(?<=ก)ษ[ณม]+์|[ก-ฮ][ิุ]?์")


@lru_cache(maxsize=65536)
def romanise(word: str) -> str:
    """RTGS letters of one normalised Thai word: สมชาย somchai. Letters of other scripts are left out."""
    # A part of the table is met before its silent letter is dropped, so whole-word entries may carry the sign.
    whole = _PARTS.get(word)
    if whole:
        return whole
    letters = _SILENT.sub("", _MARKS.sub("", word))
    out: list[str] = []
    at = 0
    while at < len(letters):
        at = _syllable(letters, at, out)
    return "".join(out)


def _syllable(word: str, at: int, out: list[str]) -> int:
    part = _known_part(word, at)
    if part:
        out.append(_PARTS[part])
        return at + len(part)
    letter = word[at]
    if letter in _LEADING:
        return _led_syllable(word, at, out)
    if letter == "ฤ":
        after_s_group = at > 0 and word[at - 1] in "กตทปศส"
        out.append("ri" if after_s_group else "rue")
        return at + 1
    if letter not in _CONSONANTS:
        return at + 1
    onset, end = _onset(word, at)
    nucleus = _nucleus(word, end)
    if nucleus is not None:
        vowel, end, closed = nucleus
        out.append(onset + vowel)
        return end if closed else _final(word, end, out, short=vowel == "a" and word[end - 1] in "ัร")
    return _bare_consonants(word, at, out)


def _known_part(word: str, at: int) -> str | None:
    pattern = _PARTS_OF_LETTER.get(word[at])
    found = pattern.match(word, at) if pattern else None
    return found[0] if found else None


def _onset(word: str, at: int) -> tuple[str, int]:
    first, second = word[at], word[at + 1 : at + 2]
    opens = word[at + 2 : at + 3]
    leading = word[at - 1] if at and word[at - 1] in _LEADING else ""
    if leading in ("ใ", "ไ"):
        joined = opens not in _SIGNS
    elif leading:
        joined = bool(opens) and second != "ว"
    else:
        joined = opens in _SIGNS or opens == "อ"
    if second and joined:
        if first in _CLUSTER_FIRST and second in _CLUSTER_SECOND:
            return _CONSONANTS[first][0] + _CONSONANTS[second][0], at + 2
        if first == "ห" and second in _LED_BY_HO:
            return _CONSONANTS[second][0], at + 2
        if second == "ร" and first in "ศสซจ":
            return _CONSONANTS[first][0], at + 2
    return _CONSONANTS.get(first, ("", ""))[0], at + 1


def _led_syllable(word: str, at: int, out: list[str]) -> int:
    if at + 1 >= len(word) or word[at + 1] not in _CONSONANTS:
        return at + 1
    onset, end = _onset(word, at + 1)
    for sign, vowel, closed in _AFTER_LEADING[word[at]]:
        if not word.startswith(sign, end):
            continue
        following = word[end + len(sign) : end + len(sign) + 1]
        if sign in ("ย", "ว") and (following in _SIGNS or following == "อ") and following:
            continue
        out.append(onset + vowel)
        end += len(sign)
        return end if closed else _final(word, end, out, short=sign in ("็", "ิ"))
    return end


def _nucleus(word: str, at: int) -> tuple[str, int, bool] | None:
    if found := _AFTER_ONSET_SIGN.match(word, at):
        vowel, closed = _VOWEL_AFTER_ONSET[found[0]]
        return vowel, found.end(), closed
    following = word[at + 2 : at + 3]
    if word.startswith("รร", at) and following not in _SIGNS:
        final = following in _CONSONANTS and word[at + 3 : at + 4] not in _SIGNS
        return ("a", at + 2, False) if final else ("an", at + 2, True)
    next_letter = word[at + 1 : at + 2]
    if word.startswith("ว", at) and next_letter in _CONSONANTS and following not in _SIGNS:
        return ("uai", at + 2, True) if next_letter == "ย" else ("ua", at + 1, False)
    if word.startswith("อ", at) and (not next_letter or next_letter not in _SIGNS):
        return ("oi", at + 2, True) if next_letter == "ย" and following not in _SIGNS else ("o", at + 1, False)
    return None


def _bare_run(word: str, at: int) -> int:
    """How many consonants from `at` on stand without a vowel of their own."""
    end = at
    while end < len(word) and word[end] in _CONSONANTS:
        if word[end + 1 : end + 2] in _SIGNS and end + 1 < len(word):
            break
        if (word.startswith("รร", end + 1) and word[end + 3 : end + 4] not in _SIGNS) or (
            word[end + 1 : end + 2] == "อ" and word[end + 2 : end + 3] not in _SIGNS
        ):
            break
        if end > at and _known_part(word, end):
            break
        end += 1
    if (
        end < len(word) and end > at and word[end] in _CLUSTER_SECOND and word[end - 1] in "ตปพ"
        and word[end + 1 : end + 2] in _SIGNS
    ):  # fmt: skip
        end -= 1
    return end - at


def _final(word: str, at: int, out: list[str], *, short: bool) -> int:
    if at >= len(word) or word[at] not in _CONSONANTS or (not short and _known_part(word, at)):
        return at
    run = _bare_run(word, at)
    if run == 0:
        return at
    silent_ro = run == 2 and word[at + 1] == "ร" and word[at] in "ตทกคชด" and at + 2 == len(word)
    if run % 2 == 1 or short or silent_ro:
        out.append(_CONSONANTS[word[at]][1])
        return at + (2 if silent_ro else 1)
    return at


def _bare_consonants(word: str, at: int, out: list[str]) -> int:
    run = _bare_run(word, at)
    initial = _CONSONANTS[word[at]][0]
    if run <= 1:
        last = at + 1 == len(word)
        out.append(_CONSONANTS[word[at]][1] if last and out else initial + "a")
        return at + 1
    if run % 2 == 1:
        out.append(initial + "a")
        return at + 1
    out.append(initial + "o" + _CONSONANTS[word[at + 1]][1])
    return at + 2
