"""How a clock stands at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from idic.domain.interact.cases.models import ClockState
from idic.methods.business_clock import BudgetNotReached, BusinessClock, Pause, StillPaused

#: Of the budget, in percent: when people are warned.
WARNINGS = (50, 75, 90)


@dataclass(frozen=True)
class Reading:
    due_at: datetime | None
    state: ClockState
    breached_at: datetime | None
    elapsed_minutes: float
    gross_minutes: float


def read(
    clock: BusinessClock, *, started_at: datetime, stopped_at: datetime | None, budget: timedelta,
    pauses: Sequence[Pause], now: datetime,
) -> Reading:  # fmt: skip
    """`pauses` without an end go on. One that stopped exactly when it was due has kept its promise."""
    until = max(started_at, min(stopped_at or now, now))
    lasting = [(begin, end or until) for begin, end in pauses if begin < until]
    elapsed = clock.elapsed(started_at, until, lasting)
    due = _due(clock, started_at, budget, pauses)
    late = due is not None and (stopped_at or now) > due
    if late:
        state = ClockState.BREACHED
    elif stopped_at is not None:
        state = ClockState.MET
    else:
        is_paused = any(begin <= now and end is None for begin, end in pauses)
        state = ClockState.PAUSED if is_paused else ClockState.RUNNING
    return Reading(
        due, state, due if late else None, elapsed / timedelta(minutes=1), (until - started_at) / timedelta(minutes=1)
    )


def next_warning(
    clock: BusinessClock, *, started_at: datetime, budget: timedelta, pauses: Sequence[Pause], warned: int,
    beyond: Sequence[int] = (),
) -> datetime | None:  # fmt: skip
    """When the next share of the budget is used up, or all of it, or a share `beyond` it; None while it is paused, or
    after the last was told."""
    for share in (*WARNINGS, 100, *beyond):
        if share > warned:
            return _due(clock, started_at, budget * share / 100, pauses)
    return None


def share_used(elapsed_minutes: float, budget_minutes: int, beyond: Sequence[int] = ()) -> int:
    """The highest share of the ladder that is used up, in percent; 0 below the first."""
    used = 100 * elapsed_minutes / budget_minutes
    return max((share for share in (*WARNINGS, 100, *beyond) if used >= share - 1e-9), default=0)


def _due(clock: BusinessClock, started_at: datetime, budget: timedelta, pauses: Sequence[Pause]) -> datetime | None:
    try:
        return clock.due(started_at, budget, pauses)
    except (BudgetNotReached, StillPaused):
        return None
