from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes
from idic.foundation.texts import trimmed
from idic.foundation.views.enums import Sharing
from idic.warehouse.models import SavedQuestion
from idic.warehouse.operations.sharing import allowed_sharing, named, team_of
from idic.warehouse.queries.questions import access_question, access_questions, may_change
from idic.warehouse.questions.errors import NotYours, Outdated
from idic.warehouse.questions.question import Question

NOTE_LIMIT = 500


@transaction.atomic
def save_question(
    question: Question, *, name: str, by: User, sharing: str = Sharing.PRIVATE, note: str = ""
) -> SavedQuestion:
    require(by, "question.ask")
    sharing = allowed_sharing(sharing, by=by)
    saved = SavedQuestion.objects.create(
        name=named(name), note=trimmed(note, NOTE_LIMIT), asked=question.stored(), owner=by, sharing=sharing,
        team_id=team_of(sharing, by=by),
    )  # fmt: skip
    _told("question.created", saved, by, after={"name": saved.name, "sharing": sharing})
    return saved


@transaction.atomic
def change_question(
    saved: SavedQuestion,
    *,
    version: int,
    by: User,
    question: Question | None = None,
    name: str | None = None,
    sharing: str | None = None,
    note: str | None = None,
) -> SavedQuestion:
    """What is None stays. What somebody else has changed meanwhile is never overwritten."""
    locked = _locked(saved, by)
    if locked.version != version:
        raise Outdated
    before = _told_of(locked)
    if question is not None:
        locked.asked = question.stored()
    if name is not None:
        locked.name = named(name)
    if note is not None:
        locked.note = trimmed(note, NOTE_LIMIT)
    if sharing is not None and sharing != locked.sharing:
        locked.sharing = allowed_sharing(sharing, by=by)
        locked.team_id = team_of(locked.sharing, by=by)
    after = _told_of(locked)
    if after == before:
        return locked
    locked.version += 1
    locked.save()
    _told("question.changed", locked, by, before=before, after=after)
    return locked


@transaction.atomic
def copy_question(saved: SavedQuestion, *, name: str, by: User) -> SavedQuestion:
    source = access_question(by, saved.pk)
    copied = SavedQuestion.objects.create(name=named(name), note=source.note, asked=source.asked, owner=by)
    _told("question.created", copied, by, after={"name": copied.name, "sharing": copied.sharing, "copy_of": source.pk})
    return copied


@transaction.atomic
def delete_question(saved: SavedQuestion, *, by: User) -> int:
    """It can be taken back. A dashboard that shows it leaves its place empty meanwhile. Returns the event."""
    locked = _locked(saved, by)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=["deleted_at"])
    return _told("question.deleted", locked, by, before={"name": locked.name})


@undoes("question.deleted")
def restore_question(event: Event, by: User) -> None:
    saved = SavedQuestion.objects.select_for_update().filter(pk=event.subject_id).first()
    if saved is None or saved.deleted_at is None or not may_change(by, saved):
        raise ChangedSince
    saved.deleted_at = None
    saved.save(update_fields=["deleted_at"])
    _told("question.restored", saved, by, after={"name": saved.name})


def _locked(saved: SavedQuestion, by: User) -> SavedQuestion:
    locked = access_questions(by).select_for_update().filter(pk=saved.pk).first()
    if locked is None or not may_change(by, locked):
        raise NotYours
    return locked


def _told_of(saved: SavedQuestion) -> dict[str, Any]:
    return {"name": saved.name, "sharing": saved.sharing, "note": saved.note, "asked": saved.asked}


def _told(
    verb: str,
    saved: SavedQuestion,
    by: User,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> int:
    return append_event(NewEvent(verb, "question", saved.pk, before=before or {}, after=after or {}), by=by)
