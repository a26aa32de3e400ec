"""What a person did can be taken back: each verb's room says how, and a toast offers it.

The taking back is an act of its own with an event of its own; nothing is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event

if TYPE_CHECKING:
    from idic.foundation.accounts.models import User

Undo = Callable[["Event", "User"], None]

UNDO_FOR = timedelta(hours=24)
#: A save that changed nothing leaves no event: what was done before it must not be offered in its place.
JUST_NOW = timedelta(seconds=10)

_undoers: dict[str, Undo] = {}


class UndoRefused(Exception):
    """`str()` is a translated sentence for the reader."""


class NothingToUndo(UndoRefused):
    def __str__(self) -> str:
        return str(_("This cannot be taken back: it is too long ago, was taken back already, or was not done by you."))


class ChangedSince(UndoRefused):
    """A room raises it when the record no longer holds what the act had left there."""

    def __str__(self) -> str:
        return str(_("This was changed again since, so it is left as it is. Open the record to see its history."))


def undoes(*verbs: str) -> Callable[[Undo], Undo]:
    """The function checks the right of `by`, restores, and appends the event of what it did; it raises ChangedSince
    where restoring would overwrite somebody's later word."""

    def register(function: Undo) -> Undo:
        for verb in verbs:
            _undoers[verb] = function
        return function

    return register


def can_undo(verb: str) -> bool:
    return verb in _undoers


def latest_event_id(by: User, subject_kind: str, subject_id: int) -> int | None:
    """What this person has just done to the record, if it can be taken back."""
    found = (
        Event.objects.filter(
            subject_kind=subject_kind, subject_id=subject_id, actor_id=by.pk, at__gte=timezone.now() - JUST_NOW
        )
        .order_by("-id")
        .first()
    )
    return found.pk if found is not None and can_undo(found.verb) else None


@transaction.atomic
def undo_event(event_id: int, *, by: User) -> Event:
    """Once, within a day, and only by the person who did it."""
    with connection.cursor() as cursor:
        # A double click: the second one waits here, and then finds that it was done.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.undo.' || %s, 0))", [str(event_id)])
    event = Event.objects.filter(pk=event_id, actor_id=by.pk, at__gte=timezone.now() - UNDO_FOR).first()
    if event is None or not can_undo(event.verb):
        raise NothingToUndo
    history = Event.objects.filter(subject_kind=event.subject_kind, subject_id=event.subject_id, id__gt=event.pk)
    if history.filter(verb="act.undone", cause_id=event.pk).exists():
        raise NothingToUndo
    _undoers[event.verb](event, by)
    append_event(
        NewEvent(
            "act.undone", event.subject_kind, event.subject_id, customer_id=event.customer_id, cause_id=event.pk,
            after={"verb": event.verb},
        ),
        by=by,
    )  # fmt: skip
    return event
