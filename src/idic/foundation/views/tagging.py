"""Tags on many records at once, for every noun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Tag, Tagging
from idic.foundation.nouns.errors import ValueRefused
from idic.foundation.nouns.fields import Field, Input, ReadChoices
from idic.foundation.nouns.registry import noun_of
from idic.foundation.texts import one_line
from idic.foundation.views.acts import BulkAct, Done, Values
from idic.methods.normalise.text import normalise
from idic.methods.predicate import FieldType

_LONGEST = 60


def tag_acts(noun: str) -> tuple[BulkAct, BulkAct]:
    def choices() -> list[tuple[str, str]]:
        return [
            (str(pk), name) for pk, name in Tag.objects.filter(noun=noun).order_by("name").values_list("pk", "name")
        ]

    tag = Field(
        "tag", "record", FieldType.CODE, _("Tag"), "", ReadChoices(choices), input=Input.CHOICE, is_required=True
    )
    name = Field("tag", "record", FieldType.TEXT, _("Tag"), "", input=Input.TEXT, is_required=True)

    def check_new(typed: Values, by: User) -> dict[str, Any]:
        """A word that no tag has yet becomes one when the job begins."""
        word = one_line(normalise(str(typed.get("tag") or "")), _LONGEST)
        if not word:
            raise ValueRefused("tag", _now("Write the tag."))
        known = Tag.objects.filter(noun=noun, name__iexact=word).first()
        if known is None:
            known = Tag.objects.create(noun=noun, name=word, created_by=by, created_at=timezone.now())
        return {"tag": known.pk, "name": known.name}

    def check_known(typed: Values, by: User) -> dict[str, Any]:
        text = str(typed.get("tag") or "")
        known = Tag.objects.filter(noun=noun, pk=int(text)).first() if text.isascii() and text.isdecimal() else None
        if known is None:
            raise ValueRefused("tag", _now("Choose one from the list."))
        return {"tag": known.pk, "name": known.name}

    def put(ids: Sequence[int], tag_id: int) -> set[int]:
        if not Tag.objects.filter(pk=tag_id, noun=noun).exists():
            return set()
        has = set(Tagging.objects.filter(tag_id=tag_id, subject_id__in=ids).values_list("subject_id", flat=True))
        missing = [pk for pk in ids if pk not in has]
        Tagging.objects.bulk_create(
            [Tagging(noun=noun, subject_id=pk, tag_id=tag_id) for pk in missing], ignore_conflicts=True
        )
        return set(missing)

    def take(ids: Sequence[int], tag_id: int) -> set[int]:
        found = Tagging.objects.filter(tag_id=tag_id, noun=noun, subject_id__in=ids)
        taken = set(found.values_list("subject_id", flat=True))
        found.delete()
        return taken

    def add(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
        return [Done(pk, {"had": False}, {"had": True}) for pk in sorted(put(ids, values["tag"]))]

    def remove(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
        return [Done(pk, {"had": True}, {"had": False}) for pk in sorted(take(ids, values["tag"]))]

    def unadd(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
        return take([one.record_id for one in done], values["tag"])

    def unremove(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
        return put([one.record_id for one in done], values["tag"])

    change = noun_of(noun).permission("change")
    return (
        BulkAct(
            "add-tag", noun, _("Add a tag"), change, lambda by: [name], check_new, add, unadd, icon="tag", order=30
        ),
        BulkAct(
            "remove-tag", noun, _("Remove a tag"), change, lambda by: [tag], check_known, remove, unremove,
            icon="tag-off", order=31,
        ),
    )  # fmt: skip
