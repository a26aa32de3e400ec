"""Pauses of one case. What is paused twice is paused once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from idic.methods.business_clock.calendar import Interval, known
from idic.methods.business_clock.errors import EndBeforeStart
from idic.methods.business_clock.local_time import microseconds

# [from, to); a pause that still goes on has no end.
Pause = tuple[datetime, datetime | None]
ENDLESS = 2**62


def united(pauses: Iterable[Pause]) -> list[Interval]:
    """In order and apart from one another; a pause that still goes on ends at ENDLESS."""
    found: list[Interval] = []
    for begins, ends in sorted(_ends(one) for one in pauses):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def without(whole: Interval, pauses: Iterable[Interval]) -> Iterable[Interval]:
    """The parts of an interval outside pauses that are in order and apart."""
    at, end = whole
    for begins, ends in pauses:
        if begins >= end:
            break
        if ends <= at:
            continue
        if at < begins:
            yield at, begins
        at = ends
    if at < end:
        yield at, end


def covered(whole: Interval, pauses: Iterable[Interval]) -> Iterable[Interval]:
    """The parts of an interval within pauses that are in order and apart."""
    begin, end = whole
    for begins, ends in pauses:
        if begins >= end:
            break
        if ends > begin:
            yield max(begin, begins), min(end, ends)


def _ends(pause: Pause) -> Interval:
    begins, ends = pause
    first = microseconds(known(begins))
    if ends is None:
        return first, ENDLESS
    last = microseconds(known(ends))
    if last < first:
        raise EndBeforeStart(begins.isoformat(), ends.isoformat())
    return first, last
