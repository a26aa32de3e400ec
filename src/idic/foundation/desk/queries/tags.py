from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.models import Tag


@dataclass(frozen=True)
class UsedTag:
    tag: Tag
    records: int


def offered_tags(noun: str, text: str, *, limit: int = 8) -> list[Tag]:
    return list(Tag.objects.filter(noun=noun, name__icontains=text).order_by("name", "pk")[:limit])


def managed_tags(user: User, noun: str) -> list[UsedTag]:
    require(user, "tag.manage")
    counted = Tag.objects.filter(noun=noun).annotate(used=Count("taggings")).order_by("name", "pk")
    return [UsedTag(tag, tag.used) for tag in counted[:500]]
