"""What is shown of a personal value to somebody whose role does not see it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.rules import group_access
from idic.methods.masking import Kind, mask

if TYPE_CHECKING:
    from idic.foundation.accounts.models import User

#: How a field is masked; every other field as a text.
MASK_KINDS: dict[str, Kind] = {
    "phone": "phone", "phone2": "phone", "email": "email", "national_id": "id", "tax_id": "id", "birth_date": "date",
    "addresses": "email",
}  # fmt: skip

#: The fields of a person that events carry under their own names, whatever the noun declares.
PERSONAL_FIELDS: dict[str, str] = {
    "phone": AttributeGroup.CONTACT, "phone2": AttributeGroup.CONTACT, "email": AttributeGroup.CONTACT,
    "address": AttributeGroup.CONTACT, "national_id": AttributeGroup.IDENTITY, "tax_id": AttributeGroup.IDENTITY,
    "birth_date": AttributeGroup.IDENTITY, "addresses": AttributeGroup.CONTACT,
}  # fmt: skip


@dataclass(frozen=True)
class ShownText:
    text: str
    access: GroupAccess

    @property
    def is_masked(self) -> bool:
        return self.access == GroupAccess.MASKED and bool(self.text)


def shown_text(user: User, noun: str, group: str, field: str, text: str) -> ShownText:
    """A hidden value is an empty text: a reader cannot tell it from one that is not known."""
    access = group_access(user, noun, group)
    if access == GroupAccess.HIDDEN:
        return ShownText("", access)
    if access == GroupAccess.MASKED:
        return ShownText(mask(MASK_KINDS.get(field, "text"), text), access)
    return ShownText(text, access)


def masked_values(
    user: User, noun: str, values: Mapping[str, Any], groups: Mapping[str, str] = PERSONAL_FIELDS
) -> dict[str, Any]:
    """The values of an event as this user may read them; `groups` is {field: attribute group}. Nested ones are masked
    inside, because facts and custom attributes stand there."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        group = groups.get(name, "")
        if isinstance(value, Mapping):
            found[name] = masked_values(user, noun, value, groups)
        elif not group or value in (None, "") or group_access(user, noun, group) >= GroupAccess.SEEN:
            found[name] = value
        elif isinstance(value, list):
            found[name] = [text for one in value if (text := shown_text(user, noun, group, name, str(one)).text)]
        else:
            found[name] = shown_text(user, noun, group, name, str(value)).text
    return found
