"""What went wrong, as RFC 9457 wants it: for programs, in English."""

from __future__ import annotations

from django.http import JsonResponse

from idic.domain.interact.hooks.enums import Refusal

_STATUS: dict[str, tuple[int, str]] = {
    Refusal.UNSIGNED: (401, "The request is not signed"),
    Refusal.SIGNATURE: (401, "The signature does not fit"),
    Refusal.STALE: (401, "The time of the request is more than five minutes from ours"),
    Refusal.REPLAYED: (409, "This very request was taken before; sign it anew to tell it again"),
    Refusal.TOO_LARGE: (413, "The request is too large"),
    Refusal.MALFORMED: (400, "The request does not say what it should"),
    Refusal.PAUSED: (403, "The channel is paused"),
    "unknown": (404, "There is no such channel"),
    "too_many": (429, "Too many requests"),
}


def problem(code: str, detail: str = "") -> JsonResponse:
    status, title = _STATUS[code]
    said = {"type": f"urn:idic:hook:{code}", "title": title, "status": status, "code": str(code)}
    if detail:
        said["detail"] = detail
    return JsonResponse(said, status=status, content_type="application/problem+json")
