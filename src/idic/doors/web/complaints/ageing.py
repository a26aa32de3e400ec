"""How old those are that have not ended: bars by age, in each the phases of plan, do, check, act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.complaints.enums import ENDED
from idic.domain.interact.complaints.machine import WHEEL
from idic.domain.interact.complaints.queries.marks import COUNTED
from idic.doors.web.complaints.wording import AGES, PHASES
from idic.doors.web.shell.charts import Cell, ChartTable, Picture

#: The last day of each age; the oldest has none.
_LAST: Mapping[str, int | None] = {"5": 5, "10": 10, "20": 20, "30": 30, "more": None}


def aged(age: str, today: date) -> Q:
    """Not ended, each once, and so old."""
    codes = list(_LAST)
    found = COUNTED & ~Q(state__in=ENDED)
    last = _LAST[age]
    if last is not None:
        found &= Q(received_at__gte=start_of(today - timedelta(days=last)))
    before = _LAST[codes[codes.index(age) - 1]] if age != codes[0] else None
    return found & Q(received_at__lt=start_of(today - timedelta(days=before))) if before is not None else found


def ageing_picture(found: Mapping[tuple[str, int], int]) -> Picture | None:
    """`found`: by state and age in days."""
    if not found:
        return None
    counts: dict[tuple[str, str], int] = {}
    for (state, days), n in found.items():
        key = (_age_of(days), WHEEL[state])
        counts[key] = counts.get(key, 0) + n
    phases = [code for code in PHASES if any(phase == code for _age, phase in counts)]
    names = [str(AGES[age]) for age in _LAST]
    links = [f"{reverse('complaints:list')}?{urlencode({'age': age})}" for age in _LAST]
    lines = {code: [counts.get((age, code), 0) for age in _LAST] for code in phases}
    cell_links = [
        [f"{reverse('complaints:list')}?{urlencode({'age': age, 'phase': code})}" for code in phases] for age in _LAST
    ]  # fmt: skip
    option = {
        "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": str(PHASES[code]), "type": "bar", "stack": "age",
             "data": [{"value": n, "link": cell_links[row][column]} for row, n in enumerate(lines[code])]}
            for column, code in enumerate(phases)
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [name, *(lines[code][row] for code in phases), sum(lines[code][row] for code in phases)]
        for row, name in enumerate(names)
    ]
    columns = [_("Age"), *(str(PHASES[code]) for code in phases), _("Sum")]
    return Picture(option, ChartTable(columns, rows, links=links, cell_links=cell_links))


def _age_of(days: int) -> str:
    return next((code for code, last in _LAST.items() if last is None or days <= last), "more")
