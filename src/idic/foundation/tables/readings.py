"""How a text would read in each encoding that could be meant, for a person to see which one is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import limits
from .content import Packing, binary_kind_of, packing_of
from .encoding import CODECS, rank_encodings
from .unpacking import UnpackedFile

_SHOWN: Final = 5
_EXCERPT: Final = 90
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Reading:
    encoding: str
    confidence: float
    excerpt: str


def possible_readings(path: Path) -> list[Reading]:
    """The likeliest first; empty for a file that is no text, or holds plain ASCII only, which every encoding reads
    alike. The excerpt is the line around the first letters that tell the encodings apart."""
    with path.open("rb") as raw:
        head = raw.read(512)
    packing = packing_of(head)
    if packing is Packing.NONE and binary_kind_of(head) is not None:
        return []
    sample = _sample(path, packing)
    if sample.isascii():
        return []
    found = []
    for guess in rank_encodings(sample)[:_SHOWN]:
        text = sample.decode(CODECS[guess.encoding], errors="replace")
        foreign = _FOREIGN.search(text.lstrip("\ufeff"))
        start = max(0, text.rfind("\n", 0, foreign.start()) + 1) if foreign else 0
        excerpt = text.lstrip("\ufeff")[start : start + _EXCERPT].replace("\r", "").replace("\n", " ⏎ ")
        found.append(Reading(guess.encoding, guess.confidence, excerpt))
    return found


def _sample(path: Path, packing: Packing) -> bytes:
    with UnpackedFile(path, packing) as source:
        sample = source.read(limits.SAMPLE_BYTES)
        while sample.isascii() and source.bytes_read < limits.ENCODING_SCAN_BYTES:
            piece = source.read(limits.PIECE_BYTES)
            if not piece:
                break
            sample = piece
    return sample
