"""The clocks of one case brought up to what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.utils import timezone

from idic.domain.differentiate.queries.scores import tier_of
from idic.domain.interact.cases.clocks.changing import changed, write_changes
from idic.domain.interact.cases.clocks.hours import MeasuredHours, hours_of
from idic.domain.interact.cases.clocks.pausing import Pauses, pauses_of, pauses_of_cases
from idic.domain.interact.cases.clocks.reading import next_warning, read, share_used
from idic.domain.interact.cases.clocks.runs import Facts, Run, Said, runs_of
from idic.domain.interact.cases.enums import ENDED_STATES, CaseState
from idic.domain.interact.cases.models import NEVER, Case, CaseClock, ClockState, Message, TargetChange
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.queries.targets import Contact, Target, all_targets, best
from idic.foundation.accounts.models import User

_Hours = Callable[[int | None], MeasuredHours]
_Known = Mapping[tuple[str, datetime], CaseClock]
_WRITTEN = [
    "standard_version", "calendar", "calendar_version", "tier", "budget_minutes", "target_since", "counted_from", "due_at",
    "stopped_at", "state", "breached_at", "elapsed_minutes", "gross_minutes", "paused_minutes", "warned", "next_at",
]  # fmt: skip
_WRITTEN_COLUMNS = [field.attname for field in CaseClock._meta.concrete_fields if field.name in _WRITTEN]


def keep_clocks(
    case: Case, *, now: datetime | None = None, by: User | None = None, measured_anew: bool = False
) -> None:  # fmt: skip
    """In the transaction of the change. Sets `case.due_at`; the caller saves the case.

    A clock that runs is measured by the standard that held when it began, for what the case is now: another priority
    gives another budget, from the original start or, where its standard says so, from the change; which of them stands in
    a `TargetChange`. One that has stopped stays as it was measured, unless what happened says that it stopped at another
    moment. `measured_anew`: it is somebody else's now, and from here on kept to what they were promised.
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
    had = next((one.tier for one in known.values()), None)
    tier = tier_of(case.customer_id) if had is None or measured_anew else had
    stood, changes = {one.pk: _written(one) for one in known.values()}, list[TargetChange]()
    for one in known.values():
        one.tier = tier
    facts = _facts(case)
    clocks = _measured(case, facts, pauses_of(case.pk), tier, known, targets, changes, now=now or timezone.now())
    _write(clocks, known.values(), stood)
    _set_due(case, clocks)
    write_changes(changes, {case.pk: had or ""}, tier, by=by)


def keep_clocks_for(cases: Sequence[Case], customer_id: int | None, *, by: User | None = None) -> None:
    """As `keep_clocks` measured anew, of many open cases that are one customer's now: as many statements however
    many they are."""
    ids, now, tier, targets = [case.pk for case in cases], timezone.now(), tier_of(customer_id), all_targets()
    hours = cache(hours_of)
    known: dict[int, dict[tuple[str, datetime], CaseClock]] = {pk: {} for pk in ids}
    for one in CaseClock.objects.filter(case__in=ids):
        known[one.case_id][one.measure, one.started_at] = one
    said: dict[int, list[Said]] = {pk: [] for pk in ids}
    for pk, kind, at in Message.objects.filter(case__in=ids).order_by("at", "pk").values_list("case", "kind", "at"):
        said[pk].append(Said(kind, at))
    before = [one for clocks in known.values() for one in clocks.values()]
    stood, pauses, found = {one.pk: _written(one) for one in before}, pauses_of_cases(ids), list[CaseClock]()
    had, changes = {one.case_id: one.tier for one in before}, list[TargetChange]()
    for one in before:
        one.tier = tier
    for case in cases:
        facts = Facts(case.received_at, case.first_response_at, None, tuple(said[case.pk]))
        clocks = _measured(case, facts, pauses[case.pk], tier, known[case.pk], targets, changes, now=now, hours=hours)
        _set_due(case, clocks)
        found += clocks
    _write(found, before, stood)
    write_changes(changes, had, tier, by=by)


def first_clocks(case: Case, said: Sequence[Said], *, tier: str, now: datetime) -> list[CaseClock]:
    """Of a case that is being opened with what was said. Sets `case.due_at`; the caller writes them after the case."""
    targets = all_targets()
    facts = Facts(case.received_at, case.first_response_at, None, tuple(said))
    clocks = _measured(case, facts, Pauses(), tier, {}, targets, [], now=now) if targets else []
    _set_due(case, clocks)
    return clocks


