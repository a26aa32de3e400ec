"""What LINE tells, as messages of ours. The texts stand in the language of the installation: people of ours read them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from linebot.v3.messaging import MessagingApi, MessagingApiBlob
from linebot.v3.messaging.exceptions import OpenApiException
from linebot.v3.webhooks import (
    FollowEvent,
    ImageMessageContent,
    LocationMessageContent,
    MessageEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
    UserSource,
)
from urllib3.exceptions import HTTPError

from idic.domain.interact.attachments import kept_file
from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.receiving import Incoming, is_known, note_left, receive
from idic.domain.interact.mail.errors import PeerFailed
from idic.doors.feeds.line.client import PATIENCE, Client

logger = logging.getLogger(__name__)

#: A token for a reply serves for about a minute.
_REPLY_WITHIN = timedelta(seconds=45)
_LARGEST = 10 * 1024 * 1024


def take(channel: HookChannel, event: Any) -> None:
    """Of people alone: what is said in groups belongs to no one customer. An event told again is known by its message."""
    source = getattr(event, "source", None)
    if not isinstance(source, UserSource) or not source.user_id:
        return
    if isinstance(event, UnfollowEvent | FollowEvent):
        note_left(channel, source.user_id, has_left=isinstance(event, UnfollowEvent))
    elif isinstance(event, MessageEvent):
        _message(channel, event, source.user_id)


def _message(channel: HookChannel, event: MessageEvent, user: str) -> None:
    text, files = _said(channel, event.message)
    at = datetime.fromtimestamp(event.timestamp / 1000, UTC)
    is_again = event.delivery_context is not None and event.delivery_context.is_redelivery
    name = "" if is_known(channel, user) else _name(channel, user)
    # what is told late has a token that has run out
    token = "" if is_again else event.reply_token or ""
    incoming = Incoming(
        event.message.id, user, text, name=name, at=at, files=files, reply_token=token[:100],
        reply_until=timezone.now() + _REPLY_WITHIN if token else None,
    )  # fmt: skip
    receive(channel, incoming)


def _said(channel: HookChannel, message: Any) -> tuple[str, tuple[FileDraft, ...]]:
    match message:
        case TextMessageContent():
            return message.text, ()
        case StickerMessageContent():
            words = message.text or ", ".join(message.keywords or [])
            return _("[Sticker] %(words)s") % {"words": words or message.sticker_id}, ()
        case LocationMessageContent():
            place = " ".join(part for part in (message.title, message.address) if part)
            found = f"{message.latitude}, {message.longitude}"
            return _("[Place] %(place)s (%(position)s)") % {"place": place, "position": found}, ()
        case ImageMessageContent():
            file = _picture(channel, message.id)
            return (_("[Picture]"), (file,)) if file else (_("[Picture that could not be fetched from LINE]"), ())
    return _("[A message of a kind that is not shown here: %(kind)s]") % {"kind": message.type}, ()


def _picture(channel: HookChannel, message_id: str) -> FileDraft | None:
    try:
        data = bytes(MessagingApiBlob(Client(channel)).get_message_content(message_id, _request_timeout=PATIENCE))
    except (OpenApiException, HTTPError, PeerFailed, OSError) as error:
        logger.warning("line %s: picture %s: %s", channel.pk, message_id, type(error).__name__)
        return None
    if not data or len(data) > _LARGEST:
        return None
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "application/octet-stream")
    return kept_file(f"line-{message_id}{_ENDINGS.get(kind, '')}", kind, data)


def _name(channel: HookChannel, user: str) -> str:
    """As they call themselves: shown, and never used to say who they are."""
    try:
        return str(MessagingApi(Client(channel)).get_profile(user, _request_timeout=PATIENCE).display_name)
    except (OpenApiException, HTTPError, PeerFailed, OSError, ValueError) as error:
        logger.warning("line %s: profile: %s", channel.pk, type(error).__name__)
        return ""


_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"GIF8": "image/gif"}
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"}
