"""What a reader asks of the trail, read from the address. What cannot be read is left out: an old link still opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.doors.web.audit.subjects import subject_words
from idic.doors.web.timeline.words import WORDINGS
from idic.foundation.events.queries.audit import TrailFilter
from idic.foundation.languages import formats
from idic.foundation.texts import trimmed

#: A text is looked for in so many days unless the reader names a period or a record: no index helps there.
TEXT_DAYS = 90
_LONGEST_TEXT = 100


@dataclass(frozen=True)
class Asked:
    filter: TrailFilter
    # the parameters in force, as an address carries them
    parameters: dict[str, str]
    chips: tuple[tuple[str, str, str], ...]
    is_period_assumed: bool = False


def read_asked(parameters: Mapping[str, str], people: Mapping[int, str]) -> Asked:
    subjects = subject_words()
    kept: dict[str, str] = {}
    chips: list[tuple[str, str, str]] = []
    verb = parameters.get("verb", "")
    if verb in WORDINGS:
        kept["verb"] = verb
        chips.append(("verb", _("What"), str(WORDINGS[verb].title)))
    actor_id = _number(parameters.get("actor", ""))
    if actor_id is not None and actor_id in people:
        kept["actor"] = str(actor_id)
        chips.append(("actor", _("Who"), people[actor_id]))
    else:
        actor_id = None
    kind = parameters.get("noun", "")
    if kind in subjects:
        kept["noun"] = kind
        chips.append(("noun", _("Kind of record"), subjects[kind]))
    record = _number(parameters.get("record", ""))
    if record is not None:
        kept["record"] = str(record)
        chips.append(("record", _("Number of the record"), str(record)))
    first, last = _day(parameters.get("from", "")), _day(parameters.get("to", ""))
    for name, label, day in (("from", _("From"), first), ("to", _("To"), last)):
        if day is not None:
            kept[name] = day.isoformat()
            chips.append((name, label, formats.day(day)))
    text = trimmed(parameters.get("q", ""), _LONGEST_TEXT)
    if not text.isprintable():
        text = ""
    if text:
        kept["q"] = text
        chips.append(("q", _("Text"), text))
    is_assumed = bool(text) and first is None and record is None
    if is_assumed:
        first = timezone.localdate() - timedelta(days=TEXT_DAYS)
    return Asked(
        TrailFilter(
            verb=kept.get("verb", ""), actor_id=actor_id, subject_kind=kept.get("noun", ""), subject_id=record,
            first=first, last=last, text=text,
        ),
        kept,
        tuple(chips),
        is_assumed,
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # A day more is added and a time zone taken away: at the ends of the calendar there is no room for either.
    return day if date(1900, 1, 1) <= day <= date(9000, 1, 1) else None
