"""By when each step is due and how it stands, in words; and the way of a complaint along the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.domain.interact.complaints.deadlines import Due, DueState
from idic.domain.interact.complaints.models import ComplaintStep
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.languages import formats
from idic.methods.complaint_priority import Budget

_STATES = {
    DueState.KEPT: gettext_lazy("in time"), DueState.LATE: gettext_lazy("too late"),
    DueState.RUNNING: gettext_lazy("still time"), DueState.PAUSED: gettext_lazy("paused"),
    DueState.OVERDUE: gettext_lazy("overdue"), DueState.DROPPED: gettext_lazy("no longer needed"),
}  # fmt: skip
_TONES: Mapping[DueState, Tone] = {
    DueState.KEPT: "success", DueState.LATE: "warning", DueState.RUNNING: "info", DueState.PAUSED: "neutral",
    DueState.OVERDUE: "danger", DueState.DROPPED: "neutral",
}  # fmt: skip
_ICONS = {
    DueState.KEPT: "circle-check", DueState.LATE: "clock-exclamation", DueState.RUNNING: "player-play",
    DueState.PAUSED: "player-pause", DueState.OVERDUE: "clock-exclamation", DueState.DROPPED: "minus",
}  # fmt: skip
_OPEN = (DueState.RUNNING, DueState.PAUSED, DueState.OVERDUE)


@dataclass(frozen=True)
class ShownDue:
    name: str
    state: str
    tone: Tone
    icon: str
    budget: str
    source: str
    due_at: datetime | None
    done_at: datetime | None
    owes_notice: bool
    is_open: bool


def shown_dues(found: Sequence[Due]) -> list[ShownDue]:
    return [
        ShownDue(
            str(one.step.label), str(_STATES[one.state]), _TONES[one.state], _ICONS[one.state], budget_words(one.budget),
            one.source, one.due_at, one.done_at, one.owes_notice, one.state in _OPEN,
        )
        for one in found
    ]  # fmt: skip


def budget_words(budget: Budget) -> str:
    if budget.days:
        words = ngettext("%(count)s working day", "%(count)s working days", budget.days)
        return words % {"count": formats.number(budget.days)}
    hours, rest = divmod(budget.minutes, 60)
    parts = []
    if hours:
        words = ngettext("%(count)s working hour", "%(count)s working hours", hours)
        parts.append(words % {"count": formats.number(hours)})
    if rest:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": formats.number(rest)})
    return " ".join(parts)


def way_along_time(
    received_at: datetime,
    steps: Sequence[ComplaintStep],
    dues: Sequence[Due],
    titles: Mapping[str, str],
    *,
    now: datetime,
) -> Picture:
    """Above what was done, below what was due; and today."""
    done, due = _("Done"), _("Due")
    told: list[tuple[datetime, str, str]] = [(received_at, done, _("First contact"))]
    told += [(one.at, done, str(titles.get(one.kind, one.kind))) for one in steps]
    told += [
        (one.due_at, due, str(one.step.label))
        for one in dues
        if one.due_at is not None and one.state != DueState.DROPPED
    ]
    told.sort(key=lambda one: one[0])
    points = {lane: [{"name": words, "value": [at.isoformat(), lane]} for at, on, words in told if on == lane]
              for lane in (done, due)}  # fmt: skip
    option = {
        "grid": {"left": 8, "right": 24, "top": 16, "bottom": 8, "containLabel": True},
        "legend": False,
        "xAxis": {"type": "time"}, "yAxis": {"type": "category", "data": [due, done]},
        "tooltip": {"trigger": "item"},
        "series": [
            {"name": done, "type": "scatter", "symbolSize": 13, "data": points[done],
             "encode": {"x": 0, "y": 1, "tooltip": [0]},
             "markLine": {"silent": True, "symbol": "none", "label": {"show": True, "formatter": _("now")},
                          "data": [{"xAxis": now.isoformat()}]}},
            {"name": due, "type": "scatter", "symbol": "diamond", "symbolSize": 15, "data": points[due],
             "encode": {"x": 0, "y": 1, "tooltip": [0]}},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [[formats.moment(at), words, lane] for at, lane, words in told]
    return Picture(option, ChartTable([_("When"), _("Step"), _("Done or due")], rows))
