"""Windows of one local day, in minutes since its midnight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from idic.methods.business_clock.errors import WindowsOverlap, WindowUnreadable

MINUTES_OF_DAY = 24 * 60
_WINDOW = re.compile(r"(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """[opens, closes). Midnight at the end of the day is 1440; what goes on after it is a window of the next day."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MINUTES_OF_DAY:
            raise WindowUnreadable(str(self))

    def __str__(self) -> str:
        return f"{clock_time(self.opens)}-{clock_time(self.closes)}"


Windows = tuple[Window, ...]


def clock_time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def minutes_of(text: str) -> tuple[int, int]:
    """The two ends as written: the second may lie before the first, over midnight."""
    found = _WINDOW.fullmatch(text.strip())
    if found is None:
        raise WindowUnreadable(text)
    hour, minute, to_hour, to_minute = (int(part) for part in found.groups())
    ends = hour * 60 + minute, to_hour * 60 + to_minute
    if max(ends) > MINUTES_OF_DAY:
        raise WindowUnreadable(text)
    return ends


def window(text: str) -> Window:
    opens, closes = minutes_of(text)
    if not opens < closes:
        raise WindowUnreadable(text)
    return Window(opens, closes)


def windows(texts: Iterable[str]) -> Windows:
    return in_order(window(text) for text in texts)


def in_order(given: Iterable[Window]) -> Windows:
    """Sorted; windows that only touch stay two."""
    kept = tuple(sorted(given))
    for first, second in pairwise(kept):
        if second.opens < first.closes:
            raise WindowsOverlap(str(first), str(second))
    return kept
