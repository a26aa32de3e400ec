"""Verb -> icon, tone, title and sentence. An event is data; here it becomes words, in the reader's language.

Placeholders are the keys of the event's `after` (else `before`) in words, and `note`; a sentence is shown only where
every value it names is there.
"""

from __future__ import annotations

from idic.doors.web.timeline.words import (
    calendars,
    cases,
    chat,
    complaints,
    contact_places,
    customers,
    desk,
    knowledge,
    loyalty,
    mail,
    plans,
    privacy,
    running,
    standards,
    web_forms,
)
from idic.doors.web.timeline.words.labels import AGENTS, FIELD_LABELS
from idic.doors.web.timeline.words.wording import Wording

__all__ = ["AGENTS", "FIELD_LABELS", "UNKNOWN_ICONS", "VERB_ICONS", "WORDINGS", "Wording"]

_ROOMS = (
    calendars,
    cases,
    chat,
    complaints,
    contact_places,
    customers,
    desk,
    knowledge,
    loyalty,
    mail,
    plans,
    privacy,
    running,
    standards,
    web_forms,
)

VERB_ICONS: dict[str, str] = {verb: icon for room in _ROOMS for verb, icon in room.ICONS.items()}
UNKNOWN_ICONS: dict[str, str] = {"event": "point"}
WORDINGS: dict[str, Wording] = {verb: wording for room in _ROOMS for verb, wording in room.WORDINGS.items()}
