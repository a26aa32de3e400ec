"""Records as vCards (RFC 6350's older sister 3.0, which every phone reads), from the fields that carry these names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import vobject  # type: ignore[import-untyped]  # it ships no types

from idic.foundation.nouns.fields import Field

_NEEDED = frozenset({"name"})
_ONE_OF = frozenset({"phone", "email"})


def can_be_cards(fields: Mapping[str, Field]) -> bool:
    return fields.keys() >= _NEEDED and bool(_ONE_OF & fields.keys())


def card_of(record: Any, fields: Mapping[str, Field], *, mark: str) -> str:
    """`mark` says in each card by which export it left the house."""

    def text(name: str) -> str:
        one = fields.get(name)
        value = one.value(record) if one is not None and one.value is not None else None
        # vCard lines hold no control characters
        return "".join(sign for sign in str(value or "") if sign >= " ").strip()

    card = vobject.vCard()
    card.add("fn").value = text("name") or "-"
    if text("kind") == "organisation":
        card.add("n").value = vobject.vcard.Name()
        card.add("org").value = [text("name")]
    else:
        family, given = text("family_name"), text("given_name")
        card.add("n").value = vobject.vcard.Name(
            family=family, given=given or ("" if family else text("name")), prefix=text("title")
        )
    if text("phone"):
        card.add("tel").value = text("phone")
    if text("email"):
        card.add("email").value = text("email")
    place = {
        "street": text("address"), "city": text("district"), "region": text("province"), "code": text("postcode"),
        "country": text("country"),
    }  # fmt: skip
    if any(place.values()):
        card.add("adr").value = vobject.vcard.Address(**place)
    card.add("x-idic-export").value = mark
    return str(card.serialize())
