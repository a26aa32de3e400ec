"""Pictures of what is open now: how old it is, and who has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from idic.domain.interact.cases.enums import OPEN_STATES, CaseState
from idic.domain.interact.cases.queries.chosen import Chosen
from idic.domain.interact.cases.queries.pictures.ageing import BANDS, Band
from idic.domain.interact.cases.queries.pictures.workload import Load
from idic.domain.interact.contact import Priority
from idic.doors.web.board.drill import COUNTED, OPEN, Condition, cases_url, is_on, leaf
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.foundation.languages import formats

#: By what the bars of the ages are parted: code -> label.
AGEING: dict[str, Sequence[tuple[Any, Any]]] = {
    "priority": Priority.choices,
    "state": [(one, CaseState(one).label) for one in OPEN_STATES],
}


#: Overdue, due today, open, resolved, and the mark of the capacity.
_LOAD_COLOURS = ["#dc2626", "#d97706", "#0369a1", "#15803d", "#64748b"]


def ageing_picture(found: Mapping[tuple[int, str], int], by: str, chosen: Chosen) -> Picture | None:
    if not found:
        return None
    parts = [(str(code), str(label)) for code, label in AGEING[by] if any(key[1] == code for key in found)]
    bands = [(place, band, _band(band)) for place, band in enumerate(BANDS)]
    counts = [[found.get((place, code), 0) for code, _label in parts] for place, _b, _l in bands]
    urls = [
        [cases_url(chosen, *_aged(band), leaf(by, code), sort="received") for code, _l in parts]
        for _p, band, _w in bands
    ]
    option = {
        "legend": {"show": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [label for _p, _b, label in bands]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": label, "type": "bar", "stack": "all",
             "data": [{"value": line[column], "link": links[column]} for line, links in zip(counts, urls, strict=True)]}
            for column, (_code, label) in enumerate(parts)
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [label, *line, sum(line)] for (_p, _b, label), line in zip(bands, counts, strict=True)
    ]  # fmt: skip
    sums = [cases_url(chosen, *_aged(band), sort="received") for _p, band, _w in bands]
    links = [[*line, whole] for line, whole in zip(urls, sums, strict=True)]
    columns = [_("Days since receipt"), *(label for _code, label in parts), _("Sum")]
    return Picture(option, ChartTable(columns, rows, cell_links=links))


def workload_picture(
    loads: Sequence[Load], chosen: Chosen, capacity: Mapping[int, int], *, today: str, since: str
) -> Picture | None:
    """`capacity`: how many open cases somebody may have; who has none set has no mark."""
    if not loads:
        return None
    names = [one.name or _("Nobody's yet") for one in loads]
    urls = [_of_person(one.owner, chosen, today, since) for one in loads]
    series: list[tuple[str, str, list[int], int]] = [
        (_("Overdue"), "open", [one.overdue for one in loads], 1),
        (_("Due today"), "open", [one.today for one in loads], 2),
        (_("Open, not due today"), "open", [one.open - one.overdue - one.today for one in loads], 0),
        (_("Resolved within 7 days"), "resolved", [one.resolved for one in loads], 3),
    ]
    full, most = _("Capacity"), [capacity.get(one.owner) if one.owner is not None else None for one in loads]
    option = {
        "color": _LOAD_COLOURS,
        "legend": {"show": True},
        "grid": {"top": 56},
        "yAxis": {"type": "category", "data": names, "inverse": True, "axisLabel": {"width": 150, "overflow": "break"}},
        "xAxis": {"type": "value", "minInterval": 1},
        "series": [
            *({"name": label, "type": "bar", "stack": stack, "barMaxWidth": 16,
               "data": [{"value": n, "link": links[place]} for n, links in zip(counts, urls, strict=True)]}
              for label, stack, counts, place in series),
            {"name": full, "type": "scatter", "symbol": "rect", "symbolSize": [4, 26], "data": most},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [name, one.open, one.overdue, one.today, one.resolved, room, one.open / room if room else None]
        for name, one, room in zip(names, loads, most, strict=True)
    ]
    columns = [
        _("Who"),
        _("Open"),
        _("Overdue"),
        _("Due today"),
        _("Resolved within 7 days"),
        full,
        _("Of the capacity"),
    ]
    forms = ("", "number", "number", "number", "number", "number", "percent")
    # in the table all that is open, in the bar what is left of it
    links = [
        [every, *rest]
        for (_left, *rest), every in zip(urls, (_open_of(one.owner, chosen) for one in loads), strict=True)
    ]
    return Picture(option, ChartTable(columns, rows, forms=forms, cell_links=links))


def _of_person(owner: int | None, chosen: Chosen, today: str, since: str) -> list[str]:
    """Open and neither overdue nor due today; overdue; due today; resolved."""
    theirs, later = _of(owner), {"any": [leaf("due", today, "gt"), leaf("due")]}
    return [
        cases_url(chosen, OPEN, theirs, leaf("overdue", False), later),
        cases_url(chosen, OPEN, theirs, is_on("overdue")),
        cases_url(chosen, OPEN, theirs, leaf("overdue", False), leaf("due", today)),
        cases_url(chosen, COUNTED, theirs, leaf("resolved", since, "ge"), sort="-message"),
    ]


def _open_of(owner: int | None, chosen: Chosen) -> str:
    return cases_url(chosen, OPEN, _of(owner))


def _of(owner: int | None) -> Condition:
    return leaf("owner", None if owner is None else str(owner))


def _aged(band: Band) -> list[Condition]:
    if band.high is None:
        return [OPEN, leaf("age", band.low, "ge")]
    # what is dated ahead of today is as old as today
    return [OPEN, leaf("age", band.high, "le") if band.low == 0 else leaf("age", [band.low, band.high], "between")]


def _band(band: Band) -> str:
    if band.high is None:
        return _("%(days)s and more") % {"days": formats.number(band.low)}
    if band.low == band.high:
        return formats.number(band.low)
    return _("%(low)s to %(high)s") % {"low": formats.number(band.low), "high": formats.number(band.high)}
