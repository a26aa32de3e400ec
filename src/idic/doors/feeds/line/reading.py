from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.models import UnknownEvent

_MOST = 100


@dataclass(frozen=True)
class UnknownMessage:
    """What somebody said in a form that the library does not know yet: kept with what can be read of it, for LINE counts
    it as told."""

    user: str
    id: str
    kind: str
    text: str
    timestamp: int


class NotSigned(Exception):
    pass


class NotReadable(Exception):
    pass


def events_of(secret: str, body: bytes, signature: str) -> Sequence[Any]:
    try:
        text = body.decode()
        found: list[Any] = WebhookParser(secret).parse(text, signature) if secret else []
    except InvalidSignatureError as error:
        raise NotSigned from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotReadable from error
    if not secret:
        raise NotSigned
    if len(found) > _MOST:
        raise NotReadable
    return [
        _unknown(raw) or one if isinstance(one, UnknownEvent) else one
        for one, raw in zip(found, _raw(text), strict=True)
    ]


def _raw(text: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = json.loads(text)["events"]
    return found


def _unknown(raw: Mapping[str, Any]) -> UnknownMessage | None:
    """Of people alone."""
    source, message, at = raw.get("source"), raw.get("message"), raw.get("timestamp")
    if raw.get("type") != "message" or not isinstance(source, dict) or not isinstance(message, dict):
        return None
    match source, {"text": "", **message}, at:
        case {"type": "user", "userId": str(user)}, {"id": str(pk), "type": str(kind), "text": str(text)}, int(moment):
            return UnknownMessage(user, pk, kind, text, moment) if user and pk else None
    return None
