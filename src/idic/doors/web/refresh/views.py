from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.operations.refresh import start_refresh
from idic.domain.differentiate.queries.refreshes import access_refreshes, newest_refresh, refresh_job
from idic.doors.web.refresh.forms import RefreshForm
from idic.doors.web.refresh.panel import duration, parts_of, refresh_panel, shown_job
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class RefreshRow:
    refresh: Refresh
    who: str
    duration: str
    parts: list[tuple[str, str]]
    customers: str
    buyers: str
    spend: str
    worth: str
    segments: str


@require_GET
def refresh_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_refreshes(request.user), Order("id", descending=True), cursor=cursor)
    context = {
        "rows": [_row(one) for one in page.rows],
        "page": page,
        "panel": refresh_panel(request.user, newest_refresh(request.user)),
    }
    return render(request, "refresh/list.html", context)


@require_POST
def start(request: SignedInRequest) -> HttpResponse:
    require(request.user, "refresh.run")
    form = RefreshForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("value:overview")
    start_refresh(by=request.user, as_of=form.cleaned_data["as_of"])
    messages.success(request, _("The refresh is on its way. Go on working: the figures change when it is done."))
    return redirect("value:overview")


@require_GET
def progress(request: SignedInRequest, job: int) -> HttpResponse:
    require(request.user, "value.see")
    shown = shown_job(refresh_job(job))
    response = render(request, "refresh/progress.html", {"job": shown})
    if shown.state != "running":
        trigger_client_event(response, "jobs:started", {})
    return response


def _row(refresh: Refresh) -> RefreshRow:
    figures = refresh.figures
    currency = str(refresh.parameters.get("currency", settings.CONFIGURATION.currency))
    worth = figures.get("lifetime_value")
    return RefreshRow(
        refresh=refresh,
        who=refresh.created_by.display_name if refresh.created_by else _("IDIC itself"),
        duration=duration(refresh),
        parts=parts_of(refresh),
        customers=formats.number(figures.get("customers") or 0),
        buyers=formats.number(figures.get("buyers") or 0),
        spend=formats.whole_money(Decimal(figures.get("spend") or 0), currency),
        worth=formats.whole_money(Decimal(worth), currency) if worth is not None else "–",
        segments=formats.number(figures.get("segments") or 0),
    )
