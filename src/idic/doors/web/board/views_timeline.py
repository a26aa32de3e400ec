from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.cases.queries.timeline import timeline_of
from idic.doors.web.board.timeline import drawn
from idic.doors.web.requests import SignedInRequest


@require_GET
def timeline(request: SignedInRequest, pk: int) -> HttpResponse:
    """A part of the page of the case, asked for when somebody unfolds it."""
    case, now = access_case(request.user, pk), timezone.now()
    return render(
        request, "board/_timeline.html", {"case": case, "picture": drawn(timeline_of(case, now=now), now=now)}
    )
