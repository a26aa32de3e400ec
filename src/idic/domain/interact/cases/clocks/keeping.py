"""The clocks of one case brought up to what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from idic.domain.differentiate.queries.scores import tier_of
from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.clocks.pausing import Pauses, pauses_of
from idic.domain.interact.cases.clocks.reading import next_warning, read
from idic.domain.interact.cases.clocks.runs import Facts, Run, Said, runs_of
from idic.domain.interact.cases.enums import ENDED_STATES, CaseState
from idic.domain.interact.cases.models import NEVER, Case, CaseClock, ClockState, Message
from idic.domain.interact.standards.queries.targets import Contact, Target, all_targets, best

_Known = Mapping[tuple[str, datetime], CaseClock]
_WRITTEN = [
    "standard_version", "calendar", "calendar_version", "budget_minutes", "due_at", "stopped_at", "state", "breached_at",
    "elapsed_minutes", "gross_minutes", "paused_minutes", "next_at",
]  # fmt: skip
_WRITTEN_COLUMNS = [field.attname for field in CaseClock._meta.concrete_fields if field.name in _WRITTEN]


def keep_clocks(case: Case, *, now: datetime | None = None) -> None:
    """In the transaction of the change. Sets `case.due_at`; the caller saves the case.

    A clock that runs is measured by the standard that held when it began, for what the case is now: another priority
    gives another budget from the original start. One that has stopped stays as it was measured, unless what happened
    says that it stopped at another moment.
    """
    known = {(one.measure, one.started_at): one for one in CaseClock.objects.filter(case=case)}
    if case.state == CaseState.MERGED:
        _end_merged(known.values())
        case.due_at = NEVER
        return
    targets = all_targets()
    if not targets and not known:
        case.due_at = NEVER
        return
    tier = next((one.tier for one in known.values()), None)
    if tier is None:
        tier = tier_of(case.customer_id)
    stood = {one.pk: _written(one) for one in known.values()}
    clocks = _measured(case, _facts(case), pauses_of(case.pk), tier, known, targets, now=now or timezone.now())
    _write(clocks, known, stood)
    _set_due(case, clocks)


def measure_for(case: Case) -> None:
    """It is somebody else's now: from here on its clocks are kept to what they were promised. The caller saves the case."""
    CaseClock.objects.filter(case=case).update(tier=tier_of(case.customer_id))


def first_clocks(case: Case, said: Sequence[Said], *, tier: str, now: datetime) -> list[CaseClock]:
    """Of a case that is being opened with what was said. Sets `case.due_at`; the caller writes them after the case."""
    targets = all_targets()
    facts = Facts(case.received_at, case.first_response_at, None, tuple(said))
    clocks = _measured(case, facts, Pauses(), tier, {}, targets, now=now) if targets else []
    _set_due(case, clocks)
    return clocks


def _set_due(case: Case, clocks: Iterable[CaseClock]) -> None:
    running = [one.due_at for one in clocks if one.stopped_at is None and one.due_at is not None]
    case.due_at = min(running, default=NEVER)


def _measured(
    case: Case, facts: Facts, pauses: Pauses, tier: str, known: _Known, targets: Sequence[Target], *, now: datetime
) -> list[CaseClock]:  # fmt: skip
    contact = Contact(case.mode, case.purpose, tier, case.priority)
    found = []
    for run in runs_of(facts):
        before = known.get((run.measure, run.started_at))
        if before is not None and run.stopped_at is not None and before.stopped_at == run.stopped_at:
            if before.state == ClockState.MERGED:  # the joining was taken back
                before.state = ClockState.BREACHED if before.breached_at is not None else ClockState.MET
            found.append(before)
            continue
        target = best(targets, contact, run.measure, at=run.started_at)
        if target is not None and target.minutes is not None:
            clock = before or CaseClock(case=case, measure=run.measure, started_at=run.started_at, tier=tier)
            found.append(_put(clock, run, target, target.minutes, pauses, now))
    return found


def _put(clock: CaseClock, run: Run, target: Target, minutes: int, pauses: Pauses, now: datetime) -> CaseClock:
    hours = hours_of(target.calendar_id)
    budget = timedelta(minutes=minutes)
    counted = pauses.counted(hours.clock, run.started_at, target.most_pause)
    reading = read(
        hours.clock, started_at=run.started_at, stopped_at=run.stopped_at, budget=budget, pauses=counted, now=now
    )
    clock.standard_version_id, clock.budget_minutes = target.version_id, minutes
    clock.calendar_id, clock.calendar_version = hours.calendar_id, hours.version
    clock.stopped_at, clock.due_at = run.stopped_at, reading.due_at
    clock.state, clock.breached_at = reading.state, reading.breached_at
    clock.elapsed_minutes, clock.gross_minutes = reading.elapsed_minutes, reading.gross_minutes
    clock.paused_minutes = reading.paused_minutes
    clock.next_at = None
    if run.stopped_at is None:
        clock.next_at = next_warning(
            hours.clock,
            started_at=run.started_at,
            budget=budget,
            pauses=counted,
            warned=clock.warned,
            beyond=target.beyond,
            runs_on_at=reading.runs_on_at,
        )
    return clock


def _written(clock: CaseClock) -> tuple[object, ...]:
    return tuple(getattr(clock, field) for field in _WRITTEN_COLUMNS)


def _write(clocks: Iterable[CaseClock], known: _Known, stood: Mapping[int, tuple[object, ...]]) -> None:
    """The clock that was moved to another start (a merge brings an earlier contact) is a new one."""
    kept = {(one.measure, one.started_at): one for one in clocks}
    gone = [one.pk for key, one in known.items() if key not in kept]
    if gone:
        CaseClock.objects.filter(pk__in=gone).delete()
    CaseClock.objects.bulk_create([one for one in kept.values() if one.pk is None])
    changed = [one for one in kept.values() if one.pk is not None and stood.get(one.pk) != _written(one)]
    if changed:  # as an insertion that meets its own row: Django's bulk_update words a branch for each field and row
        CaseClock.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN)


def _facts(case: Case) -> Facts:
    said = Message.objects.filter(case=case).order_by("at", "pk").values_list("kind", "at")
    ended = case.resolved_at if case.state in ENDED_STATES else None
    return Facts(case.received_at, case.first_response_at, ended, tuple(Said(kind, at) for kind, at in said))


def _end_merged(clocks: Iterable[CaseClock]) -> None:
    ids = [one.pk for one in clocks]
    if ids:
        CaseClock.objects.filter(pk__in=ids).update(state=ClockState.MERGED, next_at=None)
