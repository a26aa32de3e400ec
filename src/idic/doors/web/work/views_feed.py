from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from idic.domain.work.queries.feeds import feed_content, feed_owner


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which cannot sign in. A wrong or revoked address answers as one that never was."""
    user = feed_owner(token)
    with translation.override(user.language):
        content = feed_content(user)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="idic.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
