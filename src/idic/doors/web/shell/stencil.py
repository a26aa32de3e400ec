"""Templates that are written once, with holes where the texts go that differ from page to page.

What a template shows or decides by is `decided`: its text is remembered under it. Of a hole the template learns nothing
but whether anything will be written there, so what stands on one page cannot come to stand on another.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from idic.foundation.languages.formats import current_era
from idic.foundation.storage.memory import Memory

Around = tuple[Hashable, ...]
Writer = Callable[[Mapping[str, Any]], str]

_SECRET = secrets.token_hex(16)
# An address asks for a number where an id goes. Both kinds are drawn anew by every process: nobody can write one.
_FIRST_NUMBER = (100_000_000_000_000 + secrets.randbelow(800_000_000_000_000)) * 1000
_HOLE = re.compile(f"hole{_SECRET}n([0-9]+)end|({_FIRST_NUMBER // 1000}[0-9]{{3}})")


def around() -> Around:
    """What any template may decide by. A page asks once for all of its parts."""
    return get_language(), current_era(), get_script_prefix(), get_urlconf(), static("vendor/icons.svg")


def escaped(text: str) -> str:
    return text if text.__class__ is SafeString else html.escape(text)


class Stencil:
    """Called with what is decided and then the ids and texts that are written, in the order of their names. Texts are
    escaped unless they are a SafeString; the template sees an empty one as what it is."""

    def __init__(
        self, template: str | Writer, *, decided: Sequence[str] = (), ids: Sequence[str] = (), texts: Sequence[str] = (),
        most: int = 256,
    ) -> None:  # fmt: skip
        self._write: Writer = _of_template(template) if isinstance(template, str) else template
        self._decided, self._ids, self._texts = decided, ids, texts
        self._known: Memory[tuple[list[str], list[tuple[int, int]]]] = Memory(most)

    def __call__(self, around: Around, decided: tuple[Hashable, ...] = (), *written: int | str) -> SafeString:
        there = tuple(map(bool, written))
        key = (around, decided, there)
        known = self._known.get(key)
        if known is None or settings.DEBUG:
            known = self._cut(decided, there)
            self._known.keep(key, known)
        pieces, holes = known
        text = pieces.copy()
        for place, number in holes:
            value = written[number]
            text[place] = str(value) if isinstance(value, int) else escaped(value)
        return SafeString("".join(text))

    def _cut(self, decided: tuple[Hashable, ...], there: tuple[bool, ...]) -> tuple[list[str], list[tuple[int, int]]]:
        values: dict[str, Any] = dict(zip(self._decided, decided, strict=True))
        for number, (name, is_there) in enumerate(zip((*self._ids, *self._texts), there, strict=True)):
            if number < len(self._ids):
                values[name] = _FIRST_NUMBER + number
            else:
                values[name] = SafeString(f"hole{_SECRET}n{number}end") if is_there else ""
        text = self._write(values)
        pieces: list[str] = []
        holes: list[tuple[int, int]] = []
        start = 0
        for found in _HOLE.finditer(text):
            of_text, of_id = found.groups()
            pieces += (text[start : found.start()], "")
            holes.append((len(pieces) - 1, int(of_text) if of_text else int(of_id) - _FIRST_NUMBER))
            start = found.end()
        pieces.append(text[start:])
        return pieces, holes


def _of_template(name: str) -> Writer:
    return lambda values: get_template(name).render(dict(values))
