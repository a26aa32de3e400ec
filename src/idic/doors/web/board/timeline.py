"""The picture of one case: its clocks as bars over the hours of the day, what was said and how its state changed upon them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import CaseClock, ClockState, TargetChange
from idic.domain.interact.cases.queries.timeline import CaseTimeline, Happened, Stretch
from idic.domain.interact.standards.enums import Measure
from idic.doors.web.cases.target_changes import change_words
from idic.doors.web.timeline.words import WORDINGS
from idic.foundation.languages import formats

# of the field, in its own units
_LEFT, _WIDTH, _TOP, _ROW, _BAR = 190, 800, 34, 34, 16
_MOST_TICKS = 8
_STEPS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160)
_KINDS = {MessageKind.INBOUND: "in", MessageKind.OUTBOUND: "out", MessageKind.AUTOMATIC: "auto"}


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    kind: str


@dataclass(frozen=True)
class Row:
    """`due`: where its promise ends, None where that lies outside of the picture."""

    label: str
    y: int
    bars: list[Bar]
    due: float | None


@dataclass(frozen=True)
class Mark:
    x: float
    kind: str
    words: str


@dataclass(frozen=True)
class Told:
    """A line of the table that says the same."""

    at: datetime
    until: datetime | None
    words: str


@dataclass(frozen=True)
class Drawn:
    width: int
    height: int
    left: int
    bar: int
    shaded: list[Bar]
    rows: list[Row]
    said: list[Mark]
    turns: list[Mark]
    said_y: int
    turns_y: int
    ticks: list[tuple[float, str]]
    told: list[Told]
    # the hours are too long ago, or too many, to be shown
    is_shaded: bool


@dataclass(frozen=True)
class _Scale:
    since: datetime
    length: float

    def x(self, moment: datetime) -> float:
        part = (moment - self.since).total_seconds() / self.length
        return round(_LEFT + _WIDTH * min(1.0, max(0.0, part)), 1)

    def bar(self, since: datetime, until: datetime, kind: str) -> Bar:
        return Bar(self.x(since), max(1.5, round(self.x(until) - self.x(since), 1)), kind)


def drawn(found: CaseTimeline, *, now: datetime) -> Drawn:
    scale = _Scale(found.since, max(60.0, (found.until - found.since).total_seconds()))
    rows = [_row(one, place, found, scale, now) for place, one in enumerate(found.clocks)]
    below = _TOP + _ROW * len(rows)
    return Drawn(
        _LEFT + _WIDTH + 20, below + 2 * _ROW + 26, _LEFT, _BAR,
        [scale.bar(*one, "shut") for one in found.closed_hours or ()], rows,
        [Mark(scale.x(one.at), _KINDS[MessageKind(one.kind)], _said(one)) for one in found.said],
        [Mark(scale.x(one.at), one.kind.partition(".")[2], _turned(one)) for one in found.turns]
        + [Mark(scale.x(one.at), "target", _targeted(one)) for one in found.targets],
        below, below + _ROW, list(_ticks(scale)), _told(found, now), found.closed_hours is not None,
    )  # fmt: skip


def _row(clock: CaseClock, place: int, found: CaseTimeline, scale: _Scale, now: datetime) -> Row:
    stop = clock.stopped_at or min(now, found.until)
    kind = "late" if _is_late(clock, now) else "met" if clock.state == ClockState.MET else "run"
    bars = [scale.bar(clock.started_at, stop, kind)] if stop > clock.started_at else []
    if kind == "late" and clock.due_at is not None and clock.started_at < clock.due_at < stop:
        bars = [scale.bar(clock.started_at, clock.due_at, "run"), scale.bar(clock.due_at, stop, "late")]
    bars += [scale.bar(*one, "pause") for one in _within(found.pauses, clock.started_at, stop)]
    due = clock.due_at
    return Row(
        str(clock.get_measure_display()), _TOP + _ROW * place, bars,
        scale.x(due) if due is not None and found.since <= due <= found.until else None,
    )  # fmt: skip


def _is_late(clock: CaseClock, now: datetime) -> bool:
    return clock.state == ClockState.BREACHED or (
        clock.state == ClockState.RUNNING and clock.due_at is not None and clock.due_at < now
    )


def _within(stretches: Iterable[Stretch], since: datetime, until: datetime) -> Iterable[Stretch]:
    for begin, end in stretches:
        if begin < until and end > since:
            yield max(begin, since), min(end, until)


def _ticks(scale: _Scale) -> Iterable[tuple[float, str]]:
    """Hours of a day or two, days of more."""
    length = scale.length / 3600
    hours = next((one for one in _STEPS if length / one <= _MOST_TICKS), 8760)
    step = timedelta(hours=hours)
    at = timezone.localtime(scale.since).replace(hour=0, minute=0, second=0, microsecond=0)
    end = scale.since + timedelta(seconds=scale.length)
    while at <= end:
        if at >= scale.since:
            yield scale.x(at), formats.day(at, "short") if hours >= 24 or at.hour == 0 else formats.clock(at)
        at += step


def _said(one: Happened) -> str:
    return f"{MessageKind(one.kind).label}, {formats.moment(one.at, 'short')}"


def _turned(one: Happened) -> str:
    return f"{WORDINGS[one.kind].title}, {formats.moment(one.at, 'short')}"


def _targeted(change: TargetChange) -> str:
    return f"{Measure(change.measure).label}: {change_words(change)}"


def _told(found: CaseTimeline, now: datetime) -> list[Told]:
    """In the order of time."""
    lines = [Told(one.at, None, str(MessageKind(one.kind).label)) for one in found.said]
    lines += [Told(one.at, None, str(WORDINGS[one.kind].title)) for one in found.turns]
    lines += [Told(one.at, None, _targeted(one)) for one in found.targets]
    lines += [Told(begin, end if end < now else None, _("Paused")) for begin, end in found.pauses]
    for clock in found.clocks:
        state = _("late") if _is_late(clock, now) else _state_words()[clock.state]
        words = _("%(measure)s: %(state)s") % {"measure": clock.get_measure_display(), "state": state}
        if clock.due_at is not None:
            words += ", " + _("due %(moment)s") % {"moment": formats.moment(clock.due_at, "short")}
        lines.append(Told(clock.started_at, clock.stopped_at, words))
    return sorted(lines, key=lambda one: one.at)


def _state_words() -> dict[str, str]:
    return {
        ClockState.RUNNING: _("running"), ClockState.PAUSED: _("paused"), ClockState.MET: _("kept"),
        ClockState.BREACHED: _("late"), ClockState.MERGED: _("merged"),
    }  # fmt: skip
