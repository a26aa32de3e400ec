"""Every merge that was made, and what became of it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import get_args

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.merging.queries.history import MergeState, access_merges
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.requests import SignedInRequest
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

STATES = (("standing", gettext_lazy("Standing")), ("undone", gettext_lazy("Undone")))
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@require_GET
def merges(request: SignedInRequest) -> HttpResponse:
    reason = request.GET.get("reason", "")
    reason = reason if reason in MergeReason.values else ""
    state: MergeState = next((one for one in get_args(MergeState) if one == request.GET.get("state", "")), "")
    since, until = _month(request.GET.get("month", ""))
    found = access_merges(request.user, state=state, reason=reason, since=since, until=until)
    order = Order("pk", descending=True)
    page = keyset_page(found, order, cursor=request.GET.get("after") or request.GET.get("before"))
    chips = []
    if state:
        chips.append(("state", _("State"), str(dict(STATES)[state])))
    if reason:
        chips.append(("reason", _("Decided"), str(MergeReason(reason).label)))
    if since is not None:
        chips.append(("month", _("Month"), formats.month(since.date())))
    values = {
        "tabs": matching_tabs("stewardship"), "page": page, "count": bounded_count(found), "chips": chips,
        "states": STATES, "reasons": MergeReason.choices,
        "asked": {"state": state, "reason": reason, "month": f"{since:%Y-%m}" if since else ""},
    }  # fmt: skip
    return render(request, "matching/merges.html", values)


def _month(text: str) -> tuple[datetime | None, datetime | None]:
    """The first moment of the month and of the next one, where the house stands."""
    read = _MONTH.fullmatch(text)
    if read is None:
        return None, None
    year, month = int(read[1]), int(read[2])
    zone = timezone.get_default_timezone()
    return datetime(year, month, 1, tzinfo=zone), datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
