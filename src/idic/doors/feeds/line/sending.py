"""One answer to one person on LINE: by the token of what they wrote while it serves, which costs nothing; else pushed,
under a key by which LINE knows one that it has already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from linebot.v3.messaging import MessagingApi, PushMessageRequest, ReplyMessageRequest, TextMessage
from linebot.v3.messaging.exceptions import ApiException
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from idic.domain.interact.hooks.errors import SendingFailed
from idic.domain.interact.hooks.models import HookDelivery, HookTalk
from idic.domain.interact.mail.errors import PeerFailed
from idic.doors.feeds.hooks.addresses import leads_outside
from idic.doors.feeds.line.client import Client

_PATIENCE = 15.0
_LONGEST, _MOST = 5000, 5


def send(delivery: HookDelivery) -> int:
    if not leads_outside(delivery.channel.address):
        raise SendingFailed("refused_address", is_final=True)
    try:
        api = MessagingApi(Client(delivery.channel))
    except PeerFailed as error:
        raise SendingFailed("secret", is_final=True) from error
    messages = [TextMessage(text=part) for part in _parts(delivery.message.text)]
    token = _token(delivery)
    if token:
        try:
            return _asked(lambda: api.reply_message_with_http_info(
                ReplyMessageRequest(reply_token=token, messages=messages), _request_timeout=_PATIENCE
            ))  # fmt: skip
        except SendingFailed as failure:
            if failure.was_handed_over:
                # asked again it would come twice, for a reply has no key
                raise SendingFailed(failure.code, is_final=True, was_handed_over=True) from failure
            if failure.status is None:
                raise
        _note(delivery, is_unnumbered=False)
    request = PushMessageRequest(to=delivery.talk.external_id, messages=messages)
    return _asked(lambda: api.push_message_with_http_info(
        request, x_line_retry_key=str(delivery.number), _request_timeout=_PATIENCE
    ))  # fmt: skip


def _token(delivery: HookDelivery) -> str:
    """Once, and of the first attempt alone."""
    talk = delivery.talk
    if delivery.attempts > 1 or not talk.reply_token or talk.reply_until is None or talk.reply_until < timezone.now():
        return ""
    with transaction.atomic():
        taken = HookTalk.objects.filter(pk=talk.pk, reply_token=talk.reply_token).update(reply_token="")
        if taken:
            _note(delivery, is_unnumbered=True)
    return talk.reply_token if taken else ""


def _note(delivery: HookDelivery, *, is_unnumbered: bool) -> None:
    """Before it goes: whoever finds it cut off knows whether it may be sent again."""
    HookDelivery.objects.filter(pk=delivery.pk, claimed_at=delivery.claimed_at).update(is_unnumbered=is_unnumbered)


def _asked(call: Callable[[], Any]) -> int:
    try:
        return int(call().status_code)
    except ApiException as error:
        status = error.status or None
        if status == 409:
            # LINE has it already
            return 409
        is_final = status is not None and 400 <= status < 500 and status != 429
        code = f"HTTP {status}" if status else "tls"
        # what went wrong within LINE may have gone out all the same
        told = status is not None and status >= 500
        raise SendingFailed(code, status=status, is_final=is_final, was_handed_over=told) from error
    except (NewConnectionError, ConnectTimeoutError) as error:
        raise SendingFailed(type(error).__name__) from error
    except (HTTPError, OSError) as error:
        raise SendingFailed(type(error).__name__, was_handed_over=True) from error


def _parts(text: str) -> list[str]:
    found = [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)]
    return found[:_MOST]
