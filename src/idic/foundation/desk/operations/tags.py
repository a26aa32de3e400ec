from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.enums import TagColour
from idic.foundation.desk.errors import TagNameMissing, TagNameTaken
from idic.foundation.desk.models import Tag, Tagging
from idic.foundation.desk.subjects import access_subject
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line
from idic.methods.normalise.text import normalise

NAME_LIMIT = 60


@transaction.atomic
def add_tag(noun: str, pk: int, *, name: str, by: User) -> Tag:
    """A word that no tag has yet becomes one."""
    subject = access_subject(by, noun, pk, action="change")
    name = _checked(name)
    tag, _made = Tag.objects.get_or_create(
        noun=subject.code, name__iexact=name, defaults={"name": name, "created_by": by, "created_at": timezone.now()}
    )
    put_tag(subject.code, subject.pk, tag_id=tag.pk, by=by)
    return tag


@transaction.atomic
def put_tag(noun: str, pk: int, *, tag_id: int, by: User) -> None:
    subject = access_subject(by, noun, pk, action="change")
    tag = Tag.objects.filter(pk=tag_id, noun=subject.code).first()
    if tag is None:
        raise NotVisible
    made = Tagging.objects.get_or_create(noun=subject.code, subject_id=subject.pk, tag=tag)[1]
    if made:
        append_event(
            NewEvent(
                "tag.added", subject.code, subject.pk, subject.customer_id, after={"tag_id": tag.pk, "name": tag.name}
            ),
            by=by,
        )


@transaction.atomic
def take_tag(noun: str, pk: int, *, tag_id: int, by: User) -> None:
    subject = access_subject(by, noun, pk, action="change")
    found = (
        Tagging.objects.select_related("tag").filter(noun=subject.code, subject_id=subject.pk, tag_id=tag_id).first()
    )
    if found is None:
        return
    found.delete()
    append_event(
        NewEvent(
            "tag.removed", subject.code, subject.pk, subject.customer_id,
            before={"tag_id": tag_id, "name": found.tag.name},
        ),
        by=by,
    )  # fmt: skip


@transaction.atomic
def change_tag(tag_id: int, *, name: str, colour: str, by: User) -> Tag:
    tag = _managed(tag_id, by)
    name = _checked(name)
    if Tag.objects.filter(noun=tag.noun, name__iexact=name).exclude(pk=tag.pk).exists():
        raise TagNameTaken
    before = {"name": tag.name, "colour": tag.colour}
    tag.name, tag.colour = name, TagColour(colour)
    tag.save(update_fields=["name", "colour"])
    append_event(
        NewEvent("tag.changed", "tag", tag.pk, before=before, after={"name": tag.name, "colour": tag.colour}), by=by
    )
    return tag


@transaction.atomic
def merge_tags(tag_id: int, *, into_id: int, by: User) -> Tag:
    """Every record of the first gets the second; the first is gone."""
    tag, into = _managed(tag_id, by), _managed(into_id, by)
    if tag.noun != into.noun or tag.pk == into.pk:
        raise NotVisible
    rows = Tagging.objects.filter(tag=tag).values_list("subject_id", flat=True)
    Tagging.objects.bulk_create(
        [Tagging(noun=tag.noun, subject_id=one, tag=into) for one in rows.iterator()], batch_size=2000,
        ignore_conflicts=True,
    )  # fmt: skip
    number = tag.pk
    tag.delete()
    append_event(
        NewEvent("tag.merged", "tag", into.pk, before={"tag_id": number, "name": tag.name}, after={"into": into.name}),
        by=by,
    )
    return into


@transaction.atomic
def delete_tag(tag_id: int, *, by: User) -> int:
    """Returns from how many records it was taken."""
    tag = _managed(tag_id, by)
    records, number = Tagging.objects.filter(tag=tag).count(), tag.pk
    tag.delete()
    append_event(NewEvent("tag.deleted", "tag", number, before={"name": tag.name, "records": records}), by=by)
    return records


def _managed(tag_id: int, by: User) -> Tag:
    require(by, "tag.manage")
    tag = Tag.objects.select_for_update().filter(pk=tag_id).first()
    if tag is None:
        raise NotVisible
    return tag


def _checked(name: str) -> str:
    name = one_line(normalise(name), NAME_LIMIT)
    if not name:
        raise TagNameMissing
    return name
