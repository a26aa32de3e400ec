from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from idic.domain.identify.models import ContactPoint
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access


@dataclass(frozen=True)
class ShownContact:
    """`masked` is empty where the reader sees the contact whole."""

    point: ContactPoint
    masked: str = ""


def contacts_for(user: User, points: Sequence[ContactPoint]) -> list[ShownContact]:
    """None of them where the role hides how to reach a customer."""
    access = group_access(user, "customer", AttributeGroup.CONTACT)
    if access == GroupAccess.HIDDEN:
        return []
    if access >= GroupAccess.SEEN:
        return [ShownContact(point) for point in points]
    return [
        ShownContact(point, shown_text(user, "customer", AttributeGroup.CONTACT, point.kind, point.value).text)
        for point in points
    ]
