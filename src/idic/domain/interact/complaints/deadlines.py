"""By when each step of a complaint is due, and whether it was kept. Open time from the first contact, without the pauses of
the case as far as its promise of a solution lets it stand still; of a complaint that was opened again, what is still to be
done counts from then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.clocks.pausing import Pauses, pauses_of_cases
from idic.domain.interact.cases.models import CaseClock, ClockState
from idic.domain.interact.complaints.enums import ENDED, DeadlineStep
from idic.domain.interact.complaints.models import Complaint, ComplaintStep, StepDeadline
from idic.domain.interact.standards.enums import Measure
from idic.methods.business_clock import BudgetNotReached, BusinessClock, Pause, StillPaused
from idic.methods.complaint_priority import CLOCKS, SLOW_MODES, Budget

#: The kind of step by which each is done.
_DONE_BY = {
    "acknowledged": DeadlineStep.ACKNOWLEDGE, "assessed": DeadlineStep.ASSESS, "decided": DeadlineStep.ANSWER,
    "closed": DeadlineStep.FINAL, "withdrawn": DeadlineStep.FINAL,
}  # fmt: skip
#: Done anew after it was opened again.
_AGAIN = (DeadlineStep.ANSWER, DeadlineStep.FINAL)
_NOTICED, _REOPENED = "noticed", "reopened"
_DELIVERED: Mapping[str, Budget] = {str(step): budget for step, budget in CLOCKS.items()}
_USUAL_DAYS = 28


class DueState(StrEnum):
    KEPT = "kept"
    LATE = "late"
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    # ended before it came to that
    DROPPED = "dropped"


#: Not taken yet, of a complaint that has not ended.
_WAITS = (DueState.RUNNING, DueState.PAUSED, DueState.OVERDUE)


@dataclass(frozen=True)
class Due:
    """`due_at` None: the case stands still, or the calendar never opens. `owes_notice`: missed, and nobody has told the
    customer since how it stands."""

    step: DeadlineStep
    budget: Budget
    source: str
    due_at: datetime | None
    done_at: datetime | None
    state: DueState
    owes_notice: bool


@dataclass(frozen=True)
class Rule:
    budget: Budget
    source: str = ""
    is_own: bool = False


Rules = Mapping[tuple[str, str], Rule]


def rules_in_use() -> Rules:
    """By step and channel ("" for all): those that people set. One statement."""
    return {
        (one.step, one.mode): Rule(Budget(one.minutes, one.days), one.source, is_own=True)
        for one in StepDeadline.objects.all()
    }


def rule_of(rules: Rules, step: str, mode: str) -> Rule:
    """What people set goes before what we do by ourselves, and of it what names the channel."""
    for key in ((step, mode), (step, "")):
        if key in rules:
            return rules[key]
    if step == DeadlineStep.ACKNOWLEDGE and mode in SLOW_MODES:
        return Rule(Budget(days=1))
    return Rule(_DELIVERED[step])


def deadlines_of(rows: Sequence[Complaint], *, now: datetime) -> dict[int, list[Due]]:
    """By complaint; their cases have been read. Four statements, whatever their number."""
    rules, clock = rules_in_use(), hours_of(None).clock
    done: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    kinds = (*_DONE_BY, _NOTICED, _REOPENED)
    steps = ComplaintStep.objects.filter(complaint__in=rows, kind__in=kinds).order_by("at", "pk")
    for complaint, kind, at in steps.values_list("complaint", "kind", "at"):
        done[complaint].append((kind, at))
    cases = [one.case_id for one in rows]
    pauses, allowed = pauses_of_cases(cases), _allowed_pauses(cases)
    return {
        one.pk: [
            _due(one, step, rules, clock, done[one.pk], pauses[one.case_id], allowed.get(one.case_id, _Allowed()), now)
            for step in DeadlineStep
        ]
        for one in rows
    }


def first_open(dues: Sequence[Due]) -> datetime | None:
    """When the first step that is not taken is due."""
    return min((one.due_at for one in dues if one.state in _WAITS and one.due_at is not None), default=None)


@dataclass(frozen=True)
class _Allowed:
    """As the standards say by which the solution of the case is promised; of several the narrowest."""

    most_minutes: int | None = None
    for_others: bool = True


def _allowed_pauses(cases: Sequence[int]) -> dict[int, _Allowed]:
    clocks = CaseClock.objects.filter(case__in=cases, measure=Measure.RESOLUTION).exclude(state=ClockState.MERGED)
    found: dict[int, _Allowed] = {}
    said = clocks.values_list("case", "standard_version__most_pause_minutes", "standard_version__pauses_for_others")
    for case, most, for_others in said:
        had = found.get(case, _Allowed())
        limits = [one for one in (most, had.most_minutes) if one is not None]
        found[case] = _Allowed(min(limits, default=None), for_others and had.for_others)
    return found


def _due(
    row: Complaint, step: DeadlineStep, rules: Rules, clock: BusinessClock, told: Iterable[tuple[str, datetime]],
    pauses: Pauses, allowed: _Allowed, now: datetime,
) -> Due:  # fmt: skip
    rule = rule_of(rules, step, row.case.mode)
    start, done, notices = row.received_at, None, []
    for kind, at in told:
        if kind == _REOPENED and step in _AGAIN:
            start, done = at, None
        elif kind == _NOTICED:
            notices.append(at)
        elif _DONE_BY.get(kind) == step and done is None:
            done = at
    if step == DeadlineStep.ACKNOWLEDGE:
        done = row.acknowledged_at
    due = due_of(
        clock, start, rule.budget,
        pauses.counted(clock, start, allowed.most_minutes, for_others=allowed.for_others),
    )  # fmt: skip
    state = _state(due, done, has_ended=row.state in ENDED, now=now)
    owes = state == DueState.OVERDUE and due is not None and not any(at >= due for at in notices)
    return Due(step, rule.budget, rule.source, due, done, state, owes)


def due_of(clock: BusinessClock, start: datetime, budget: Budget, pauses: Sequence[Pause] = ()) -> datetime | None:
    """A working day is as long as most open days around that time."""
    minutes = budget.minutes + budget.days * usual_day(clock, start)
    try:
        return clock.due(start, timedelta(minutes=minutes), pauses)
    except (BudgetNotReached, StillPaused):
        return None


def usual_day(clock: BusinessClock, start: datetime) -> int:
    """In minutes; 0 of a calendar that never opens."""
    first = clock.day_of(start)
    days = (clock.windows_on(first + timedelta(days=number)) for number in range(_USUAL_DAYS))
    lengths = Counter(sum(one.closes - one.opens for one in windows) for windows in days if windows)
    return lengths.most_common(1)[0][0] if lengths else 0


def _state(due: datetime | None, done: datetime | None, *, has_ended: bool, now: datetime) -> DueState:
    if done is not None:
        return DueState.KEPT if due is None or done <= due else DueState.LATE
    if has_ended:
        return DueState.DROPPED
    if due is None:
        return DueState.PAUSED
    return DueState.OVERDUE if now > due else DueState.RUNNING