def _set_due(case: Case, clocks: Iterable[CaseClock]) -> None:
    running = [one.due_at for one in clocks if one.stopped_at is None and one.due_at is not None]
    case.due_at = min(running, default=NEVER)


def _measured(
    case: Case, facts: Facts, pauses: Pauses, tier: str, known: _Known, targets: Sequence[Target],
    changes: list[TargetChange], *, now: datetime, hours: _Hours = hours_of,
) -> list[CaseClock]:  # fmt: skip
    """What comes to hold for a clock that runs is added to `changes`."""
    contact = Contact(case.mode, case.purpose, tier, case.priority)
    found, runs = [], runs_of(facts)
    starts = {(run.measure, run.started_at) for run in runs}
    for run in runs:
        before = known.get((run.measure, run.started_at))
        if before is not None and run.stopped_at is not None and before.stopped_at == run.stopped_at:
            if before.state == ClockState.MERGED:  # the joining was taken back
                before.state = ClockState.BREACHED if before.breached_at is not None else ClockState.MET
            found.append(before)
            continue
        target = _measured_by(targets, before, run) or best(targets, contact, run.measure, at=run.started_at)
        if target is None or target.minutes is None:
            continue
        clock, is_changed = before or _begun(case, run, tier, known, starts), False
        if before is not None and before.standard_version_id != target.version_id:
            changes.append(change := changed(case, before, run, target, target.minutes, now=now))
            clock.target_since, clock.counted_from = change.at, change.at if change.is_anew else None
            is_changed = True
        found.append(_put(clock, run, target, target.minutes, pauses, now, hours(target.calendar_id), is_changed))
    return found


def _measured_by(targets: Sequence[Target], before: CaseClock | None, run: Run) -> Target | None:
    """That of a clock which had stopped, and stopped at another moment than was known."""
    if before is None or before.stopped_at is None or run.stopped_at is None:
        return None
    return next((one for one in targets if one.version_id == before.standard_version_id), None)


def _begun(case: Case, run: Run, tier: str, known: _Known, starts: set[tuple[str, datetime]]) -> CaseClock:
    """A joining moves a clock to another start: what came to hold meanwhile holds on."""
    clock = CaseClock(case=case, measure=run.measure, started_at=run.started_at, tier=tier)
    if run.measure != Measure.NEXT_RESPONSE:
        moved = next((one for key, one in known.items() if one.measure == run.measure and key not in starts), None)
        if moved is not None:
            clock.target_since, clock.counted_from = moved.target_since, moved.counted_from
    return clock


def _put(
    clock: CaseClock, run: Run, target: Target, minutes: int, pauses: Pauses, now: datetime, hours: MeasuredHours,
    is_changed: bool,
) -> CaseClock:  # fmt: skip
    budget = timedelta(minutes=minutes)
    # an answer may turn out to be older than the change
    begin = clock.counts_from if run.stopped_at is None else min(clock.counts_from, run.stopped_at)
    counted = pauses.counted(hours.clock, begin, target.most_pause, for_others=target.pauses_for_others)
    reading = read(hours.clock, started_at=begin, stopped_at=run.stopped_at, budget=budget, pauses=counted, now=now)
    if is_changed:  # what was told of the promise before is not told of this one
        clock.warned = min(clock.warned, share_used(reading.elapsed_minutes, minutes, target.beyond))
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
            started_at=begin,
            budget=budget,
            pauses=counted,
            warned=clock.warned,
            beyond=target.beyond,
            runs_on_at=reading.runs_on_at,
        )
    return clock


def _written(clock: CaseClock) -> tuple[object, ...]:
    return tuple(getattr(clock, field) for field in _WRITTEN_COLUMNS)


def _write(
    clocks: Iterable[CaseClock], known: Iterable[CaseClock], stood: Mapping[int, tuple[object, ...]]
) -> None:  # fmt: skip
    """The clock that was moved to another start (a merge brings an earlier contact) is a new one."""
    kept = {(one.case_id, one.measure, one.started_at): one for one in clocks}
    gone = [one.pk for one in known if (one.case_id, one.measure, one.started_at) not in kept]
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
