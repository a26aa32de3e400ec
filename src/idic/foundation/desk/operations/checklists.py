from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.errors import TextMissing
from idic.foundation.desk.models import Checklist, ChecklistItem
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

TITLE_LIMIT, ITEM_LIMIT, MOST_ITEMS = 120, 300, 200


@transaction.atomic
def add_checklist(noun: str, pk: int, *, title: str, items: Sequence[str] = (), by: User) -> Checklist:
    """`items` may come from a list that was used before."""
    subject = access_subject(by, noun, pk, action="change")
    checklist = Checklist.objects.create(
        noun=subject.code, subject_id=subject.pk, title=_text(title, TITLE_LIMIT), created_by=by,
        created_at=timezone.now(),
    )  # fmt: skip
    ChecklistItem.objects.bulk_create(
        ChecklistItem(checklist=checklist, text=_text(text, ITEM_LIMIT), position=position)
        for position, text in enumerate(items[:MOST_ITEMS])
    )
    append_event(
        NewEvent(
            "checklist.added", subject.code, subject.pk, subject.customer_id,
            after={"checklist_id": checklist.pk, "name": checklist.title},
        ),
        by=by,
    )  # fmt: skip
    return checklist


@transaction.atomic
def delete_checklist(checklist_id: int, *, by: User) -> Checklist:
    checklist, subject = _locked(checklist_id, by)
    checklist.deleted_at = timezone.now()
    checklist.save(update_fields=["deleted_at"])
    append_event(
        NewEvent(
            "checklist.deleted", subject.code, subject.pk, subject.customer_id,
            before={"checklist_id": checklist.pk, "name": checklist.title},
        ),
        by=by,
    )  # fmt: skip
    return checklist


@transaction.atomic
def add_item(checklist_id: int, *, text: str, by: User) -> ChecklistItem:
    checklist, subject = _locked(checklist_id, by)
    last = checklist.items.aggregate(last=Max("position"))["last"]
    item = ChecklistItem.objects.create(
        checklist=checklist, text=_text(text, ITEM_LIMIT), position=0 if last is None else last + 1
    )
    append_event(
        NewEvent(
            "checklist.item_added", subject.code, subject.pk, subject.customer_id,
            after={"checklist_id": checklist.pk, "item_id": item.pk, "name": item.text},
        ),
        by=by,
    )  # fmt: skip
    return item


@transaction.atomic
def set_item_done(item_id: int, *, is_done: bool, by: User) -> ChecklistItem:
    item, subject = _locked_item(item_id, by)
    if (item.done_at is not None) == is_done:
        return item
    item.done_at, item.done_by = (timezone.now(), by) if is_done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    after = {"checklist_id": item.checklist_id, "item_id": item.pk, "name": item.text}
    if is_done:
        append_event(NewEvent("checklist.item_done", subject.code, subject.pk, subject.customer_id, after=after), by=by)
    else:
        append_event(
            NewEvent("checklist.item_reopened", subject.code, subject.pk, subject.customer_id, after=after), by=by
        )
    return item


@transaction.atomic
def move_item(item_id: int, *, up: bool, by: User) -> ChecklistItem:
    """One place up or down; the order of a list leaves no event."""
    item, _subject = _locked_item(item_id, by)
    rows = list(
        ChecklistItem.objects.select_for_update().filter(checklist=item.checklist_id).order_by("position", "id")
    )
    at = next(number for number, row in enumerate(rows) if row.pk == item.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for position, row in enumerate(rows):
            row.position = position
        ChecklistItem.objects.bulk_update(rows, ["position"])
    return item


@transaction.atomic
def remove_item(item_id: int, *, by: User) -> Checklist:
    item, subject = _locked_item(item_id, by)
    checklist, number = item.checklist, item.pk
    item.delete()
    append_event(
        NewEvent(
            "checklist.item_removed", subject.code, subject.pk, subject.customer_id,
            before={"checklist_id": checklist.pk, "item_id": number, "name": item.text},
        ),
        by=by,
    )  # fmt: skip
    return checklist


def _locked(checklist_id: int, by: User) -> tuple[Checklist, Subject]:
    found = Checklist.objects.select_for_update().filter(pk=checklist_id, deleted_at__isnull=True).first()
    if found is None:
        raise NotVisible
    return found, access_subject(by, found.noun, found.subject_id, action="change")


def _locked_item(item_id: int, by: User) -> tuple[ChecklistItem, Subject]:
    item = ChecklistItem.objects.select_related("checklist").filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    _checklist, subject = _locked(item.checklist_id, by)
    return ChecklistItem.objects.select_related("checklist").select_for_update(of=("self",)).get(pk=item_id), subject


def _text(text: str, limit: int) -> str:
    text = one_line(text, limit)
    if not text:
        raise TextMissing
    return text
