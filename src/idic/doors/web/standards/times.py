"""Paused and gross times beside those that count, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.interact.cases.queries.paused import StoodStill, Taken
from idic.doors.web.standards.wording import span
from idic.foundation.languages import formats


@dataclass(frozen=True)
class TimeRow:
    label: str
    basis: str
    median: str
    p90: str


def times_words(found: StoodStill | None) -> list[TimeRow]:
    if found is None:
        return []
    told = {"n": formats.number(found.n), "paused": formats.number(found.n_paused)}
    rows = [_row(_("As it counts"), _("Open time without pauses, n = %(n)s.") % told, found.counted)]
    if found.paused is not None:
        stood = ngettext(
            "Open time of the pauses that count; %(paused)s of %(n)s stood still.",
            "Open time of the pauses that count; %(paused)s of %(n)s stood still.", found.n_paused,
        )  # fmt: skip
        rows.append(_row(_("Paused"), stood % told, found.paused))
        rows.append(_row(_("With pauses"), _("All open time, paused or not."), found.with_pauses))
    rows.append(
        _row(_("Gross"), _("By the clock on the wall, nights and days off too: what the customer waited."), found.gross)
    )
    return rows


def _row(label: str, basis: str, taken: Taken) -> TimeRow:
    return TimeRow(label, basis, _time(taken.median), _time(taken.p90))


def _time(minutes: float) -> str:
    return span(minutes) if minutes >= 1 else _("under 1 min")
