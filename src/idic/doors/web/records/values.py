"""A record's fields as the reader sees them: in words, masked or hidden as their role says, and whether they may be
changed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import get_language
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
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import fields_of, reader_key
from idic.foundation.stamps.kept import kept
from idic.foundation.texts import one_line

CHOSEN = (Input.CHOICE, Input.CHOICES, Input.USER, Input.TEAM)
_IN_FRONT = 10


@dataclass(frozen=True)
class ShownField:
    field: Field
    text: str
    href: str
    is_editable: bool
    is_masked: bool = False
    label: str = ""


@dataclass(frozen=True)
class FieldGroup:
    """`filled` stand in sight, `empty` are behind “Add a value”."""

    family: str
    label: str
    filled: list[ShownField]
    empty: list[ShownField]


class _Place(NamedTuple):
    """A field as one reader meets it on every record of the noun."""

    field: Field
    label: str
    access: GroupAccess
    may_edit: bool


def record_fields(user: User, subject: Subject) -> dict[str, Field]:
    """What the noun itself declares and its custom attributes; what higher rooms know has panels of its own."""
    return {one.field.name: one.field for one in _places(user, subject.noun)}


def _places(user: User, noun: Noun) -> list[_Place]:
    key = ("places of fields", noun.code, user.is_active, user.rights.key, get_language(), *reader_key(noun.code, user))
    return kept(key, lambda: _placed(user, noun))


def _placed(user: User, noun: Noun) -> list[_Place]:
    own = {one.name for one in noun.fields}
    found = []
    for name, one in fields_of(noun.code, user).items():
        is_on_page = name in own or one.attribute_id is not None or one.input != Input.NONE
        access = field_access(user, noun.code, one)
        if is_on_page and one.value is not None and access > GroupAccess.HIDDEN:
            found.append(_Place(one, str(one.label), access, _may_edit(user, noun, one, access)))
    return found


def _may_edit(user: User, noun: Noun, field: Field, access: GroupAccess) -> bool:
    return (
        field.input != Input.NONE
        and access >= GroupAccess.CHANGED
        and noun.change is not None
        and may(user, noun.permission("change"))
    )


def field_groups(user: User, subject: Subject) -> list[FieldGroup]:
    shown: dict[str, list[ShownField]] = {}
    for place in _places(user, subject.noun):
        shown.setdefault(place.field.family, []).append(_shown(user, subject, place))
    known = [family for family in FAMILIES if family in shown] + [one for one in shown if one not in FAMILIES]
    groups = []
    for family in known:
        filled = [one for one in shown[family] if one.text]
        empty = [one for one in shown[family] if not one.text and one.is_editable]
        if filled or empty:
            groups.append(FieldGroup(family, str(FAMILIES.get(family, family)), filled, empty))
    return groups


def in_front(groups: list[FieldGroup], noun: Noun) -> list[ShownField]:
    """What is filled and matters, in the order in which the noun names it; behind it what this house added itself."""
    filled = [one for group in groups for one in group.filled]
    named = {one.field.name: one for one in filled if one.field.name in noun.first}
    own = [one for one in filled if one.field.attribute_id is not None]
    return [*(named[name] for name in noun.first if name in named), *own][:_IN_FRONT]


def may_reveal(user: User, noun: str) -> bool:
    permission = f"{noun}.reveal"
    return permission in PERMISSIONS and may(user, permission)


def shown_field(user: User, subject: Subject, field: Field) -> ShownField:
    access = field_access(user, subject.code, field)
    return _shown(user, subject, _Place(field, str(field.label), access, _may_edit(user, subject.noun, field, access)))


def _shown(user: User, subject: Subject, place: _Place) -> ShownField:
    field = place.field
    text, href = _words(field, subject.record)
    if place.access == GroupAccess.MASKED and text:
        masked = shown_text(user, subject.noun.grouped_as, field.group, field.name, text).text
        return ShownField(field, masked, "", is_editable=False, is_masked=True, label=place.label)
    return ShownField(field, text, href, place.may_edit, label=place.label)


def in_brief(one: ShownField) -> ShownField:
    """As it stands on the record's page."""
    brief = one.field.brief
    if not brief or len(one.text) <= brief:
        return one
    return replace(one, text=f"{one_line(one.text[: 4 * brief], brief)}…")


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
