"""How what was done here is taken back."""

from __future__ import annotations

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Attachment, Checklist, Note, Tag
from idic.foundation.desk.operations.tags import put_tag, take_tag
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import ChangedSince, undoes


@undoes("note.deleted")
def bring_note_back(event: Event, by: User) -> None:
    subject = access_subject(by, event.subject_kind, event.subject_id)
    note = Note.objects.select_for_update().filter(pk=_number(event, "note_id"), deleted_at__isnull=False).first()
    if note is None:
        raise ChangedSince
    note.deleted_at = None
    note.save(update_fields=["deleted_at"])
    append_event(
        NewEvent(
            "note.restored",
            subject.code,
            subject.pk,
            subject.customer_id,
            cause_id=event.pk,
            after={"note_id": note.pk},
        ),
        by=by,
    )


@undoes("attachment.removed")
def bring_attachment_back(event: Event, by: User) -> None:
    subject = access_subject(by, event.subject_kind, event.subject_id, action="change")
    rows = Attachment.objects.select_for_update().filter(pk=_number(event, "attachment_id"), deleted_at__isnull=False)
    found = rows.first()
    if found is None:
        raise ChangedSince
    found.deleted_at = None
    found.save(update_fields=["deleted_at"])
    append_event(
        NewEvent(
            "attachment.restored", subject.code, subject.pk, subject.customer_id, cause_id=event.pk,
            after={"attachment_id": found.pk, "name": found.name},
        ),
        by=by,
    )  # fmt: skip


@undoes("checklist.deleted")
def bring_checklist_back(event: Event, by: User) -> None:
    subject = access_subject(by, event.subject_kind, event.subject_id, action="change")
    rows = Checklist.objects.select_for_update().filter(pk=_number(event, "checklist_id"), deleted_at__isnull=False)
    found = rows.first()
    if found is None:
        raise ChangedSince
    found.deleted_at = None
    found.save(update_fields=["deleted_at"])
    append_event(
        NewEvent(
            "checklist.restored", subject.code, subject.pk, subject.customer_id, cause_id=event.pk,
            after={"checklist_id": found.pk, "name": found.title},
        ),
        by=by,
    )  # fmt: skip


@undoes("tag.added")
def take_tag_back(event: Event, by: User) -> None:
    take_tag(event.subject_kind, event.subject_id, tag_id=_number(event, "tag_id"), by=by)


@undoes("tag.removed")
def put_tag_back(event: Event, by: User) -> None:
    if not Tag.objects.filter(pk=_number(event, "tag_id")).exists():
        raise ChangedSince
    put_tag(event.subject_kind, event.subject_id, tag_id=_number(event, "tag_id"), by=by)


def _number(event: Event, name: str) -> int:
    """What was taken away stands in `before`, what came in `after`."""
    value = {**event.before, **event.after}.get(name)
    return value if isinstance(value, int) else 0
