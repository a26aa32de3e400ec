"""What was promised on a case and how it stands, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.enums import PAUSED_STATES
from idic.domain.interact.cases.models import Case, CaseClock, ClockState, TargetChange
from idic.domain.interact.cases.queries.said import clocks_of, target_changes_of
from idic.domain.interact.standards.models import StandardVersion
from idic.doors.web.cases.target_changes import change_words, is_of
from idic.doors.web.standards.wording import span
from idic.foundation.storage.remembered import RememberedQuery

_TONES = {
    ClockState.RUNNING: "info", ClockState.PAUSED: "neutral", ClockState.MET: "success",
    ClockState.BREACHED: "danger", ClockState.MERGED: "neutral",
}  # fmt: skip
_ICONS = {
    ClockState.RUNNING: "player-play", ClockState.PAUSED: "player-pause", ClockState.MET: "circle-check",
    ClockState.BREACHED: "clock-exclamation", ClockState.MERGED: "git-merge",
}  # fmt: skip
#: From this share of the budget on a clock that runs is told as one that runs out.
_RUNS_OUT = 0.75
_ORDER = [ClockState.BREACHED, ClockState.RUNNING, ClockState.PAUSED, ClockState.MET, ClockState.MERGED]


_clocks = RememberedQuery(clocks_of, 910_001)


@dataclass(frozen=True)
class ShownClock:
    measure: str
    state: str
    tone: str
    icon: str
    # time left or time beyond the promise, of open time
    words: str
    due_at: datetime | None
    budget: str
    # of the budget, at most 100
    percent: int
    standard_id: int
    version: int
    # of a pause: how long it was, how long it may be, or that the clock runs on though the case waits
    pause: str = ""
    # another standard came to hold while it ran: what was before, what since, and why; the earliest first
    changes: Sequence[str] = ()


def clock_rows(case: Case) -> list[ShownClock]:
    """One statement, two where a target changed. Those that still run first, the most pressing on top; a pause that
    has ended is in `due_at`."""
    now, waits = timezone.now(), case.state in PAUSED_STATES
    clocks = list(_clocks(case.pk))
    is_changed = any(one.target_since is not None for one in clocks)
    changes = target_changes_of(case.pk) if is_changed else []
    shown = [
        (one.stopped_at is not None, _ORDER.index(_state(one, now)), _shown(one, now, waits, changes)) for one in clocks
    ]
    return [clock for _ended, _place, clock in sorted(shown, key=lambda found: found[:2])]


def _state(clock: CaseClock, now: datetime) -> ClockState:
    """Also before the tick that tells of it a clock past its due moment is late."""
    state = ClockState(clock.state)
    if state in (ClockState.RUNNING, ClockState.PAUSED) and clock.due_at is not None and clock.due_at < now:
        return ClockState.BREACHED
    return state


def _shown(clock: CaseClock, now: datetime, waits: bool, changes: Sequence[TargetChange]) -> ShownClock:
    state, budget = _state(clock, now), float(clock.budget_minutes)
    left = _left(clock, state, now)
    used = min(1.0, max(0.0, 1 - left / budget))
    tone = "warning" if state == ClockState.RUNNING and used >= _RUNS_OUT else _TONES[state]
    version = clock.standard_version
    return ShownClock(
        str(clock.get_measure_display()), _label(state), tone, _ICONS[state], _words(clock, state, left), clock.due_at,
        span(budget), round(100 * used), version.standard_id, version.number,
        _pause(clock, state, version, waits), [change_words(one) for one in changes if is_of(one, clock)],
    )  # fmt: skip


def _pause(clock: CaseClock, state: ClockState, version: StandardVersion, waits: bool) -> str:
    most = version.most_pause_minutes
    if state == ClockState.PAUSED and most is not None:
        return _("stands still for %(time)s of open time at most") % {"time": span(most)}
    if waits and state == ClockState.RUNNING and not version.pauses_for_others and clock.paused_minutes < (most or 1):
        return _("runs on although the case waits for somebody else: its standard has it so")
    if waits and clock.stopped_at is None and most is not None and state != ClockState.MERGED:
        if most == 0:
            return _("runs on although the case waits: its standard allows no pause")
        return _("runs on although the case waits: %(time)s of pause are used up") % {"time": span(most)}
    if clock.paused_minutes >= 1 and state != ClockState.MERGED:
        return _("stood still for %(time)s") % {"time": span(clock.paused_minutes)}
    return ""


def _left(clock: CaseClock, state: ClockState, now: datetime) -> float:
    """Minutes of open time; below zero: late by so many. What stopped or stands still is as it was measured."""
    if clock.stopped_at is not None or clock.due_at is None or state == ClockState.PAUSED:
        return clock.budget_minutes - clock.elapsed_minutes
    hours = hours_of(clock.calendar_id).clock
    if clock.due_at >= now:
        return hours.elapsed(now, clock.due_at).total_seconds() / 60
    return -hours.elapsed(clock.due_at, now).total_seconds() / 60


def _label(state: ClockState) -> str:
    return {
        ClockState.RUNNING: _("running"), ClockState.PAUSED: _("paused"), ClockState.MET: _("kept"),
        ClockState.BREACHED: _("late"), ClockState.MERGED: _("merged"),
    }[state]  # fmt: skip


def _words(clock: CaseClock, state: ClockState, left: float) -> str:
    if state == ClockState.MERGED:
        return _("counts in the other case")
    if state == ClockState.MET:
        return _("took %(time)s of open time") % {"time": span(clock.elapsed_minutes)}
    if left >= 0 and state != ClockState.BREACHED:
        return _("%(time)s of open time left") % {"time": span(left)}
    late = span(max(1.0, -left))
    if clock.stopped_at is not None:
        return _("was late by %(time)s of open time") % {"time": late}
    return _("late by %(time)s of open time") % {"time": late}
