"""One spelling of a text for the patterns, with the way back to where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ",
    "\u3000": " ", "\r": "\n", "…": ".",
}  # fmt: skip
# Written by some keyboards between Thai syllables and by some mailers anywhere; nobody sees them.
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Folded:
    """`place[i]`: where in the original sign `i` of `text` stood; one entry more than signs, for the end."""

    text: str
    place: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.place[start], self.place[end - 1] + 1 if end > start else self.place[start]


def folded(original: str) -> Folded:
    """Lower case, half-width letters, straight quotes, single spaces. Lines that quote the customer (>) become empty."""
    shown = _QUOTED.sub(lambda line: "\n" * len(line[0]), original)
    signs: list[str] = []
    place: list[int] = []
    for number, sign in enumerate(shown):
        if sign in _UNSEEN:
            continue
        code = ord(sign)
        # Full-width letters and figures only: the marks of Chinese sentences keep their own form.
        plain = chr(code - 0xFEE0) if 0xFF10 <= code <= 0xFF5A and chr(code - 0xFEE0).isalnum() else sign
        plain = _LIKE.get(plain, plain)
        lower = plain.lower()
        plain = lower if len(lower) == 1 else plain
        if plain.isspace() and plain != "\n":
            plain = " "
        before = signs[-1] if signs else "\n"
        if (plain == " " and before in " \n") or (plain == "\n" and before == "\n" and signs):
            continue
        if plain == "\n" and before == " ":
            signs[-1] = "\n"
            continue
        # Two short vowels e make the long one; a circle and an aa make am.
        if plain == "เ" and before == "เ":
            signs[-1] = "แ"
            continue
        if plain == "า" and before == "\u0e4d":
            signs[-1] = "ำ"
            continue
        signs.append(plain)
        place.append(number)
    return Folded("".join(signs), (*place, len(original)))
