"""What a standard lets happen while its time is used up, when it is, and when half as much again is: each step once."""

from __future__ import annotations

from typing import Any

from idic.domain.interact.cases.clocks.levels import people_of
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.rows import begin_work, record, save, told
from idic.domain.interact.contact import Priority
from idic.domain.interact.standards.enums import Told
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify

_URGENCY = [str(one) for one in Priority]


def escalate(clock: CaseClock, *, before: int, share: int) -> None:
    """The steps of its standard that lie above `before` and up to `share`, in the caller's transaction. The row of the
    clock is locked and says what was told, so none happens twice; of two that came due together both happen."""
    for step in sorted(clock.standard_version.escalation, key=lambda one: one["share"]):
        if before < step["share"] <= share:
            _take(clock, step)


def _take(clock: CaseClock, step: dict[str, Any]) -> None:
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=clock.case_id)
    people = people_of(case, step["tell"])
    was = told(case, "owner_id", "team_id", "priority", "state")
    if step["assign"] and people and case.owner_id not in {one.pk for one in people}:
        case.owner = people[0]
        begin_work(case)
    wanted = step["priority"]
    if wanted and _URGENCY.index(wanted) > _URGENCY.index(case.priority):
        case.priority = wanted
    if told(case, "owner_id", "team_id", "priority", "state") != was:
        save(case)
    event = record(
        "case.escalated", case, by=None, before=was,
        after={"measure": clock.measure, "share": step["share"], "told_ids": [one.pk for one in people],
               **told(case, "owner_id", "priority", "state")},
    )  # fmt: skip
    data = {"what": "case.escalated", "title": case.title, "measure": clock.measure, "share": step["share"]}
    notify(people, NotificationKind.REMINDER, noun="case", subject_id=case.pk, data=data, event_id=event)


def tell_managers_of(case_id: int, *, event_id: int) -> None:
    """Of a case that has become critical: at once, whatever its clocks say."""
    case = Case.objects.filter(pk=case_id, deleted_at__isnull=True, priority=Priority.CRITICAL).first()
    if case is None or not case.is_open:
        return
    data = {"what": "case.critical", "title": case.title}
    people = people_of(case, Told.MANAGER)
    notify(people, NotificationKind.REMINDER, noun="case", subject_id=case.pk, data=data, event_id=event_id)
