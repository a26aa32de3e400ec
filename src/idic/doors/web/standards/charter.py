"""The service charter: what customers may count on, for readers outside. Targets, and nothing else of ours.

Standards for a value tier stay inside: nobody outside is told how much we think somebody is worth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.clocks.hours import hours_of as hours_measured
from idic.domain.interact.cases.queries import shares
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.promises import for_everybody
from idic.domain.interact.contact import Purpose
from idic.domain.interact.standards.enums import Measure, Requirement
from idic.domain.interact.standards.models import AccessCell, Standard, StandardVersion
from idic.domain.interact.standards.queries.standards import offered_cells, promised_standards, versions_of
from idic.doors.web.calendars.week_grid import hours_of
from idic.doors.web.standards.promised_time import promised_time
from idic.doors.web.standards.wording import BLOCKS, in_language, scope_words, target_words
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.queries.calendars import default_calendar
from idic.foundation.calendars.queries.days import ruling, weeks_of
from idic.foundation.languages import formats

#: A share of fewer says little, and could tell of single people.
FEWEST = 30


@dataclass(frozen=True)
class Way:
    label: str
    purposes: str
    addresses: str
    is_free: bool
    hours: str


@dataclass(frozen=True)
class Promise:
    words: str
    scope: str
    target: str
    kept: str


@dataclass(frozen=True)
class Charter:
    """In the language that is active."""

    ways: list[Way]
    promises: list[tuple[str, list[Promise]]]
    complaints: list[str]
    hours: list[tuple[str, list[tuple[str, str]]]]
    as_of: str

    @property
    def is_empty(self) -> bool:
        return not self.ways and not self.promises


def charter_of(period: Period | None) -> Charter:
    """`period`: with how far it was kept in it; None: without."""
    cells = offered_cells()
    calendars = _calendars(cells)
    ways = list(_ways(cells, calendars))
    return Charter(
        ways, list(_promises(_kept(period) if period else {})),
        [
            str(mode.label) for _label, modes in BLOCKS for mode in modes
            if any(one.mode == mode and one.purpose == Purpose.COMPLAIN for one in cells)
        ],
        _hours(calendars.values()), formats.day(timezone.localdate(), "long"),
    )  # fmt: skip


def parts_of(charter: Charter) -> list[dict[str, Any]]:
    """As the paper sets them."""
    parts: list[dict[str, Any]] = []
    for label, promises in charter.promises:
        rows = [[f"{one.scope}: {one.target}", "\n".join(filter(None, (one.words, one.kept)))] for one in promises]
        parts.append({"kind": "notes", "title": label, "rows": rows})
    if charter.ways:
        rows = [[one.label, _way_line(one)] for one in charter.ways]
        parts.append({"kind": "facts", "title": _("How to reach us"), "rows": rows})
    for name, days in charter.hours:
        parts.append({"kind": "facts", "title": name, "rows": [[day, text] for day, text in days]})
    if charter.complaints:
        rows = [["", complaint_words(charter)]]
        parts.append({"kind": "notes", "title": _("If you are not content"), "rows": rows})
    return parts


def complaint_words(charter: Charter) -> str:
    return _("You may complain at any time and without a form: %(ways)s. We look into every complaint.") % {
        "ways": ", ".join(charter.complaints)
    }


def _way_line(way: Way) -> str:
    free = _("without cost to you") if way.is_free else ""
    return " · ".join(filter(None, (way.addresses, way.purposes, way.hours, free)))


def _ways(cells: Iterable[AccessCell], calendars: dict[int, Calendar]) -> Iterable[Way]:
    by_mode = {mode: [one for one in cells if one.mode == mode] for _label, modes in BLOCKS for mode in modes}
    order, several = list(Purpose), len(calendars) > 1
    for mode, found in by_mode.items():
        if found:
            found.sort(key=lambda one: order.index(Purpose(one.purpose)))
            named = {calendars[pk].name for one in found if (pk := _calendar_id(one, calendars)) is not None}
            yield Way(
                str(mode.label), ", ".join(str(Purpose(one.purpose).label) for one in found),
                ", ".join(dict.fromkeys(one.address for one in found if one.address)), all(one.is_free for one in found),
                ", ".join(sorted(named)) if several else "",
            )  # fmt: skip


def _promises(kept: dict[int, tuple[int, int]]) -> Iterable[tuple[str, list[Promise]]]:
    order = list(Requirement)
    standards = sorted(
        promised_standards(),
        key=lambda one: (order.index(Requirement(one.requirement)), one.measure, one.pk),
    )
    versions = versions_of(standards, at=timezone.now())
    now = [(one, found.now) for one in standards if (found := versions.get(one.pk)) and found.now is not None]
    for label, group in groupby(now, lambda pair: pair[0].get_requirement_display()):
        yield str(label), [_promise(one, said, *kept.get(one.pk, (0, 0))) for one, said in group]


def _kept(period: Period) -> dict[int, tuple[int, int]]:
    untimed = shares.for_everybody(period)
    return for_everybody(period) | {pk: (one.hits, one.of - one.hits) for pk, one in untimed.items()}


def _promise(standard: Standard, version: StandardVersion, met: int, broken: int) -> Promise:
    kept = ""
    if met + broken >= FEWEST:
        told = {"share": formats.percent(met / (met + broken), 0), "count": formats.number(met + broken)}
        kept = _("In the last year kept in %(share)s of %(count)s contacts.") % told
        if standard.measure == Measure.REOPENED:
            kept = _("In the last year it happened in %(share)s of %(count)s contacts.") % told
    words = in_language(version.customer_words) or str(standard.get_measure_display())
    target = target_words(
        standard.measure, version.target_share, version.target_minutes,
        time_of=lambda minutes: promised_time(minutes, hours_measured(version.calendar_id).clock, timezone.localdate()),
    )  # fmt: skip
    return Promise(words, scope_words(standard.mode, standard.purpose, "", standard.priority), target, kept)


def _calendar_id(cell: AccessCell, calendars: dict[int, Calendar]) -> int | None:
    if cell.calendar_id is not None:
        return cell.calendar_id
    return next((pk for pk, one in calendars.items() if one.is_default), None)


def _calendars(cells: list[AccessCell]) -> dict[int, Calendar]:
    found = {one.calendar.pk: one.calendar for one in cells if one.calendar is not None}
    if any(one.calendar_id is None for one in cells) and not any(one.is_default for one in found.values()):
        default = default_calendar()
        found |= {default.pk: default} if default is not None else {}
    return found


def _hours(calendars: Iterable[Calendar]) -> list[tuple[str, list[tuple[str, str]]]]:
    names = {one.pk: one.name for one in calendars}
    versions = weeks_of(calendars)
    today = timezone.localdate()
    return [
        (names[pk], [(day.name, day.text or _("Not open")) for day in hours_of(ruling(found, today).week)])
        for pk, found in versions.items()
    ]
