from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.models import Tag, Tagging
from idic.foundation.desk.subjects import Subject


@dataclass(frozen=True)
class UsedTag:
    tag: Tag
    records: int


def tags_of(subject: Subject) -> list[Tag]:
    return list(Tag.objects.filter(taggings__noun=subject.code, taggings__subject_id=subject.pk).order_by("name", "pk"))


def tags_of_many(noun: str, pks: Sequence[int]) -> dict[int, list[Tag]]:
    """For the rows of one page of a list: one query."""
    rows = Tagging.objects.filter(noun=noun, subject_id__in=pks).select_related("tag").order_by("tag__name", "tag_id")
    found: dict[int, list[Tag]] = {}
    for row in rows:
        found.setdefault(row.subject_id, []).append(row.tag)
    return found


def offered_tags(noun: str, text: str, *, limit: int = 8) -> list[Tag]:
    return list(Tag.objects.filter(noun=noun, name__icontains=text).order_by("name", "pk")[:limit])


def managed_tags(user: User, noun: str) -> list[UsedTag]:
    require(user, "tag.manage")
    counted = Tag.objects.filter(noun=noun).annotate(used=Count("taggings")).order_by("name", "pk")
    return [UsedTag(tag, tag.used) for tag in counted[:500]]
