from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from idic.domain.identify.privacy.enums import OPEN_STATES
from idic.domain.identify.privacy.queries.requests import access_requests, request_figures
from idic.doors.web.lists.page import ListPage, QuickFilter
from idic.doors.web.lists.views_list import list_view
from idic.doors.web.privacy.requests.wording import STATE_TONES, due_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may

_SHOWN = 20

PAGE = ListPage(
    noun="privacy",
    list_url="privacy_requests:list",
    detail_url="privacy_requests:detail",
    subtitle=_("What people ask about their own data, with the clock of their law."),
    station="identify",
    columns=("number", "customer", "kind", "state", "received", "age", "due", "owner"),
    quick_filters=(QuickFilter("kind"), QuickFilter("state")),
    tones={"state": STATE_TONES},
    header="privacy/requests/_header.html",
    empty="privacy/requests/_empty.html",
)

requests = list_view(PAGE)


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """What is open, by what is due next."""
    today = timezone.localdate()
    rows = access_requests(request.user).filter(state__in=OPEN_STATES).order_by("due_on", "pk")[:_SHOWN]
    list_url = reverse("privacy_requests:list")
    return render(
        request, "privacy/requests/overview.html",
        {
            "figures": request_figures(request.user, today=today), "list_url": list_url,
            "rows": [(one, *due_words(one), STATE_TONES[one.state]) for one in rows],
            "may_manage": may(request.user, "privacy.manage"),
        },
    )  # fmt: skip
