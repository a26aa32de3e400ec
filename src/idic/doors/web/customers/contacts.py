from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from idic.domain.identify.models import ContactPoint
from idic.domain.identify.models.source import CONTACTS_CODE
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.stencil import Around, Stencil
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.masking import shown_text
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access, may

_panel = Stencil("customers/contacts.html", decided=("may_change",), ids=("pk",), texts=("contacts", "csrf_token"))
_row = Stencil(
    "customers/contact.html",
    decided=("kind", "is_valid", "may_reveal", "may_remove"),
    ids=("pk", "record_pk"),
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
    request: SignedInRequest, around: Around, customer_id: int, points: Sequence[ContactPoint], *, may_change: bool
) -> SafeString:
    """What was added here alone can be removed here; the rest stands in records that say more."""
    user = request.user
    may_reveal = may(user, "customer.reveal")
    rows = []
    for one in contacts_for(user, points):
        point = one.point
        may_remove = may_change and point.record.source.code == CONTACTS_CODE
        told = (point.kind, point.is_valid, may_reveal, may_remove)
        source = point.record.source.label
        if one.masked:
            written = ("", "", "", "", source, one.masked, get_token(request))
        else:
            written = (
                point.value, quote(point.value, safe="@") if point.kind == "email" else "", point.extension, point.raw,
                source, "", get_token(request) if may_remove else "",
            )  # fmt: skip
        rows.append(_row(around, told, customer_id, point.record_id, *written))
    csrf = get_token(request) if may_change else ""
    return _panel(around, (may_change,), customer_id, SafeString("".join(rows)), csrf)
