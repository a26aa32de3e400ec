"""At which weight how much is merged, and at what price: the thresholds of a run are looked for and saved here."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.linkage.models import LinkageRun
from idic.domain.identify.linkage.operations.runs import move_thresholds
from idic.domain.identify.linkage.queries.measured import Measured, measured_at, standing_labels
from idic.domain.identify.linkage.queries.runs import access_run
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.foundation.accounts.rules import may, require


@dataclass(frozen=True)
class Point:
    """What linking from a weight up means, as the model expects it and as people have labelled it."""

    weight: float
    pairs: int
    merges: int
    false_per_1000: float
    expected_recall: float
    measured: Measured


@require_http_methods(["GET", "POST"])
def explorer(request: SignedInRequest, pk: int) -> HttpResponse:
    run = access_run(request.user, pk)
    typed = request.POST if request.method == "POST" else request.GET
    upper, lower = _weight(typed.get("upper"), run.upper_weight), _weight(typed.get("lower"), run.lower_weight)
    refusal = ""
    if request.method == "POST":
        require(request.user, "linkage.manage")
        if upper is None or lower is None:
            refusal = _("Give both thresholds as numbers.")
        else:
            try:
                move_thresholds(run, upper=upper, lower=lower, by=request.user)
            except IdentifyError as error:
                refusal = str(error)
            else:
                messages.success(request, _("The thresholds were saved. The review queue follows them at once."))
                return redirect("matching:thresholds", pk=pk)
    labels = standing_labels(run.kind)
    curve = [_point(row, run, labels) for row in run.curve]
    upper, lower = upper if upper is not None else run.upper_weight, lower if lower is not None else run.lower_weight
    values = {
        "run": run, "tabs": matching_tabs("list"), "refusal": refusal, "upper": upper, "lower": lower,
        "at_upper": _at(curve, upper), "at_lower": _at(curve, lower), "has_labels": bool(labels), "labels": len(labels),
        "between": _between(curve, upper, lower), "chart": _chart(curve, upper, lower) if curve else None,
        "rows": curve[:: max(1, len(curve) // 20)], "may_manage": may(request.user, "linkage.manage"),
        "lowest": round(min((row[0] for row in run.curve), default=0.0), 1),
        "highest": round(max((row[0] for row in run.curve), default=0.0), 1),
    }  # fmt: skip
    is_part = bool(request.htmx) and not request.htmx.history_restore_request and request.method == "GET"
    template = "matching/_explored.html" if is_part else "matching/explorer.html"
    return render(request, template, values, status=422 if refusal else 200)


def _weight(text: str | None, otherwise: float | None) -> float | None:
    if text is None or text == "":
        return otherwise
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) and abs(found) < 1000 else None


def _point(row: list[float], run: LinkageRun, labels: list[tuple[float, bool]]) -> Point:
    weight, pairs, false, matches, merges = row
    total = run.curve[-1][3] or 1.0
    return Point(
        weight,
        int(pairs),
        int(merges),
        1000 * false / pairs if pairs else 0.0,
        matches / total,
        measured_at(weight, labels),
    )


def _at(curve: list[Point], weight: float | None) -> Point | None:
    """The last step of the curve that is not beneath the weight."""
    if weight is None:
        return None
    return next((point for point in reversed(curve) if point.weight >= weight - 0.06), None)


def _between(curve: list[Point], upper: float | None, lower: float | None) -> int:
    low, high = _at(curve, lower), _at(curve, upper)
    return max(0, (low.pairs if low else 0) - (high.pairs if high else 0))


def _chart(curve: list[Point], upper: float | None, lower: float | None) -> Picture:
    points = list(reversed(curve))
    option: dict[str, Any] = {
        "grid": {"left": 30, "right": 30, "bottom": 28},
        "xAxis": {
            "type": "value", "name": _("Weight"), "nameLocation": "middle", "nameGap": 28, "min": points[0].weight,
            "max": points[-1].weight,
        },
        "yAxis": [
            {"type": "value", "name": _("Merges"), "nameLocation": "middle", "nameGap": 40},
            {
                "type": "value", "name": _("False per 1,000"), "nameLocation": "middle", "nameGap": 40,
                "position": "right",
            },
        ],
        "legend": {"show": True},
        "series": [
            {
                "name": _("Merges"), "type": "line", "step": "end", "showSymbol": False,
                "data": [[point.weight, point.merges] for point in points],
                "markLine": {
                    "symbol": "none", "label": {"formatter": "{b}"},
                    "data": [
                        {"name": name, "xAxis": round(weight, 1)}
                        for name, weight in ((_("Lower"), lower), (_("Upper"), upper)) if weight is not None
                    ],
                },
            },
            {
                "name": _("False per 1,000"), "type": "line", "yAxisIndex": 1, "showSymbol": False,
                "data": [[point.weight, round(point.false_per_1000, 2)] for point in points],
            },
        ],
    }  # fmt: skip
    table = ChartTable(
        [_("Weight"), _("Pairs"), _("Merges"), _("False per 1,000"), _("Share of matches found")],
        [
            (point.weight, point.pairs, point.merges, round(point.false_per_1000, 2), point.expected_recall)
            for point in points
        ],
        ["number:1", "number", "number", "number:2", "percent"],
    )
    return Picture(option, table)
