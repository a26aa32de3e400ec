"""What a telephone system tells of a call, read from its JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from idic.domain.interact.telephony.enums import CallEvent, Direction, Refusal
from idic.domain.interact.telephony.errors import EventRefused
from idic.foundation.texts import trimmed

_LONGEST_LINK = 500


@dataclass(frozen=True)
class Told:
    """`other` is the number of the other side as it came, `line` ours; empty or None where nothing was told."""

    call: str
    event: str
    at: datetime | None = None
    direction: str = ""
    other: str = ""
    line: str = ""
    extensions: tuple[str, ...] = ()
    queue: str = ""
    recording: str = ""


def read_event(body: bytes) -> Told:
    """Raises EventRefused."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise EventRefused(Refusal.UNREADABLE) from error
    if not isinstance(data, dict):
        raise EventRefused(Refusal.UNREADABLE)
    call, event, direction = _text(data, "call", 120), _text(data, "event", 20), _text(data, "direction", 20)
    if not call or event not in CallEvent.values or direction not in ("", *Direction.values):
        raise EventRefused(Refusal.UNREADABLE)
    other, line = _text(data, "from", 100), _text(data, "to", 100)
    if direction == Direction.OUTBOUND:
        other, line = line, other
    return Told(
        call, event, _moment(data), direction, other, line[:32], _extensions(data), _text(data, "queue", 60),
        _link(data),
    )  # fmt: skip


def _text(data: dict[str, Any], name: str, longest: int) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise EventRefused(Refusal.UNREADABLE)
    return trimmed(str(value), longest)


def _moment(data: dict[str, Any]) -> datetime | None:
    """With its offset: a time without one could be anybody's."""
    text = _text(data, "at", 40)
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise EventRefused(Refusal.UNREADABLE)
    return found


def _extensions(data: dict[str, Any]) -> tuple[str, ...]:
    """One, or all that ring together."""
    value = data.get("extension")
    many = value if isinstance(value, list) else [value]
    found = (_text({"one": one}, "one", 11) for one in many[:50])
    return tuple(one for one in found if one.isascii() and one.isdecimal() and len(one) <= 10)


def _link(data: dict[str, Any]) -> str:
    """Only a secure address is ever shown as a link; anything else is left out and the event stands."""
    text = _text(data, "recording", _LONGEST_LINK + 1)
    is_plain = text.isascii() and text.isprintable() and not any(sign in text for sign in " \"'<>\\")
    return text if text.startswith("https://") and is_plain and len(text) <= _LONGEST_LINK else ""
