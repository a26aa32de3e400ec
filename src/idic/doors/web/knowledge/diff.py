"""Two versions of a text side by side, as people read them: line by line, and within a line what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words where there are spaces between them, else single letters; spaces are words, too.
_PARTS = re.compile(r"[A-Za-z0-9'’-]+|\s+|.", re.DOTALL)
_LINES = 2_000


@dataclass(frozen=True)
class Change:
    """`kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    kind: str
    parts: list[Change]


def changes(before: str, after: str) -> list[Line]:
    old, new = before.splitlines()[:_LINES], after.splitlines()[:_LINES]
    found: list[Line] = []
    for act, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found += [Line("same", [Change("same", one)]) for one in old[start:end]]
        elif act == "replace" and end - start == new_end - new_start:
            found += [
                Line("changed", _inside(*pair)) for pair in zip(old[start:end], new[new_start:new_end], strict=True)
            ]
        else:
            found += [Line("gone", [Change("gone", one)]) for one in old[start:end]]
            found += [Line("new", [Change("new", one)]) for one in new[new_start:new_end]]
    return found


def _inside(before: str, after: str) -> list[Change]:
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    found: list[Change] = []
    for act, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(Change("same", "".join(old[start:end])))
            continue
        if end > start:
            found.append(Change("gone", "".join(old[start:end])))
        if new_end > new_start:
            found.append(Change("new", "".join(new[new_start:new_end])))
    return found
