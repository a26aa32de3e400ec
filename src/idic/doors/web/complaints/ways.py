"""Complaints by topic and channel: where which trouble comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.asking import NO_TOPIC
from idic.doors.web.shell.charts import Cell, ChartTable, Picture

_MOST = 20


def way_picture(found: Sequence[tuple[int | None, str, str, int]], since: date) -> Picture | None:
    """The most frequent topics on top. Each cell leads to its complaints."""
    if not found:
        return None
    sums: dict[tuple[int | None, str], int] = {}
    counts: dict[tuple[int | None, str], int] = {}
    for topic, name, mode, n in found:
        sums[topic, name] = sums.get((topic, name), 0) + n
        counts[topic, mode] = n
    topics = sorted(sums, key=lambda one: (-sums[one], one[1]))[:_MOST]
    modes = [(str(code), str(label)) for code, label in AccessMode.choices if any(one[2] == code for one in found)]
    names = [name or _("No topic") for _pk, name in topics]
    links = [[_url(topic, mode, since) for mode, _label in modes] for topic, _name in topics]
    lines = [[counts.get((topic, mode), 0) for mode, _label in modes] for topic, _name in topics]
    points: list[dict[str, Any]] = [
        {"value": [column, row, n], "link": links[row][column]}
        for row, line in enumerate(lines) for column, n in enumerate(line) if n
    ]  # fmt: skip
    option = {
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 64, "containLabel": True},
        "xAxis": {"type": "category", "data": [label for _code, label in modes], "splitArea": {"show": True}},
        "yAxis": {"type": "category", "data": names, "inverse": True, "splitArea": {"show": True}},
        "visualMap": {"min": 0, "max": max(max(line) for line in lines), "calculable": False, "orient": "horizontal",
                      "left": "center", "bottom": 0, "itemHeight": 160, "text": [_("Most"), _("Least")],
                      "inRange": {"color": ["#fee2e2", "#ef4444", "#7f1d1d"]}},
        "tooltip": {"trigger": "item"},
        "series": [{"name": _("Complaints"), "type": "heatmap", "data": points, "label": {"show": True},
                    "encode": {"x": 0, "y": 1, "value": 2, "tooltip": [2]}}],
    }  # fmt: skip
    rows: list[list[Cell]] = [[name, *line] for name, line in zip(names, lines, strict=True)]
    return Picture(option, ChartTable([_("Topic"), *(label for _code, label in modes)], rows, cell_links=links))


def _url(topic: int | None, mode: str, since: date) -> str:
    asked = {"topic": NO_TOPIC if topic is None else str(topic), "mode": mode, "since": since.isoformat()}
    return f"{reverse('complaints:list')}?{urlencode(asked)}"
