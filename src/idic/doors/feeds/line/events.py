"""What LINE tells, as messages of ours. The texts stand in the language of the installation: people of ours read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from linebot.v3.webhooks import (
    AudioMessageContent,
    FileMessageContent,
    FollowEvent,
    ImageMessageContent,
    LocationMessageContent,
    MessageEvent,
    StickerMessageContent,
    TextMessageContent,
    UnfollowEvent,
    UserSource,
    VideoMessageContent,
)

from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.fetching import expect_file
from idic.domain.interact.hooks.operations.naming import nameless
from idic.domain.interact.hooks.operations.receiving import Incoming, note_left, receive
from idic.domain.interact.hooks.tasks import fetch_file, fetch_name
from idic.doors.feeds.line.reading import UnknownMessage
from idic.foundation.jobs.queueing import queue

#: A token for a reply serves for about a minute.
_REPLY_WITHIN = timedelta(seconds=45)


def take(channel: HookChannel, event: Any) -> None:
    """Of people alone: what is said in groups belongs to no one customer. An event told again is known by its message."""
    if isinstance(event, UnknownMessage):
        at = datetime.fromtimestamp(event.timestamp / 1000, UTC)
        _keep(channel, Incoming(event.id, event.user, event.text.strip() or _not_shown(event.kind), at=at))
        return
    source = getattr(event, "source", None)
    if not isinstance(source, UserSource) or not source.user_id:
        return
    if isinstance(event, UnfollowEvent | FollowEvent):
        note_left(channel, source.user_id, has_left=isinstance(event, UnfollowEvent))
    elif isinstance(event, MessageEvent):
        _message(channel, event, source.user_id)


def _message(channel: HookChannel, event: MessageEvent, user: str) -> None:
    text, file = _said(event.message)
    at = datetime.fromtimestamp(event.timestamp / 1000, UTC)
    is_again = event.delivery_context is not None and event.delivery_context.is_redelivery
    # what is told late has a token that has run out
    token = "" if is_again else event.reply_token or ""
    incoming = Incoming(
        event.message.id, user, text, at=at, reply_token=token[:100],
        reply_until=timezone.now() + _REPLY_WITHIN if token else None,
    )  # fmt: skip
    _keep(channel, incoming, file)


def _keep(channel: HookChannel, incoming: Incoming, file: str = "") -> None:
    with transaction.atomic():
        kept, is_new = receive(channel, incoming)
        if is_new and file:
            media = expect_file(channel, kept, external_id=incoming.external_id, name=file)
            queue(fetch_file, media_id=media.pk)
        if is_new and (talk := nameless(channel, incoming.conversation)) is not None:
            queue(fetch_name, talk_id=talk)


def _said(message: Any) -> tuple[str, str]:
    """The words, and the name of a file that LINE keeps until the worker fetches it."""
    match message:
        case TextMessageContent():
            return message.text, ""
        case StickerMessageContent():
            words = message.text or ", ".join(message.keywords or [])
            return _("[Sticker] %(words)s") % {"words": words or message.sticker_id}, ""
        case LocationMessageContent():
            place = " ".join(part for part in (message.title, message.address) if part)
            found = f"{message.latitude}, {message.longitude}"
            return _("[Place] %(place)s (%(position)s)") % {"place": place, "position": found}, ""
        case ImageMessageContent() | VideoMessageContent() | AudioMessageContent() if not _is_ours(message):
            # sent through LINE's own programs from elsewhere: there is nothing to fetch
            return _("[A file that lies elsewhere: %(address)s]") % {
                "address": message.content_provider.original_content_url
            }, ""
        case ImageMessageContent():
            return _("[Picture]"), f"line-{message.id}"
        case VideoMessageContent():
            return _("[Film]"), f"line-{message.id}.mp4"
        case AudioMessageContent():
            return _("[Recording]"), f"line-{message.id}.m4a"
        case FileMessageContent():
            return _("[File: %(name)s]") % {"name": message.file_name}, message.file_name
    return _not_shown(message.type), ""


def _not_shown(kind: str) -> str:
    return _("[A message of a kind that is not shown here: %(kind)s]") % {"kind": kind}


def _is_ours(message: Any) -> bool:
    provider = getattr(message, "content_provider", None)
    return provider is None or provider.type != "external"
