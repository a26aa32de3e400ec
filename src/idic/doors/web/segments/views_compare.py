"""Several segments beside one another: what they share, and who moved from one to another between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.queries.movement import MOST_COMPARED, combinations, movement, overlap_matrix
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import Cell, ChartTable
from idic.foundation.languages import formats


@require_GET
def compare(request: SignedInRequest) -> HttpResponse:
    """Without a choice the first segments stand beside one another, over the last thirty days."""
    offered = list(access_segments(request.user).order_by("id"))
    wanted = [int(one) for one in request.GET.getlist("segment") if one.isascii() and one.isdecimal() and len(one) < 18]
    known = {one.pk: one for one in offered}
    chosen = [known[pk] for pk in dict.fromkeys(wanted) if pk in known][:MOST_COMPARED] or offered[:5]
    today = timezone.localdate()
    second = min(_day(request.GET.get("to", "")) or today, today)
    first = min(_day(request.GET.get("from", "")) or second - timedelta(days=30), second)
    context: dict[str, Any] = {
        "offered": [(one, segment_name(one), one in chosen) for one in offered], "first": first, "second": second,
        "today": today, "most": MOST_COMPARED, "too_many": len(set(wanted)) > MOST_COMPARED,
    }  # fmt: skip
    if chosen:
        names = _unlike([segment_name(one) for one in chosen])
        context |= _overlap(chosen, names) | _movement(chosen, names, first, second)
    return render(request, "segments/compare.html", context)


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 9000 else None


def _unlike(names: list[str]) -> list[str]:
    """Two segments may bear one name; a picture tells them apart by a number."""
    return [name if names.count(name) == 1 else f"{name} ({place + 1})" for place, name in enumerate(names)]


def _overlap(chosen: list[Segment], names: list[str]) -> dict[str, Any]:
    counts = overlap_matrix(chosen)
    most = max((count for row in counts for count in row), default=1) or 1
    points = [[j, i, counts[i][j]] for i in range(len(names)) for j in range(len(names))]
    matrix = {
        "grid": {"left": 8, "right": 16, "top": 16, "bottom": 56, "containLabel": True},
        "xAxis": {"type": "category", "data": names, "axisLabel": {"rotate": 30}},
        "yAxis": {"type": "category", "data": names, "inverse": True},
        "visualMap": {"min": 0, "max": most, "calculable": False, "orient": "horizontal", "left": "center", "bottom": 0,
                      "inRange": {"color": ["#ede9fe", "#8b5cf6", "#4c1d95"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": gettext("Customers"), "type": "heatmap", "data": points, "label": {"show": len(names) <= 6}}],
    }  # fmt: skip
    table = ChartTable(
        columns=[gettext("Segment"), *names],
        rows=[(name, *row) for name, row in zip(names, counts, strict=True)],
    )
    exact = combinations(chosen)
    labels = [" + ".join(names[place] for place in places) for places, _count in exact]
    bars = {
        "grid": {"right": 32},
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": labels[::-1], "axisLabel": {"interval": 0, "width": 190, "overflow": "truncate"}},
        "series": [{"name": gettext("Customers"), "type": "bar", "data": [count for _places, count in exact][::-1]}],
    }  # fmt: skip
    exact_rows = [(label, count) for label, (_places, count) in zip(labels, exact, strict=True)]
    return {
        "matrix": matrix, "matrix_table": table, "upset": bars,
        "upset_table": ChartTable(columns=[gettext("In exactly these"), gettext("Customers")], rows=exact_rows),
        "has_members": any(counts[place][place] for place in range(len(names))),
    }  # fmt: skip


def _movement(chosen: list[Segment], names: list[str], first: date, second: date) -> dict[str, Any]:
    found = movement(chosen, first, second)
    states = [*names, gettext("none of them")]
    links = [
        {"source": f"{states[i]} ", "target": f" {states[j]}", "value": count}
        for i, row in enumerate(found.counts)
        for j, count in enumerate(row)
        if count
    ]
    nodes = sorted({link["source"] for link in links} | {link["target"] for link in links}, key=str)
    rows: list[tuple[Cell, ...]] = [
        (name, sum(counts), *(formats.percent(share) if share is not None else "–" for share in shares))
        for name, counts, shares in zip(states, found.counts, found.shares(), strict=True)
    ]
    return {
        "sankey": {"series": [{"type": "sankey", "data": [{"name": name} for name in nodes], "links": links,
                               "layoutIterations": 0, "nodeGap": 14, "right": "24%", "lineStyle": {"color": "gradient"}}]},
        "sankey_table": ChartTable(columns=[gettext("From"), gettext("Customers"), *states], rows=rows),
        "has_moved": bool(links),
    }  # fmt: skip
