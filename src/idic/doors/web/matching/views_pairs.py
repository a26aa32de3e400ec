"""Pairs of a run, and what became of them: where the figures of matching lead."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.identify.linkage.enums import Age, Band, PairState
from idic.domain.identify.linkage.queries.pairs import access_pairs
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.matching.wording import HOLDS, PAIR_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

_BY_WEIGHT = Order("weight", descending=True)


@require_GET
def pairs(request: SignedInRequest) -> HttpResponse:
    run = request.GET.get("run", "")
    asked = {
        "state": _choice(request, "state", PairState.values),
        "run": int(run) if run.isascii() and run.isdecimal() and len(run) < 19 else None,
        "low": _number(request, "low"), "high": _number(request, "high"), "band": _choice(request, "band", Band.values),
        "age": _choice(request, "age", Age.values),
    }  # fmt: skip
    found = access_pairs(request.user, **asked)  # type: ignore[arg-type] # read above, each of its own kind
    page = keyset_page(found, _BY_WEIGHT, cursor=request.GET.get("after") or request.GET.get("before"))
    chips = []
    if asked["run"]:
        chips.append(("run", _("Run"), str(asked["run"])))
    if asked["state"]:
        chips.append(("state", _("State"), str(PairState(str(asked["state"])).label)))
    if asked["band"]:
        chips.append(("band", _("Weight"), str(Band(str(asked["band"])).label)))
    if asked["age"]:
        chips.append(("age", _("Waiting, found"), str(Age(str(asked["age"])).label)))
    if asked["low"] is not None:
        chips.append(("low", _("Weight from"), str(asked["low"])))
    if asked["high"] is not None:
        chips.append(("high", _("Weight below"), str(asked["high"])))
    values = {
        "tabs": matching_tabs("pairs"), "page": page, "states": PairState.choices, "asked": asked, "chips": chips,
        "bands": Band.choices,
        "rows": [(one, PAIR_TONES[one.state], HOLDS.get(one.hold, "")) for one in page.rows],
        # what the form of the filters does not ask stays as it is
        "kept": [(name, asked[name]) for name in ("run", "age", "low", "high") if asked[name] not in (None, "")],
        "count": bounded_count(found), "may_decide": may(request.user, "customer.merge"),
    }  # fmt: skip
    return render(request, "matching/pairs.html", values)


def _choice(request: HttpRequest, name: str, choices: Sequence[str]) -> str:
    text = request.GET.get(name, "")
    return text if text in choices else ""


def _number(request: HttpRequest, name: str) -> float | None:
    try:
        found = float(request.GET.get(name, ""))
    except ValueError:
        return None
    return found if isfinite(found) else None
