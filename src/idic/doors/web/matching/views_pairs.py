"""Pairs of a run, and what became of them: where the figures of matching lead."""

from __future__ import annotations

from math import isfinite

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.identify.linkage.enums import PairState
from idic.domain.identify.linkage.queries.pairs import access_pairs
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.matching.wording import HOLDS, PAIR_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

_BY_WEIGHT = Order("weight", descending=True)


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    state, run = request.GET.get("state", ""), request.GET.get("run", "")
    asked = {
        "state": state if state in PairState.values else "",
        "run": int(run) if run.isascii() and run.isdecimal() and len(run) < 19 else None,
        "low": _number(request, "low"), "high": _number(request, "high"),
    }  # fmt: skip
    found = access_pairs(request.user, **asked)  # type: ignore[arg-type] # read above, each of its own kind
    page = keyset_page(found, _BY_WEIGHT, cursor=request.GET.get("after") or request.GET.get("before"))
    chips = []
    if asked["run"]:
        chips.append(("run", _("Run"), str(asked["run"])))
    if asked["state"]:
        chips.append(("state", _("State"), str(PairState(str(asked["state"])).label)))
    if asked["low"] is not None:
        chips.append(("low", _("Weight from"), str(asked["low"])))
    if asked["high"] is not None:
        chips.append(("high", _("Weight below"), str(asked["high"])))
    values = {
        "tabs": matching_tabs("pairs"), "page": page, "states": PairState.choices, "asked": asked, "chips": chips,
        "rows": [(one, PAIR_TONES[one.state], HOLDS.get(one.hold, "")) for one in page.rows],
        "count": bounded_count(found), "may_decide": may(request.user, "customer.merge"),
    }  # fmt: skip
    return render(request, "matching/pairs.html", values)


def _number(request: HttpRequest, name: str) -> float | None:
    try:
        found = float(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if isfinite(found) else None
