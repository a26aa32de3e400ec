from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.life.lives import COMPETITOR, LIVES
from idic.domain.differentiate.models import Refresh
from idic.domain.differentiate.queries.life import LISTED, Change, change_between, customers_of_life
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.doors.web.life import charts
from idic.doors.web.life.words import EXPLAINED, ICONS, kind_name
from idic.doors.web.refresh.panel import refresh_panel
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customer_url
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.languages import formats
from idic.warehouse.errors import WarehouseError

_A_YEAR = timedelta(days=365)
FIRST_DAY = date(1950, 1, 1)


@dataclass(frozen=True)
class Kind:
    label: str
    explained: str
    icon: str
    value: str
    hint: str
    change: float | None
    url: str


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    refresh = newest_refresh(request.user)
    context: dict[str, Any] = {"refresh": refresh, "panel": refresh_panel(request.user, refresh)}
    if refresh is not None:
        context |= _shown(request, refresh)
    return render(request, "life/overview.html", context, status=422 if context.get("refused") else 200)


@require_GET
def customers(request: SignedInRequest, kind: str) -> HttpResponse:
    refresh = newest_refresh(request.user)
    if kind not in (*LIVES, COMPETITOR) or refresh is None:
        raise NotVisible
    day = _day(request, "day") or refresh.as_of
    try:
        found = customers_of_life(request.user, min(day, refresh.as_of), kind)
    except WarehouseError:
        return redirect("life:overview")
    context = {
        "kind": kind_name(kind), "explained": EXPLAINED[kind], "day": min(day, refresh.as_of), "limit": LISTED,
        "rows": [(one, customer_url(one.pk)) for one in found],
    }  # fmt: skip
    return render(request, "life/customers.html", context)


def _shown(request: SignedInRequest, refresh: Refresh) -> dict[str, Any]:
    later, earlier = _day(request, "day"), _day(request, "before")
    unreadable = [name for name in ("day", "before") if request.GET.get(name) and _day(request, name) is None]
    shown = min(later or refresh.as_of, refresh.as_of)
    compared = earlier if earlier is not None and earlier < shown else max(FIRST_DAY, shown - _A_YEAR)
    refused = ""
    if unreadable:
        refused = _("A day could not be read. Choose it from the calendar, or write it as 2026-11-22.")
    elif later is not None and later > refresh.as_of:
        refused = _("Purchases are known up to %(day)s, so that is the day shown.") % {
            "day": formats.day(refresh.as_of)
        }
    elif earlier is not None and earlier >= shown:
        refused = _("The day to compare with must come before the day shown: a year before is taken instead.")
    try:
        change = change_between(compared, shown)
    except WarehouseError:
        return {"is_lost": True}
    return {
        "refused": refused, "day": shown, "before": compared, "kinds": _kinds(change),
        "series": charts.series(refresh.figures.get("life", []), settings.CONFIGURATION.currency),
        "moves": charts.moves(change), "both": change.later.overlap, "customers": change.later.counts["customers"],
        "competitor_unknown": change.later.counts["competitor_unknown"],
    }  # fmt: skip


def _kinds(change: Change) -> list[Kind]:
    kinds = []
    for code in (*LIVES[:3], COMPETITOR, LIVES[3]):
        now, then = change.later.counts[code], change.earlier.counts[code]
        kinds.append(
            Kind(
                label=kind_name(code), explained=str(EXPLAINED[code]), icon=ICONS[code], value=formats.number(now),
                hint=_("%(count)s on %(day)s")
                % {"count": formats.number(then), "day": formats.day(change.earlier.day)},
                change=(now - then) / then if then else None,
                url=f"{reverse('life:customers', args=[code])}?{urlencode({'day': change.later.day.isoformat()})}",
            )
        )  # fmt: skip
    return kinds


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None
