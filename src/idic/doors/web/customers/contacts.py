from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from idic.domain.identify.models import ContactPoint
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access, may

_panel = Stencil("customers/contacts.html", texts=("contacts",))
_row = Stencil(
    "customers/contact.html",
    decided=("kind", "is_valid", "may_reveal"),
    ids=("pk",),
    texts=("value", "mailto", "extension", "raw", "source", "masked", "csrf_token"),
)


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


def contacts_panel(
    request: SignedInRequest, around: Around, customer_id: int, points: Sequence[ContactPoint]
) -> SafeString:
    user = request.user
    may_reveal = may(user, "customer.reveal")
    rows = []
    for one in contacts_for(user, points):
        point = one.point
        told = (point.kind, point.is_valid, may_reveal)
        source = point.record.source.label
        if one.masked:
            written = ("", "", "", "", source, one.masked, get_token(request))
        else:
            written = (
                point.value, quote(point.value, safe="@") if point.kind == "email" else "", point.extension, point.raw,
                source, "", "",
            )  # fmt: skip
        rows.append(_row(around, told, customer_id, *written))
    return _panel(around, (), SafeString("".join(rows)))
