"""Where another system tells us of a message."""

from __future__ import annotations

import time
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from idic.domain.interact.hooks.enums import HookKind, Refusal
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.receiving import WINDOW, note_refused, receive, remember
from idic.domain.interact.hooks.queries.channels import channel_of
from idic.domain.interact.mail.errors import PeerFailed
from idic.domain.interact.mail.secrets import revealed
from idic.doors.feeds.flooding import knocks_too_often
from idic.doors.feeds.hooks.problems import problem
from idic.doors.feeds.hooks.schema import LARGEST, Malformed, read
from idic.foundation.limits.counting import count_up
from idic.foundation.sealing.signature import holds

#: Of one channel within a minute.
MOST = 1200


@csrf_exempt  # no cookie counts here; the signature is the proof
@login_not_required
@never_cache
@require_POST
def receive_hook(request: HttpRequest, key: str) -> HttpResponse:
    if knocks_too_often(request):
        return problem("too_many")
    channel = channel_of(HookKind.WEBHOOK, key)
    if channel is None:
        return problem("unknown")
    body = body_of(request)
    if body is None:
        return refused(channel, Refusal.TOO_LARGE)
    timestamp, given = request.headers.get("Idic-Timestamp", ""), request.headers.get("Idic-Signature", "")
    if not given or not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 12):
        return refused(channel, Refusal.UNSIGNED)
    if not holds(secret_of(channel), timestamp, body, given):
        return refused(channel, Refusal.SIGNATURE)
    if count_up("hook", channel.key, within=timedelta(minutes=1)) > MOST:
        return problem("too_many")
    if abs(time.time() - int(timestamp)) > WINDOW.total_seconds():
        return refused(channel, Refusal.STALE)
    if not channel.is_active:
        return refused(channel, Refusal.PAUSED)
    try:
        incoming = read(body)
    except Malformed as error:
        return refused(channel, Refusal.MALFORMED, str(error))
    with transaction.atomic():
        is_first = remember(channel, given)
        if is_first:
            message, is_new = receive(channel, incoming)
    if not is_first:
        return refused(channel, Refusal.REPLAYED)
    return JsonResponse(
        {"message": message.pk, "case": message.case_id, "known": not is_new}, status=201 if is_new else 200
    )


def body_of(request: HttpRequest, *, most: int = LARGEST) -> bytes | None:
    """None where it is too large, as far as possible without reading it."""
    length = request.META.get("CONTENT_LENGTH", "")
    if length.isdecimal() and int(length) > most:
        return None
    try:
        body = request.body
    except RequestDataTooBig:
        return None
    return body if len(body) <= most else None


def refused(channel: HookChannel, why: Refusal, detail: str = "") -> HttpResponse:
    note_refused(channel, why)
    return problem(why, detail)


def secret_of(channel: HookChannel) -> str:
    """Empty where it was encrypted under another key of the installation: then nothing fits."""
    try:
        return revealed(channel.secret)
    except PeerFailed:
        return ""
