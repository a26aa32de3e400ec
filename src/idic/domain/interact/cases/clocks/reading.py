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
    paused_minutes: float
    # when the pause that lasts has counted as long as it may
    runs_on_at: datetime | None


def read(
    clock: BusinessClock, *, started_at: datetime, stopped_at: datetime | None, budget: timedelta,
    pauses: Sequence[Pause], now: datetime,
) -> Reading:  # fmt: skip
    """`pauses` as far as they count; without an end they go on. One that stopped exactly when it was due has kept its
    promise."""
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
        state = ClockState.PAUSED if _lasting(pauses, now) else ClockState.RUNNING
    paused = clock.elapsed(started_at, until) - elapsed if lasting else timedelta(0)
    return Reading(
        due, state, due if late else None, elapsed / timedelta(minutes=1), (until - started_at) / timedelta(minutes=1),
        paused / timedelta(minutes=1),
        next((end for _begin, end in _lasting(pauses, now)), None) if stopped_at is None else None,
    )  # fmt: skip


def next_warning(
    clock: BusinessClock, *, started_at: datetime, budget: timedelta, pauses: Sequence[Pause], warned: int,
    beyond: Sequence[int] = (), runs_on_at: datetime | None = None,
) -> datetime | None:  # fmt: skip
    """When the next share of the budget is used up, or all of it, or a share `beyond` it, or the clock runs on by itself;
    None while it is paused without an end, or after the last was told."""
    share = next((one for one in (*WARNINGS, 100, *beyond) if one > warned), None)
    found = _due(clock, started_at, budget * share / 100, pauses) if share is not None else None
    return min(filter(None, (found, runs_on_at)), default=None)


def share_used(elapsed_minutes: float, budget_minutes: int, beyond: Sequence[int] = ()) -> int:
    """The highest share of the ladder that is used up, in percent; 0 below the first."""
    used = 100 * elapsed_minutes / budget_minutes
    return max((share for share in (*WARNINGS, 100, *beyond) if used >= share - 1e-9), default=0)


def _lasting(pauses: Sequence[Pause], now: datetime) -> list[Pause]:
    return [(begin, end) for begin, end in pauses if begin <= now and (end is None or now < end)]


def _due(clock: BusinessClock, started_at: datetime, budget: timedelta, pauses: Sequence[Pause]) -> datetime | None:
    try:
        return clock.due(started_at, budget, pauses)
    except (BudgetNotReached, StillPaused):
        return None
