"""The time that decided promises took: as it counts, the part for which they stood still, and by the calendar on the wall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from idic.domain.interact.cases.models import ClockState
from idic.domain.interact.cases.queries.attainment import MOST, Period, clocks_in
from idic.foundation.accounts.models import User
from idic.methods.attainment import nearest_rank


@dataclass(frozen=True)
class Taken:
    """Minutes: the median, and the ninth of ten by nearest rank."""

    median: float
    p90: float


@dataclass(frozen=True)
class StoodStill:
    """`paused` is of those that stood still, the others of all `n`."""

    n: int
    n_paused: int
    counted: Taken
    with_pauses: Taken
    gross: Taken
    paused: Taken | None


def stood_still(user: User, period: Period, standard_id: int) -> StoodStill | None:
    """None where nothing is decided. One statement."""
    rows = list(
        clocks_in(user, period, standard_version__standard=standard_id, state__in=(ClockState.MET, ClockState.BREACHED))
        .order_by("-started_at")
        .values_list("elapsed_minutes", "paused_minutes", "gross_minutes")[:MOST]
    )
    if not rows:
        return None
    counted, paused, gross = np.array(rows, dtype=np.float64).T
    some = paused[paused > 0]
    return StoodStill(
        len(rows),
        some.size,
        _taken(counted),
        _taken(counted + paused),
        _taken(gross),
        _taken(some) if some.size else None,
    )


def _taken(minutes: np.typing.NDArray[np.float64]) -> Taken:
    return Taken(float(np.median(minutes)), nearest_rank(minutes, 0.9))
