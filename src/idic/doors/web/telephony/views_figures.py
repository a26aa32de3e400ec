from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from idic.domain.interact.telephony.queries.calls import IN_TIME_S, Slot, volume
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.telephony.tabs import telephone_tabs
from idic.foundation.accounts.rules import require

_SHARE = 80
_SHRINKAGE = 30


@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    """One day by half hours, and the busiest half hour taken on to the calculation of how many people are needed."""
    require(request.user, "case.see")
    today = timezone.localdate()
    try:
        day = parse_date(request.GET.get("day", "")) or today
    except ValueError:
        day = today
    since = timezone.make_aware(datetime.combine(day, time.min))
    whole, slots = volume(request.user, since=since, until=since + timedelta(days=1))
    busiest = max(slots, key=lambda one: one.offered, default=None)
    context: dict[str, Any] = {
        "day": day, "whole": whole, "slots": [(one, _staffing(one, whole)) for one in slots], "in_time_s": IN_TIME_S,
        "busiest": busiest, "staffing_url": _staffing(busiest, whole) if busiest else "", "is_today": day == today,
        "tabs": telephone_tabs(request.user, "figures"), "before": day - timedelta(days=1), "after": day + timedelta(days=1),
    }  # fmt: skip
    return render(request, "telephony/figures.html", context)


def _staffing(slot: Slot, whole: Slot | None) -> str:
    """How long a talk takes is better known from the whole day than from half an hour."""
    handling = whole.handling_s if whole else None
    asked = {
        "calls": slot.offered, "interval": 30, "share": _SHARE, "target": IN_TIME_S, "shrinkage": _SHRINKAGE,
        "handling": max(1, round(handling or 180)),
    }  # fmt: skip
    return f"{reverse('standards:staffing')}?{urlencode(asked)}"
