from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from idic.doors.web.shell.parts.signs import Tone


@dataclass(frozen=True)
class Change:
    """A field before and after, in words; an empty text was or became nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a timeline, ready to be shown in the reader's language.

    `who` stands beside the time: who acted, or for a purchase where it was made.
    """

    at: datetime
    icon: str
    tone: Tone
    title: str
    text: str = ""
    who: str = ""
    href: str = ""
    changes: tuple[Change, ...] = field(default_factory=tuple)
