from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Q, QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.desk.markdown import mentioned_in, rendered
from idic.foundation.desk.models import Note, NoteVersion
from idic.foundation.desk.subjects import Subject, access_subject, may_act
from idic.foundation.storage.remembered import RememberedQuery

PAGE = 20


@dataclass(frozen=True)
class ShownNote:
    note: Note
    html: str


@dataclass(frozen=True)
class NotePage:
    notes: list[ShownNote]
    # where the next page starts: (is_pinned, id)
    next: tuple[bool, int] | None


def notes_of(subject: Subject, *, after: tuple[bool, int] | None = None, size: int = PAGE) -> NotePage:
    """Pinned first, then the newest: two queries for the notes and the names in them."""
    if after is None:
        found = _first(size)(subject.code, subject.pk)
    else:
        pinned, number = after
        older = Q(is_pinned=pinned, pk__lt=number)
        rows = _in_order(subject.code, subject.pk).filter(older | Q(is_pinned=False) if pinned else older)
        found = list(rows[: size + 1])
    shown, more = found[:size], len(found) > size
    return NotePage(shown_notes(shown), (shown[-1].is_pinned, shown[-1].pk) if more else None)


def _in_order(code: str, pk: int) -> QuerySet[Note]:
    rows = Note.objects.filter(noun=code, subject_id=pk, deleted_at__isnull=True)
    return rows.select_related("author").order_by("-is_pinned", "-pk")


@cache
def _first(size: int) -> RememberedQuery[Note]:
    return RememberedQuery(lambda code, pk: _in_order(code, pk)[: size + 1], "a noun", 910_001)


def shown_notes(notes: Iterable[Note]) -> list[ShownNote]:
    notes = list(notes)
    names = names_of_users({one for note in notes for one in note.mentions})
    return [ShownNote(note, rendered(note.text, names)) for note in notes]


def shown_text(text: str) -> str:
    """A text that is not kept yet, as it will look."""
    return rendered(text, names_of_users(mentioned_in(text)))


def access_note(user: User, pk: int) -> tuple[Note, Subject]:
    note = Note.objects.select_related("author").filter(pk=pk, deleted_at__isnull=True).first()
    if note is None:
        raise NotVisible
    return note, access_subject(user, note.noun, note.subject_id)


def versions_of(note: Note) -> list[NoteVersion]:
    return list(note.versions.order_by("-version")[:50])


def mentionable(subject: Subject, text: str, *, limit: int = 6) -> list[User]:
    """Who can sign in, may see the record, and has the typed text in their name or address."""
    people = User.with_rights.filter(is_active=True).order_by("display_name", "pk")
    if text:
        people = people.filter(Q(display_name__icontains=text) | Q(email__istartswith=text))
    return [one for one in people[:limit] if may_act(one, subject.code, subject.pk)]
