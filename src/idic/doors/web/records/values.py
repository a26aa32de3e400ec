"""A record's fields as the reader sees them: in words, masked or hidden as their role says, and whether they may be
changed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import people_choices, team_choices
from idic.foundation.accounts.rules import PERMISSIONS, may
from idic.foundation.desk.operations.fields import field_access
from idic.foundation.desk.subjects import Subject
from idic.foundation.desk.typed import Typed, typed_value
from idic.foundation.languages import formats
from idic.foundation.languages.values import written
from idic.foundation.nouns.families import FAMILIES
from idic.foundation.nouns.fields import Field, Input, Shown
from idic.foundation.nouns.registry import fields_of

CHOSEN = (Input.CHOICE, Input.CHOICES, Input.USER, Input.TEAM)


@dataclass(frozen=True)
class ShownField:
    field: Field
    text: str
    href: str
    is_editable: bool
    is_masked: bool = False


@dataclass(frozen=True)
class FieldGroup:
    """`filled` stand in sight, `empty` are behind “Add a value”."""

    family: str
    label: str
    filled: list[ShownField]
    empty: list[ShownField]


def record_fields(user: User, subject: Subject) -> dict[str, Field]:
    """What the noun itself declares and its custom attributes; what higher rooms know has panels of its own."""
    own = {one.name for one in subject.noun.fields}
    access_to = _reading(user, subject)
    return {
        name: one
        for name, one in fields_of(subject.code, user).items()
        if (name in own or one.attribute_id is not None or one.input != Input.NONE)
        and one.value is not None
        and access_to(one) > GroupAccess.HIDDEN
    }


def _reading(user: User, subject: Subject) -> Callable[[Field], GroupAccess]:
    """Many fields share few groups: each of these is asked for once."""
    known: dict[str, GroupAccess] = {}

    def access_to(field: Field) -> GroupAccess:
        found = known.get(field.group)
        if found is None:
            found = known[field.group] = field_access(user, subject.code, field)
        return found

    return access_to


def field_groups(user: User, subject: Subject) -> list[FieldGroup]:
    shown: dict[str, list[ShownField]] = {}
    access_to = _reading(user, subject)
    for one in record_fields(user, subject).values():
        shown.setdefault(one.family, []).append(_shown(user, subject, one, access_to(one)))
    known = [family for family in FAMILIES if family in shown] + [one for one in shown if one not in FAMILIES]
    groups = []
    for family in known:
        filled = [one for one in shown[family] if one.text]
        empty = [one for one in shown[family] if not one.text and one.is_editable]
        if filled or empty:
            groups.append(FieldGroup(family, str(FAMILIES.get(family, family)), filled, empty))
    return groups


def may_reveal(user: User, noun: str) -> bool:
    permission = f"{noun}.reveal"
    return permission in PERMISSIONS and may(user, permission)


def shown_field(user: User, subject: Subject, field: Field) -> ShownField:
    return _shown(user, subject, field, field_access(user, subject.code, field))


def _shown(user: User, subject: Subject, field: Field, access: GroupAccess) -> ShownField:
    text, href = _words(field, subject.record)
    if access == GroupAccess.MASKED and text:
        masked = shown_text(user, subject.code, field.group, field.name, text).text
        return ShownField(field, masked, "", is_editable=False, is_masked=True)
    may_edit = (
        field.input != Input.NONE
        and access >= GroupAccess.CHANGED
        and subject.noun.change is not None
        and may(user, subject.noun.permission("change"))
    )
    return ShownField(field, text, href, may_edit)


def typed_in_words(field: Field, value: Typed) -> str:
    """A typed or stored value as the reader knows it, for the history and where two writers met."""
    if isinstance(value, list):
        labels = dict(choices_of(field))
        return ", ".join(labels.get(one, one) for one in value)
    if not value:
        return ""
    if field.input in CHOSEN:
        return dict(choices_of(field)).get(value, value)
    if field.input == Input.YES_NO:
        return {"yes": _("Yes"), "no": _("No"), "True": _("Yes"), "False": _("No")}.get(value, value)
    if field.input == Input.DAY:
        try:
            return formats.day(date.fromisoformat(value))
        except ValueError:
            return value
    return field.spelling.shown(field.spelling.stored(value)) if field.spelling is not None else value


def _words(field: Field, record: Any) -> tuple[str, str]:
    """The value in words, and where it leads if it is an address of the web."""
    value = field.value(record) if field.value is not None else None
    if field.names is not None and value:
        related = getattr(record, "_state", None) and record._state.fields_cache.get(field.name)
        if related:
            # Loaded with the record: its name costs no query.
            return str(related), ""
    text = str(value) if isinstance(value, Model) else written(field, value)
    return text, text if field.shown == Shown.LINK and text.startswith(("https://", "http://")) else ""


def choices_of(field: Field) -> list[tuple[str, str]]:
    """What a person may choose from; people and teams also where the noun names none."""
    offered = [(code, str(label)) for code, label in field.choices]
    if not offered and field.input == Input.USER:
        return people_choices()
    if not offered and field.input == Input.TEAM:
        return team_choices()
    return offered


def typed_of(field: Field, subject: Subject) -> Typed:
    return typed_value(field, subject.record)
