"""Addresses that stand in mails and open without signing in. What they name is signed and no part of it tells who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from idic.domain.identify.privacy.errors import LinkRefused

_SALT = "idic.privacy."


@dataclass(frozen=True)
class Choice:
    """A record's word on one purpose and channel."""

    record_id: int
    purpose: str
    channel: str


def public_address() -> str:
    return str(settings.CONFIGURATION.public_url)


def unsubscribe_url(choice: Choice) -> str:
    return _url("unsubscribe", [choice.record_id, choice.purpose, choice.channel])


def preferences_url(record_id: int) -> str:
    return _url("preferences", [record_id])


def opt_in_url(opt_in_id: int) -> str:
    return _url("opt_in", [opt_in_id])


def choice_of(token: str) -> Choice:
    """A way out must stay open: such a link does not grow old."""
    record_id, purpose, channel = _read("unsubscribe", token)
    return Choice(int(str(record_id)), str(purpose), str(channel))


def record_id_of(token: str) -> int:
    (record_id,) = _read("preferences", token, max_age=timedelta(days=366))
    return int(str(record_id))


def opt_in_id_of(token: str) -> int:
    (pk,) = _read("opt_in", token)
    return int(str(pk))


def _url(kind: str, told: list[object]) -> str:
    token = signing.dumps(told, salt=_SALT + kind)
    return public_address() + reverse(f"privacy_public:{kind}", args=[token])


def _read(kind: str, token: str, *, max_age: timedelta | None = None) -> list[object]:
    try:
        told = signing.loads(token, salt=_SALT + kind, max_age=max_age)
    except signing.BadSignature as error:
        raise LinkRefused from error
    if not isinstance(told, list):
        raise LinkRefused
    return told
