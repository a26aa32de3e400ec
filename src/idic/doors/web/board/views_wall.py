from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.queries.news import told_since
from idic.domain.interact.cases.queries.wall import wall_of
from idic.doors.web.board.choosing import asked_of
from idic.doors.web.board.wall import shown_wall
from idic.doors.web.cases.views_list import asked_since
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require


@require_GET
def wall(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    now, asked = timezone.now(), asked_of(request)
    found = wall_of(request.user, asked.chosen, now=now)
    context = {
        "wall": shown_wall(found, asked, now=now),
        "asked": asked,
        "now": now,
        "is_empty": not _is_any(found.all),
    }
    return render(request, "board/wall.html", context)


@require_GET
def live(request: SignedInRequest) -> HttpResponse:
    """Asked more than once a second by a wall: one statement, and no counts."""
    require(request.user, "case.see")
    last, changed = told_since(asked_since(request))
    return JsonResponse({"last": str(last), "changed": changed})


def _is_any(tally: object) -> bool:
    return any(getattr(tally, name) for name in ("open", "opened", "resolved"))
