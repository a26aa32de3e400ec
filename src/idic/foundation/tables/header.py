import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_VALUE: Final = re.compile(r"[-+]?[\d.,/: -]*\d[\d.,/: -]*%?")

_LONGEST_VALUE: Final = 40


class RepairReason(StrEnum):
    EMPTY = "empty"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class HeaderRepair:
    """A column whose header could not serve as a name: `position` counts from 1, `name` is what it is called now."""

    position: int
    original: str
    name: str
    reason: RepairReason


def unique_names(header: Sequence[str]) -> tuple[tuple[str, ...], tuple[HeaderRepair, ...]]:
    """Name every column once: an empty header becomes `column_4`, a repeated one `Name (2)`."""
    taken = {text.strip() for text in header}
    seen: set[str] = set()
    next_number: dict[str, int] = {}
    names: list[str] = []
    repairs: list[HeaderRepair] = []
    for position, text in enumerate(header, start=1):
        name = text.strip()
        if not name or name in seen:
            reason = RepairReason.DUPLICATE if name else RepairReason.EMPTY
            name = _free(name or f"column_{position}", taken, next_number)
            repairs.append(HeaderRepair(position, text, name, reason))
        seen.add(name)
        taken.add(name)
        names.append(name)
    return tuple(names), tuple(repairs)


def looks_like_values(header: Sequence[str]) -> bool:
    """True when no cell of a would-be header could be a name: all that is written there are numbers and dates."""
    written = [text.strip() for text in header if text.strip()]
    return bool(written) and all(len(text) <= _LONGEST_VALUE and _VALUE.fullmatch(text) for text in written)


def _free(name: str, taken: set[str], next_number: dict[str, int]) -> str:
    if name not in taken:
        return name
    number = next_number.get(name, 2)
    while f"{name} ({number})" in taken:
        number += 1
    next_number[name] = number + 1
    return f"{name} ({number})"
