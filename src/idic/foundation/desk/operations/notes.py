from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.errors import NotTheAuthor, TextMissing, TextTooLong
from idic.foundation.desk.markdown import TEXT_LIMIT, mentioned_in
from idic.foundation.desk.models import Note, NoteVersion
from idic.foundation.desk.operations.notifications import notify
from idic.foundation.desk.subjects import Subject, access_subject, refuse_locked
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.nouns.errors import RecordOutdated
from idic.foundation.texts import trimmed


@transaction.atomic
def add_note(noun: str, pk: int, *, text: str, by: User) -> Note:
    """Whoever sees a record may write about it, unless it is locked. The event tells how long the note is, never what
    it says."""
    subject = access_subject(by, noun, pk)
    refuse_locked(subject)
    text = _checked(text)
    note = Note.objects.create(
        noun=subject.code, subject_id=subject.pk, text=text, author=by, mentions=mentioned_in(text),
        created_at=timezone.now(),
    )  # fmt: skip
    event_id = append_event(
        NewEvent(
            "note.added", subject.code, subject.pk, subject.customer_id,
            after={"note_id": note.pk, "length": len(text)},
        ),
        by=by,
    )  # fmt: skip
    _tell_mentioned(note, note.mentions, subject, event_id, by)
    return note


@transaction.atomic
def edit_note(note_id: int, *, text: str, version: int, by: User) -> Note:
    """Only by the author; what it said before is kept, and only the newly mentioned hear of it."""
    note, subject = _locked(note_id, by)
    if note.author_id != by.pk:
        raise NotTheAuthor
    refuse_locked(subject)
    if note.version != version:
        raise RecordOutdated
    text = _checked(text)
    if text == note.text:
        return note
    now = timezone.now()
    NoteVersion.objects.create(note=note, text=note.text, version=note.version, replaced_at=now)
    known, before = set(note.mentions), len(note.text)
    note.text, note.mentions, note.version, note.edited_at = text, mentioned_in(text), note.version + 1, now
    note.save(update_fields=["text", "mentions", "version", "edited_at"])
    event_id = append_event(
        NewEvent(
            "note.changed", subject.code, subject.pk, subject.customer_id, before={"length": before},
            after={"note_id": note.pk, "length": len(text)},
        ),
        by=by,
    )  # fmt: skip
    _tell_mentioned(note, [one for one in note.mentions if one not in known], subject, event_id, by)
    return note


@transaction.atomic
def pin_note(note_id: int, *, is_pinned: bool, by: User) -> Note:
    note, subject = _locked(note_id, by)
    if note.is_pinned == is_pinned:
        return note
    note.is_pinned = is_pinned
    note.save(update_fields=["is_pinned"])
    after = {"note_id": note.pk}
    if is_pinned:
        append_event(NewEvent("note.pinned", subject.code, subject.pk, subject.customer_id, after=after), by=by)
    else:
        append_event(NewEvent("note.unpinned", subject.code, subject.pk, subject.customer_id, after=after), by=by)
    return note


@transaction.atomic
def delete_note(note_id: int, *, by: User) -> Note:
    """By the author, or by who manages users; it can be taken back."""
    note, subject = _locked(note_id, by)
    if note.author_id != by.pk and not may(by, "user.manage"):
        raise NotTheAuthor
    note.deleted_at = timezone.now()
    note.save(update_fields=["deleted_at"])
    append_event(
        NewEvent("note.deleted", subject.code, subject.pk, subject.customer_id, before={"note_id": note.pk}), by=by
    )
    return note


def _locked(note_id: int, by: User) -> tuple[Note, Subject]:
    note = Note.objects.select_for_update().filter(pk=note_id, deleted_at__isnull=True).first()
    if note is None:
        raise NotVisible
    return note, access_subject(by, note.noun, note.subject_id)


def _checked(text: str) -> str:
    text = trimmed(text.replace("\r\n", "\n"))
    if not text:
        raise TextMissing
    if len(text) > TEXT_LIMIT:
        raise TextTooLong(TEXT_LIMIT)
    return text


def _tell_mentioned(note: Note, people: list[int], subject: Subject, event_id: int, by: User) -> None:
    if people:
        notify(
            people, NotificationKind.MENTION, noun=subject.code, subject_id=subject.pk, data={"note_id": note.pk}, by=by,
            event_id=event_id,
        )  # fmt: skip
