from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from idic.doors.web.shell.parts.signs import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Wording:
    tone: Tone
    title: str | _StrPromise
    # the first of them whose values are all known is taken
    sentences: tuple[str | _StrPromise, ...] = ()
    shows_changes: bool = False
