"""What of the pauses of a case counts for one of its clocks."""

from __future__ import annotations

from collections.abc import Sequence
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
    rows = list(CasePause.objects.filter(case=case_id).values_list("started_at", "ended_at", "reason"))
    return Pauses(
        [(begin, end) for begin, end, reason in rows if reason != PauseReason.ENDED],
        [(begin, end) for begin, end, reason in rows if reason == PauseReason.ENDED],
    )
