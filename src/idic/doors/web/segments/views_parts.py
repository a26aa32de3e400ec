"""Parts of a segment's page that look at every customer: each is fetched by itself, and the page does not wait."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.compiling import segment_fields
from idic.domain.differentiate.queries.movement import sizes_over_time
from idic.domain.differentiate.queries.quality import CODES, FIGURES, quality_of
from idic.domain.differentiate.queries.segments import access_segment
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import ChartTable
from idic.foundation.nouns.errors import PredicateRefused

# Below it only the fact counts, and not by how much.
_SMALLEST = 0.001
_REASONS = {
    "no_owner": _("Nobody owns it: give it an owner by saving it under your name."),
    "no_standard": _("Nothing is done with it yet: choose a purpose, or plan follow-ups for it."),
    "no_owner_and_no_standard": _("Nobody owns it and nothing is done with it: choose a purpose, or plan follow-ups."),
}


@require_GET
def quality(request: SignedInRequest, pk: int) -> HttpResponse:
    segment = access_segment(request.user, pk)
    response = request.GET.get("response", "")
    response = response if response in (*FIGURES, *CODES) else FIGURES[0]
    try:
        found = quality_of(segment, response=response)
    except PredicateRefused as refusal:
        return render(request, "segments/quality.html", {"refusal": refusal, "segment": segment})
    fields = segment_fields()
    known = [
        {"label": fields[name].label, "rate": rate, "percent": round(100 * rate) if rate is not None else 0}
        for name, rate in found.known.items()
    ]
    responses = [(name, fields[name].label, name == response) for name in (*FIGURES, *CODES) if name in fields]
    context = {
        "quality": found, "known": known, "segment": segment, "responses": responses,
        "p": _p_value(found.differentiable.figure), "chosen": fields[response].label,
        "why_not": _REASONS.get(found.actionable.reason, ""),
    }  # fmt: skip
    return render(request, "segments/quality.html", context)


def _p_value(p: float | None) -> str:
    if p is None:
        return ""
    return "p < 0.001" if p < _SMALLEST else f"p = {p:.3f}"


@require_GET
def history(request: SignedInRequest, pk: int) -> HttpResponse:
    segment = access_segment(request.user, pk)
    sizes = sizes_over_time(segment, until=timezone.localdate())
    option = {
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": gettext("Members"), "type": "line", "step": "end", "showSymbol": False,
             "data": [[day.isoformat(), size] for day, size in sizes]}
        ],
    }  # fmt: skip
    table = ChartTable(columns=[gettext("Day"), gettext("Members")], rows=list(sizes))
    return render(request, "segments/history.html", {"option": option, "table": table})
