from __future__ import annotations

from datetime import datetime, timedelta

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.counter.models import Counter


def is_open(counter: Counter, *, at: datetime) -> bool:
    """Whether it gives numbers: switched on, and within its hours."""
    if not counter.is_open:
        return False
    if counter.calendar_id is None:
        return True
    clock = hours_of(counter.calendar_id).clock
    return clock.elapsed(at, at + timedelta(minutes=1)) > timedelta(0)
