from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.queries.files import access_message
from idic.doors.web.cases.sheet import sheet_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible

# A document of its own in a frame rather than a part of our page: nothing in it can cover the page, and it has a policy of
# its own, under which nothing runs, nothing is sent and nothing is fetched from elsewhere even where the cleaning missed
# something. It keeps our origin, without scripts, so that the page may ask how high it is and its pictures may be read.
_POLICY = "; ".join((
    "default-src 'none'", "img-src 'self' data:", "style-src 'self' 'unsafe-inline'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'self'", "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
))  # fmt: skip


@require_GET
def formatted(request: SignedInRequest, pk: int, message_id: int) -> HttpResponse:
    message = access_message(request.user, pk, message_id)
    if not message.html:
        raise NotVisible
    pictures = {
        file.content_id: reverse("cases:picture", args=[pk, file.pk]) for file in message.files.all() if file.content_id
    }
    answer = render(request, "cases/sheet.html", {"sheet": sheet_of(message.html, pictures)})
    own = {
        "Content-Security-Policy": _POLICY, "X-Frame-Options": "SAMEORIGIN", "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    for name, value in own.items():
        answer.headers[name] = value
    return answer
