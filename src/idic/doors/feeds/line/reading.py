from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError

_MOST = 100


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
    return found
