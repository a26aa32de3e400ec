"""The reader's own cases on the home page, and what waits for somebody beside them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.models import NEVER
from idic.domain.interact.cases.queries.cases import own_cases
from idic.domain.interact.cases.queries.counts import inbox_counts
from idic.domain.interact.web_forms.queries.web_forms import forms_that_hold
from idic.doors.web.cases.tabs import count_words, ready_tabs, tab_url
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_TILES = ("nobodys", "waits", "overdue")
_SHOWN, _FORMS = 6, 3


@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    now, ready = timezone.now(), ready_tabs(request.user)
    counts = dict(zip(ready, inbox_counts(request.user, now=now), strict=True))
    held = forms_that_hold(request.user, limit=_FORMS) if may(request.user, "channel.manage") else []
    cases = own_cases(request.user, now=now, limit=_SHOWN)
    return render(
        request,
        "cases/_own.html",
        {
            "rows": [
                {"case": one, "due_at": None if one.due_at == NEVER else one.due_at, "is_late": one.due_at < now}
                for one in cases
            ],
            "held": held,
            "mine": counts["mine"],
            "mine_words": count_words(counts["mine"]),
            "mine_url": tab_url(ready["mine"][1]),
            "tiles": [
                {"label": ready[code][0], "count": counts[code], "words": count_words(counts[code]),
                 "url": tab_url(ready[code][1]), "is_late": code == "overdue" and counts[code] > 0}
                for code in _TILES
            ],
        },
    )  # fmt: skip
