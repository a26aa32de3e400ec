"""What of the pauses of a case counts for one of its clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.models import CasePause
from idic.methods.business_clock import BusinessClock, Pause

#: Which of the three kinds of `Pauses`; every other reason is chosen.
_KINDS = {str(PauseReason.THIRD_PARTY): 1, str(PauseReason.ENDED): 2}


@dataclass(frozen=True)
class Pauses:
    """`others`: while it waited for a third party, which not every standard allows. `ended`: the time in which the case
    had ended. It is left out whole: nobody waited."""

    chosen: Sequence[Pause] = ()
    others: Sequence[Pause] = ()
    ended: Sequence[Pause] = ()

    def counted(
        self, clock: BusinessClock, started_at: datetime, most_minutes: int | None, *, for_others: bool = True
    ) -> list[Pause]:
        chosen = [*self.chosen, *self.others] if for_others else self.chosen
        if most_minutes is not None and chosen:
            chosen = clock.limited(started_at, chosen, timedelta(minutes=most_minutes))
        return [*chosen, *self.ended]


def pauses_of(case_id: int) -> Pauses:
    return pauses_of_cases([case_id])[case_id]


def pauses_of_cases(cases: Iterable[int]) -> dict[int, Pauses]:
    """One statement."""
    found: dict[int, tuple[list[Pause], list[Pause], list[Pause]]] = {case: ([], [], []) for case in cases}
    rows = CasePause.objects.filter(case__in=found).values_list("case", "started_at", "ended_at", "reason")
    for case, begin, end, reason in rows:
        found[case][_KINDS.get(reason, 0)].append((begin, end))
    return {case: Pauses(*kinds) for case, kinds in found.items()}
