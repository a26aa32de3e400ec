"""Another standard comes to hold for a clock that runs: what it was, what it is, and what brought it about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from idic.domain.interact.cases.clocks.runs import Run
from idic.domain.interact.cases.models import Case, CaseClock, TargetChange
from idic.domain.interact.standards.queries.targets import Target
from idic.foundation.accounts.models import User

_OF_CONTACT = ("mode", "purpose", "priority")


def changed(
    case: Case, clock: CaseClock, run: Run, target: Target, minutes: int, *, now: datetime
) -> TargetChange:  # fmt: skip
    """`clock` as it stands before. A promise that was broken already is not made anew: its time counts from the start."""
    was_late = clock.due_at is not None and clock.due_at < now
    return TargetChange(
        case=case, measure=run.measure, at=now, version_before_id=clock.standard_version_id,
        minutes_before=clock.budget_minutes, due_before=clock.due_at, version_after_id=target.version_id,
        minutes_after=minutes, was_late=was_late, is_anew=target.counts_anew and run.stopped_at is None and not was_late,
    )  # fmt: skip


def write_changes(changes: Sequence[TargetChange], tiers: Mapping[int, str], tier: str, *, by: User | None) -> None:
    """In the transaction of the change, before the cases are saved: what they were stands in the database still. `tiers`
    are those before, by case."""
    if not changes:
        return
    stood = {one.pk: one for one in Case.objects.only(*_OF_CONTACT).filter(pk__in={one.case_id for one in changes})}
    for one in changes:
        pairs = {name: (getattr(stood[one.case_id], name), getattr(one.case, name)) for name in _OF_CONTACT}
        pairs["tier"] = (tiers[one.case_id], tier)
        one.causes = {name: [str(was), str(now)] for name, (was, now) in pairs.items() if was != now}
        one.by = by
    TargetChange.objects.bulk_create(changes)
