"""What happened to one case, for its picture: its clocks, its pauses, what was said, and how its state changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.models import Case, CaseClock, CasePause, ClockState, Message, TargetChange
from idic.domain.interact.cases.queries.said import target_changes_of
from idic.foundation.events.models import Event

#: The last so many of each.
MOST = 200
#: Over a longer time hours cannot be seen.
SHADED_DAYS = 21
_AHEAD = timedelta(hours=4)
_TURNS = (
    "case.opened", "case.assigned", "case.paused", "case.resumed", "case.resolved", "case.closed", "case.reopened",
    "case.breached", "case.merged",
)  # fmt: skip
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Happened:
    """`kind`: a kind of message, or the verb of an event."""

    at: datetime
    kind: str


@dataclass(frozen=True)
class CaseTimeline:
    """`until` is now while it is open. `closed_hours`: out of the hours by which its clocks are measured; None where the
    time is too long to show them."""

    since: datetime
    until: datetime
    clocks: list[CaseClock]
    pauses: list[Stretch]
    said: list[Happened]
    turns: list[Happened]
    closed_hours: list[Stretch] | None
    # another standard came to hold
    targets: list[TargetChange]


def timeline_of(case: Case, *, now: datetime) -> CaseTimeline:
    """Four statements, one more where a target changed, and the hours of the calendar."""
    clocks = list(
        CaseClock.objects.filter(case=case).exclude(state=ClockState.MERGED).order_by("started_at", "pk")[:20]
    )
    pauses = CasePause.objects.filter(case=case).order_by("started_at").values_list("started_at", "ended_at")[:MOST]
    said = Message.objects.filter(case=case).order_by("-at", "-pk").values_list("at", "kind")[:MOST]
    turns = Event.objects.filter(subject_kind="case", subject_id=case.pk, verb__in=_TURNS).order_by("-id")
    spoken = [Happened(at, kind) for at, kind in reversed(said)]
    turned = [Happened(at, verb) for at, verb in reversed(turns.values_list("at", "verb")[:MOST])]
    end = now if case.is_open else max(filter(None, (case.closed_at, case.resolved_at, case.last_message_at)))
    since, until = case.received_at, max(end, case.received_at)
    ahead = [one.due_at for one in clocks if one.due_at is not None and one.stopped_at is None]
    # what is due soon still belongs into the picture, what is due in months would press all else together
    reach = max((one for one in ahead if one - until <= max(until - since, _AHEAD)), default=until)
    until = max(until, reach)
    return CaseTimeline(
        since, until, clocks, [(begin, stop or max(now, begin)) for begin, stop in pauses], spoken, turned,
        _closed_hours(clocks, since, until),
        target_changes_of(case.pk) if any(one.target_since is not None for one in clocks) else [],
    )  # fmt: skip


def _closed_hours(clocks: list[CaseClock], since: datetime, until: datetime) -> list[Stretch] | None:
    if (until - since).days >= SHADED_DAYS:
        return None
    if not clocks:
        return []
    clock = hours_of(clocks[0].calendar_id).clock
    found, at = [], since
    for opens, closes in clock.open_between(since, until):
        if opens > at:
            found.append((at, opens))
        at = closes
    return [*found, (at, until)] if at < until else found
