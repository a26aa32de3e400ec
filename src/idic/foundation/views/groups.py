"""What a role's attribute groups leave of a field: seen whole, masked, or not at all. One place asks for all lists and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import get_language

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import fields_of, noun_of, reader_key
from idic.foundation.stamps.kept import kept
from idic.methods.masking import Kind, mask

_KINDS: dict[str, Kind] = {
    "phone": "phone", "email": "email", "national_id": "id", "tax_id": "id", "birth_date": "date",
}  # fmt: skip

_GROUPS = frozenset(AttributeGroup.values)


def access_to(user: User, noun: str, one: Field) -> GroupAccess:
    if one.group not in _GROUPS:
        return GroupAccess.CHANGED
    return group_access(user, noun_of(noun).grouped_as, one.group)


def seen_fields(noun: str, user: User) -> dict[str, Field]:
    """The fields that this user may ask about: hidden ones are not there, so neither a filter nor an order can guess
    them. A masked one may be shown, never asked about: who could narrow by it could read it sign by sign."""
    key = ("seen fields", noun, user.is_active, user.rights.key, get_language(), *reader_key(noun, user))
    return dict(kept(key, lambda: _seen_fields(noun, user)))


def _seen_fields(noun: str, user: User) -> dict[str, Field]:
    found = {}
    access_of = _reading(user, noun)
    for name, one in fields_of(noun, user).items():
        access = access_of(one)
        if access == GroupAccess.HIDDEN:
            continue
        found[name] = replace(one, value=masked_reader(one), order="") if access == GroupAccess.MASKED else one
    return found


def asked_fields(noun: str, user: User, seen: Mapping[str, Field]) -> dict[str, Field]:
    """As far as conditions go: `seen` without what is masked."""
    access_of = _reading(user, noun)
    return {name: one for name, one in seen.items() if access_of(one) != GroupAccess.MASKED}


def _reading(user: User, noun: str) -> Callable[[Field], GroupAccess]:
    """Many fields share few groups: each of these is asked for once."""
    known: dict[str, GroupAccess] = {}

    def access_of(one: Field) -> GroupAccess:
        found = known.get(one.group)
        if found is None:
            found = known[one.group] = access_to(user, noun, one)
        return found

    return access_of


def masked_reader(one: Field) -> Callable[[object], object] | None:
    read, kind = one.value, _KINDS.get(one.name, "text")
    if read is None:
        return None

    def masked(record: object) -> object:
        value = read(record)
        return mask(kind, str(value)) if value not in (None, "") else value

    return masked
