"""What a complaint can be asked for beside its state. A figure counts by the same condition as the list to which it
leads, so that the two never differ."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from idic.domain.interact.cases.models import ClockState
from idic.domain.interact.standards.enums import Measure


def _clock(measure: str, state: str) -> Q:
    return Q(case__clocks__measure=measure, case__clocks__state=state)


MARKS: Mapping[str, Q] = {
    "acknowledged-in-time": _clock(Measure.ACKNOWLEDGEMENT, ClockState.MET),
    "acknowledged-late": _clock(Measure.ACKNOWLEDGEMENT, ClockState.BREACHED),
    "resolved-in-time": _clock(Measure.RESOLUTION, ClockState.MET),
    "resolved-late": _clock(Measure.RESOLUTION, ClockState.BREACHED),
    "confirmed": Q(state="closed", case__verdict="confirmed"),
    "unconfirmed": Q(state__in=("closed", "unresolved")) & ~Q(state="closed", case__verdict="confirmed"),
    "content-handling": Q(satisfied_handling__gte=4),
    "discontent-handling": Q(satisfied_handling__lt=4),
    "content-outcome": Q(satisfied_outcome__gte=4),
    "discontent-outcome": Q(satisfied_outcome__lt=4),
    "reopened": Q(reopened__gt=0),
    "appealed": Q(appealed__gt=0),
}
