"""Where LINE tells us what people wrote."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from idic.domain.interact.hooks.enums import HookKind, Refusal
from idic.domain.interact.hooks.queries.channels import channel_of
from idic.doors.feeds.flooding import knocks_too_often
from idic.doors.feeds.hooks.problems import problem
from idic.doors.feeds.hooks.views import body_of, refused, secret_of


@csrf_exempt  # no cookie counts here; the signature is the proof
@login_not_required
@never_cache
@require_POST
def receive_line(request: HttpRequest, key: str) -> HttpResponse:
    """All of it is taken or none: LINE tells again what was not answered with 200, and nothing stands twice."""
    if knocks_too_often(request):
        return problem("too_many")
    channel = channel_of(HookKind.LINE, key)
    if channel is None:
        return problem("unknown")
    body = body_of(request)
    if body is None:
        return refused(channel, Refusal.TOO_LARGE)
    signature = request.headers.get("X-Line-Signature", "")
    if not signature:
        return refused(channel, Refusal.UNSIGNED)
    from idic.doors.feeds.line.reading import NotReadable, NotSigned, events_of

    try:
        events = events_of(secret_of(channel), body, signature)
    except NotSigned:
        return refused(channel, Refusal.SIGNATURE)
    except NotReadable:
        return refused(channel, Refusal.MALFORMED)
    if not channel.is_active:
        return refused(channel, Refusal.PAUSED)
    from idic.doors.feeds.line.events import take

    for event in events:
        take(channel, event)
    return HttpResponse("OK", content_type="text/plain")
