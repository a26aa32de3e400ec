from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.value import charts
from idic.doors.web.value import validation as pictures
from idic.doors.web.value.words import MODELS, verdict
from idic.foundation.languages import formats


@dataclass(frozen=True)
class CandidateRow:
    name: str
    text: str
    mae: str
    count_error: str
    result: str


@require_GET
def validation(request: SignedInRequest) -> HttpResponse:
    refresh = newest_refresh(request.user)
    fitted: dict[str, Any] = refresh.fitted if refresh else {}
    held_out = fitted.get("hold_out")
    context: dict[str, Any] = {"held_out": held_out}
    if held_out:
        tracking = held_out.get("tracking")
        context |= {
            "verdict": verdict(held_out), "candidates": _candidates(fitted, held_out),
            "hold_out": charts.hold_out(held_out),
            "gain": pictures.gain(held_out["gain"]) if held_out.get("gain") else None,
            "weekly": pictures.weekly(tracking) if tracking else None,
            "cumulative": pictures.cumulative(tracking) if tracking else None,
            "alive": pictures.alive(fitted["alive_grid"]) if fitted.get("alive_grid") else None,
        }  # fmt: skip
    return render(request, "value/validation.html", context)


def _candidates(fitted: dict[str, Any], held_out: dict[str, Any]) -> list[CandidateRow]:
    rows = []
    for one in fitted.get("candidates", []):
        if not one["better_than_naive"]:
            result = _("Not better than the naive forecast: not used")
        elif one["model"] == held_out.get("model"):
            result = _("In use")
        else:
            result = _("Better than the naive forecast")
        name, text = MODELS[one["model"]]
        rows.append(CandidateRow(
            str(name), str(text), formats.number(one["mae"], 3), formats.number(one["count_error"], 3), result
        ))  # fmt: skip
    if "naive_count_error" in held_out:
        rows.append(CandidateRow(
            _("As before (naive)"), _("Everybody buys on at the rate seen so far."),
            formats.number(held_out["naive_mae"], 3), formats.number(held_out["naive_count_error"], 3), _("The mark to beat"),
        ))  # fmt: skip
    return rows
