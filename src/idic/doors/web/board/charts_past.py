"""Pictures of a time: what came and went, when and how it came, and where the time went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.interact.cases.noun import WEEKDAYS
from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.cases.queries.pictures.flow import Span
from idic.domain.interact.cases.queries.pictures.spent import Spent
from idic.domain.interact.contact import AccessMode, Purpose
from idic.doors.web.board.drill import COUNTED, Condition, cases_url, leaf
from idic.doors.web.shell.charts import Cell, ChartTable, Picture

# the first and the last day stand at the very edge, and their words within it
_WITHIN = {"alignMinLabel": "left", "alignMaxLabel": "right"}
_WARM = {"inRange": {"color": ["#fef3c7", "#f59e0b", "#7c2d12"]}}


def cumulative_picture(spans: Sequence[Span], chosen: Chosen) -> Picture:
    """What was resolved, and upon it what is open: the upper edge is all that came, the band between is the backlog."""
    gone, left = list(accumulate(one.resolved for one in spans)), [one.backlog for one in spans]
    days = [one.last.isoformat() for one in spans]
    urls = [cases_url(chosen, *_open_at(one.last), sort="received") for one in spans]
    area = {
        "type": "line",
        "stack": "all",
        "areaStyle": {"opacity": 0.55},
        "lineStyle": {"width": 1},
        "triggerLineEvent": True,
    }
    option = {
        "xAxis": {"type": "category", "data": days, "boundaryGap": False, "axisLabel": _WITHIN},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": _("Resolved since the start"), "data": gone, **area},
            {"name": _("Open"), **area, "showSymbol": len(spans) <= 31,
             "data": [{"value": n, "link": url} for n, url in zip(left, urls, strict=True)]},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [[one.last, n, total] for one, n, total in zip(spans, left, gone, strict=True)]
    columns = [_("End of the day"), _("Open"), _("Resolved since the start")]
    return Picture(
        option, ChartTable(columns, rows, forms=("day", "number", "number"), cell_links=[[url] for url in urls])
    )


def flow_picture(spans: Sequence[Span], chosen: Chosen) -> Picture:
    urls = [
        [cases_url(chosen, COUNTED, _within(field, one), sort="received") for field in ("received", "resolved")]
        for one in spans
    ]
    series = ((_("Opened"), [one.opened for one in spans]), (_("Resolved"), [one.resolved for one in spans]))
    option = {
        "xAxis": {"type": "category", "data": [one.first.isoformat() for one in spans]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": name, "type": "bar",
             "data": [{"value": n, "link": line[column]} for n, line in zip(counts, urls, strict=True)]}
            for column, (name, counts) in enumerate(series)
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [[one.first, one.opened, one.resolved] for one in spans]
    columns = [_("Week from") if _is_weekly(spans) else _("Day"), *(name for name, _counts in series)]
    return Picture(option, ChartTable(columns, rows, forms=("day", "number", "number"), cell_links=urls))


def way_picture(found: Mapping[tuple[str, str], int], chosen: Chosen, since: date) -> Picture | None:
    modes = [(str(code), str(label)) for code, label in AccessMode.choices if any(key[0] == code for key in found)]
    purposes = [(str(code), str(label)) for code, label in Purpose.choices]
    return _heat(
        [label for _code, label in purposes], [label for _code, label in modes], _("Channel"),
        [[found.get((mode, purpose), 0) for purpose, _label in purposes] for mode, _name in modes],
        [
            [_received(chosen, since, leaf("mode", mode), leaf("purpose", purpose)) for purpose, _label in purposes]
            for mode, _name in modes
        ],
    )  # fmt: skip


def hour_picture(found: Mapping[tuple[int, int], int], chosen: Chosen, since: date) -> Picture | None:
    hours = range(min((key[1] for key in found), default=0), max((key[1] for key in found), default=0) + 1)
    days = [(int(code), str(label)) for code, label in WEEKDAYS]
    return _heat(
        [f"{hour:02}" for hour in hours], [label for _code, label in days], _("Weekday"),
        [[found.get((day, hour), 0) for hour in hours] for day, _label in days],
        [
            [_received(chosen, since, leaf("weekday", str(day)), leaf("hour", hour)) for hour in hours]
            for day, _label in days
        ],
    )  # fmt: skip


def spent_picture(found: Sequence[Spent], chosen: Chosen, since: date) -> Picture | None:
    if not found:
        return None
    labels = {str(code): str(label) for code, label in AccessMode.choices}
    names = [labels[one.mode] for one in found]
    parts = (
        (_("Until the first answer"), [one.first for one in found]), (_("In hand"), [one.work for one in found]),
        (_("Waiting for the customer"), [one.customer for one in found]),
        (_("Waiting for others"), [one.others for one in found]), (_("Resolved, until closed"), [one.ended for one in found]),
    )  # fmt: skip
    urls = [
        cases_url(chosen, COUNTED, leaf("mode", one.mode), leaf("resolved", since.isoformat(), "ge"), sort="-message")
        for one in found
    ]
    option = {
        "legend": {"show": True},
        "grid": {"top": 56},
        "yAxis": {"type": "category", "data": names, "inverse": True},
        "xAxis": {"type": "value", "name": _("hours")},
        "series": [
            {"name": name, "type": "bar", "stack": "all",
             "data": [{"value": round(n, 2), "link": url} for n, url in zip(hours, urls, strict=True)]}
            for name, hours in parts
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [name, one.cases, *(round(hours[place], 2) for _part, hours in parts), round(one.median, 2)]
        for place, (name, one) in enumerate(zip(names, found, strict=True))
    ]
    columns = [_("Channel"), _("Cases"), *(name for name, _hours in parts), _("Median until resolved")]
    return Picture(option, ChartTable(columns, rows, cell_links=[[url] for url in urls]))


def _heat(
    across: list[str], down: list[str], head: str, counts: list[list[int]], urls: list[list[str]]
) -> Picture | None:
    if not any(map(any, counts)):
        return None
    points: list[dict[str, Any]] = [
        {"value": [column, row, n], "link": urls[row][column]}
        for row, line in enumerate(counts) for column, n in enumerate(line) if n
    ]  # fmt: skip
    option = {
        "grid": {"left": 8, "right": 16, "top": 8, "bottom": 64, "containLabel": True},
        "xAxis": {"type": "category", "data": across, "splitArea": {"show": True}},
        "yAxis": {"type": "category", "data": down, "inverse": True, "splitArea": {"show": True}},
        "visualMap": {"min": 0, "max": max(map(max, counts)), "calculable": False, "orient": "horizontal",
                      "left": "center", "bottom": 0, "itemHeight": 160, "text": [_("Most"), _("Least")], **_WARM},
        "tooltip": {"trigger": "item"},
        "series": [{"name": _("Cases"), "type": "heatmap", "data": points, "label": {"show": len(points) < 60},
                    "encode": {"x": 0, "y": 1, "value": 2, "tooltip": [2]}}],
    }  # fmt: skip
    rows: list[list[Cell]] = [[name, *line] for name, line in zip(down, counts, strict=True)]
    return Picture(option, ChartTable([head, *across], rows, cell_links=urls))


def _received(chosen: Chosen, since: date, *conditions: Condition) -> str:
    return cases_url(chosen, COUNTED, leaf("received", since.isoformat(), "ge"), *conditions, sort="received")


def _within(field: str, one: Span) -> Condition:
    if one.first == one.last:
        return leaf(field, one.first.isoformat())
    return leaf(field, [one.first.isoformat(), one.last.isoformat()], "between")


def _open_at(day: date) -> list[Condition]:
    return [
        COUNTED, leaf("received", day.isoformat(), "le"),
        {"any": [leaf("resolved"), leaf("resolved", day.isoformat(), "gt")]},
    ]  # fmt: skip


def _is_weekly(spans: Sequence[Span]) -> bool:
    return any(one.first != one.last for one in spans)
