"""The keyed hash of this installation, here and in SQL."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings

from idic.domain.identify.privacy.enums import Channel
from idic.methods.suppression import address_digest, pads

#: The purpose under which every purpose of marketing is meant.
ALL_MARKETING = ""

_BY_PHONE = (Channel.SMS, Channel.PHONE, Channel.LINE, Channel.WECHAT)


def address_field(channel: str) -> str:
    """The customer's column that a channel uses; empty where it uses none that can be told apart by itself."""
    if channel == Channel.EMAIL:
        return "email"
    return "phone" if channel in _BY_PHONE else ""


def digest_of(purpose: str, channel: str, address: str, name: str = "") -> bytes:
    return address_digest(_key(), purpose=purpose, channel=channel, address=address, name=name)


def address_reference(address: str) -> str:
    """Tells whether an address is still the one that was asked, without keeping it."""
    return address_digest(_key(), purpose="opt-in", channel="", address=address).hex()


def digest_sql(purpose: str, channel: str, address: str, name: str) -> tuple[str, list[Any]]:
    """`address` and `name` are SQL expressions of the caller's own code, never a user's text."""
    inner, outer = pads(_key())
    message = f"concat_ws(E'\\x1f', %s::text, %s::text, {address}, {name})"
    return (
        f"sha256(%s::bytea || sha256(%s::bytea || convert_to({message}, 'UTF8')))",
        [outer, inner, purpose, channel],
    )


def _key() -> bytes:
    return hashlib.sha256(b"idic.privacy.suppression:" + settings.SECRET_KEY.encode()).digest()
