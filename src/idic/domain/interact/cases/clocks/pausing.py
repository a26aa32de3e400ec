"""What of the pauses of a case counts for one of its clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.models import CasePause
from idic.methods.business_clock import BusinessClock, Pause


@dataclass(frozen=True)
class Pauses:
    """`ended`: the time in which the case had ended. It is left out whole: nobody waited."""

    chosen: Sequence[Pause] = ()
    ended: Sequence[Pause] = ()

    def counted(self, clock: BusinessClock, started_at: datetime, most_minutes: int | None) -> list[Pause]:
        chosen = self.chosen
        if most_minutes is not None and chosen:
            chosen = clock.limited(started_at, chosen, timedelta(minutes=most_minutes))
        return [*chosen, *self.ended]


def pauses_of(case_id: int) -> Pauses:
    return pauses_of_cases([case_id])[case_id]


def pauses_of_cases(cases: Iterable[int]) -> dict[int, Pauses]:
    """One statement."""
    found: dict[int, tuple[list[Pause], list[Pause]]] = {case: ([], []) for case in cases}
    rows = CasePause.objects.filter(case__in=found).values_list("case", "started_at", "ended_at", "reason")
    for case, begin, end, reason in rows:
        found[case][reason == PauseReason.ENDED].append((begin, end))
    return {case: Pauses(*both) for case, both in found.items()}
