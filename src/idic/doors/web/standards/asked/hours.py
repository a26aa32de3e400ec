"""How many hours a week people can reach us."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.standards.queries.standards import offered_cells
from idic.doors.web.standards.asked.figure import Figure
from idic.foundation.languages import formats

_WEEK_S = 7 * 24 * 3600


def hours_open(period: Period) -> Figure:
    label = _("Hours open a week")
    by_calendar: dict[int | None, set[str]] = {}
    for cell in offered_cells():
        by_calendar.setdefault(cell.calendar_id, set()).add(cell.mode)
    if not by_calendar:
        return Figure(
            label, "", "", _("Not measured: say in the access map by which ways you can be reached, and when.")
        )
    weeks = (period.until - period.since).total_seconds() / _WEEK_S
    found: dict[str, float] = {}
    for calendar, modes in by_calendar.items():
        hours = hours_of(calendar).clock.elapsed(period.since, period.until).total_seconds() / 3600 / weeks
        for mode in modes:
            found[mode] = max(found.get(mode, 0.0), hours)
    told = sorted((-hours, str(AccessMode(mode).label)) for mode, hours in found.items())
    texts = [f"{label} {_hours(-hours)}" for hours, label in told]
    fewest, most = _hours(-told[-1][0]), _hours(-told[0][0])
    return Figure(
        label, most if fewest == most else _("%(fewest)s to %(most)s") % {"fewest": fewest, "most": most}, ", ".join(texts),
        _("Open time of each way that is offered, on average in this period: holidays are left out."), reverse("standards:map"),
    )  # fmt: skip


def _hours(hours: float) -> str:
    return _("%(hours)s h") % {"hours": formats.number(round(hours))}
