"""The clock of a calendar, made once for each state of it: reading the hours costs more than asking what changed."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.memory import Memory
from idic.methods.business_clock import BusinessClock

_made: Memory[BusinessClock] = Memory(64)


class _State(NamedTuple):
    """Tells two states of a calendar apart, also where a transaction that was taken back used the same number."""

    pk: int
    version: int
    changed: str
    zone: str


def clock_of(calendar_id: int) -> BusinessClock:
    """Also of an archived calendar. It must exist."""
    return kept(("business clock", calendar_id), partial(_of, calendar_id))


def default_clock() -> BusinessClock | None:
    """None where nobody has a default calendar: what is asked then knows weekends only."""
    return kept("default business clock", _of_default)


def _of(calendar_id: int) -> BusinessClock:
    return _clock(Calendar.objects.only("pk", "version", "updated_at", "zone").get(pk=calendar_id))


def _of_default() -> BusinessClock | None:
    found = Calendar.objects.only("pk", "version", "updated_at", "zone").filter(is_default=True).first()
    return None if found is None else _clock(found)


def _clock(calendar: Calendar) -> BusinessClock:
    state = _State(calendar.pk, calendar.version, calendar.updated_at.isoformat(), calendar.zone)
    found = _made.get(state)
    if found is None:
        versions = CalendarVersion.objects.filter(calendar=calendar).order_by("valid_from")
        _made.keep(state, found := BusinessClock(calendar.zone, [one.hours() for one in versions]))
    return found
