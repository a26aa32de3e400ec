from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access, may
from idic.foundation.desk.errors import FieldConflict
from idic.foundation.desk.queries.history import latest_change
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.desk.typed import Typed, same, typed_value
from idic.foundation.nouns.errors import FieldLocked, RecordOutdated, ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.nouns.registry import fields_of, noun_of

# Others may write other fields of the record between our reading and our writing; so often is read anew.
_ATTEMPTS = 4


@dataclass(frozen=True)
class Saved:
    """`also` are the other fields that the change moved: a given name is a part of the name."""

    subject: Subject
    field: Field
    is_changed: bool
    also: tuple[str, ...] = ()


def field_access(user: User, noun: str, field: Field) -> GroupAccess:
    """How far this user reaches into one field of a record that they see."""
    return group_access(user, noun_of(noun).grouped_as, field.group if field.group in AttributeGroup.values else "")


def editable_field(user: User, noun: str, name: str) -> Field:
    field = fields_of(noun, user).get(name)
    if field is None or field.input == Input.NONE or not may(user, noun_of(noun).permission("change")):
        raise FieldLocked(name)
    if field_access(user, noun, field) < GroupAccess.CHANGED:
        raise FieldLocked(name)
    return field


def change_field(noun: str, pk: int, *, name: str, value: Typed, was: Typed, by: User) -> Saved:
    """One field, as the writer typed it; `was` is what they saw there.

    What others wrote into other fields meanwhile stands beside it. Where the same field holds neither what was seen nor
    what is typed, FieldConflict tells whose word stands there; sent again with that as `was`, the writer's word is taken.
    """
    field = editable_field(by, noun, name)
    if field.is_required and not value:
        raise ValueRefused(name, _("This cannot be empty."))
    for attempt in range(_ATTEMPTS):
        subject = access_subject(by, noun, pk, action="change")
        now = typed_value(field, subject.record)
        if same(now, value):
            return Saved(subject, field, is_changed=False)
        if not same(now, was):
            change = latest_change(subject.code, subject.pk, name)
            raise FieldConflict(name, now, who=change.who if change else "", at=change.at if change else None)
        if subject.noun.change is None:
            raise FieldLocked(name)
        before = _typed_values(by, subject)
        try:
            record: Any = subject.noun.change(
                subject.record, {name: value}, version=subject.noun.version_of(subject.record), by=by
            )
        except RecordOutdated:
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        changed = Subject(subject.noun, record)
        after = _typed_values(by, changed)
        also = tuple(one for one in after if one != name and after[one] != before.get(one))
        return Saved(changed, field, is_changed=True, also=also)
    raise RecordOutdated


def _typed_values(user: User, subject: Subject) -> dict[str, Typed]:
    return {
        name: typed_value(field, subject.record)
        for name, field in fields_of(subject.code, user).items()
        if field.input != Input.NONE and field.value is not None
    }
