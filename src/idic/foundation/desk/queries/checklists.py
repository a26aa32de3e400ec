from __future__ import annotations

from django.db.models import Prefetch

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Checklist, ChecklistItem
from idic.foundation.desk.subjects import Subject, access_subject

_MOST = 20


def checklists_of(subject: Subject) -> list[Checklist]:
    items = ChecklistItem.objects.select_related("done_by").order_by("position", "pk")
    rows = Checklist.objects.filter(noun=subject.code, subject_id=subject.pk, deleted_at__isnull=True)
    return list(rows.prefetch_related(Prefetch("items", items)).order_by("pk")[:_MOST])


def access_checklist(user: User, pk: int, *, action: str = "see") -> tuple[Checklist, Subject]:
    found = Checklist.objects.filter(pk=pk, deleted_at__isnull=True).first()
    if found is None:
        raise NotVisible
    return found, access_subject(user, found.noun, found.subject_id, action=action)


def access_item(user: User, checklist_id: int, pk: int, *, action: str = "see") -> tuple[ChecklistItem, Subject]:
    checklist, subject = access_checklist(user, checklist_id, action=action)
    found = ChecklistItem.objects.filter(pk=pk, checklist=checklist).first()
    if found is None:
        raise NotVisible
    return found, subject


def texts_like(noun: str, pk: int) -> tuple[str, list[str]] | None:
    """Title and items of a list that this noun had before, taken again from its start."""
    found = Checklist.objects.filter(pk=pk, noun=noun).first()
    if found is None:
        return None
    return found.title, list(found.items.order_by("position", "pk").values_list("text", flat=True))


def used_before(noun: str, *, limit: int = 8) -> list[Checklist]:
    """Lists of this noun under different titles, the newest of each: what is done often can be taken again."""
    rows = Checklist.objects.filter(noun=noun).order_by("title", "-pk").distinct("title")
    return list(rows[:limit])
