"""Where a telephone system tells what becomes of calls. The messages are described in docs/guides/phone-and-counter.md."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from idic.domain.interact.telephony.enums import Refusal
from idic.domain.interact.telephony.errors import EventRefused
from idic.domain.interact.telephony.models import Exchange
from idic.domain.interact.telephony.operations.taking import take_signed
from idic.doors.feeds.flooding import knocks_too_often
from idic.doors.feeds.hooks.views import body_of

_LARGEST = 64 * 1024
_STATUS: dict[str, int] = {Refusal.UNREADABLE: 400, Refusal.PAUSED: 409}


@csrf_exempt
@login_not_required
@require_POST
def told(request: HttpRequest, key: str) -> JsonResponse:
    """Whoever holds no secret learns nothing but that it was refused."""
    if knocks_too_often(request):
        return JsonResponse({"error": "too_many"}, status=429)
    exchange = Exchange.objects.filter(key=key).first()
    if exchange is None:
        return JsonResponse({"error": "unknown"}, status=404)
    body = body_of(request, most=_LARGEST)
    if body is None:
        return JsonResponse({"error": Refusal.UNREADABLE}, status=413)
    stamp, signed = request.headers.get("Idic-Timestamp", ""), request.headers.get("Idic-Signature", "")
    try:
        call = take_signed(exchange, stamp=stamp, signed=signed, body=body)
    except EventRefused as refusal:
        return JsonResponse({"error": refusal.code}, status=_STATUS.get(refusal.code, 401))
    return JsonResponse({"call": call.external_id, "state": call.state})
