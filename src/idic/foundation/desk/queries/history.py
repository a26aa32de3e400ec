from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.events.models import Event

# The custom attributes of a record and a customer's facts lie one level deeper.
_INNER = ("facts", "attributes")
# A field of people, days and moments is called in events as its column is.
_ENDINGS = ("", "_id", "_on", "_at")


@dataclass(frozen=True)
class FieldChange:
    event_id: int
    at: datetime
    actor_id: int | None
    agent: str
    who: str
    before: object
    after: object


def field_history(noun: str, pk: int, name: str, *, limit: int = 20) -> list[FieldChange]:
    """What the field held before, newest first, with who changed it and when: two queries."""
    keys = _keys(name)
    touched = Q()
    for key in keys:
        touched |= Q(after__has_key=key) | Q(before__has_key=key)
    for inner in _INNER:
        for key in keys:
            touched |= Q(**{f"after__{inner}__has_key": key}) | Q(**{f"before__{inner}__has_key": key})
    events = Event.objects.filter(touched, subject_kind=noun, subject_id=pk).order_by("-id")
    found = [event for event in events[: limit * 3] if _value(event.before, keys) != _value(event.after, keys)][:limit]
    names = names_of_users({event.actor_id for event in found if event.actor_id is not None})
    return [
        FieldChange(
            event.pk, event.at, event.actor_id, event.agent, names.get(event.actor_id or 0, ""),
            _value(event.before, keys), _value(event.after, keys),
        )
        for event in found
    ]  # fmt: skip


def latest_change(noun: str, pk: int, name: str) -> FieldChange | None:
    return next(iter(field_history(noun, pk, name, limit=1)), None)


def record_events(noun: str, pk: int, *, before_id: int | None = None, limit: int = 30) -> list[Event]:
    """Everything that happened to the record itself, newest first."""
    events = Event.objects.filter(subject_kind=noun, subject_id=pk)
    if before_id is not None:
        events = events.filter(pk__lt=before_id)
    return list(events.order_by("-id")[:limit])


def _keys(name: str) -> tuple[str, ...]:
    return tuple(f"{name}{ending}" for ending in _ENDINGS)


def _value(side: Mapping[str, object], keys: tuple[str, ...]) -> object:
    for key in keys:
        if key in side:
            return side[key]
        for inner in _INNER:
            nested = side.get(inner)
            if isinstance(nested, Mapping) and key in nested:
                return nested[key]
    return None
