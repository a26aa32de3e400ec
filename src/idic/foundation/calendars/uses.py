"""Whether something was measured with a calendar is known to rooms above, which register a finder: from then on new hours
are a new version, so that what was measured keeps the hours it was measured with."""

from __future__ import annotations

from collections.abc import Callable

#: id of the calendar -> whether something was measured with it
Finder = Callable[[int], bool]

_finders: list[Finder] = []


def finds_measured(finder: Finder) -> Finder:
    if finder not in _finders:
        _finders.append(finder)
    return finder


def is_measured_with(calendar_id: int) -> bool:
    return any(finder(calendar_id) for finder in _finders)
