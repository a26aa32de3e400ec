"""What a standard lets happen when its time is used up, and when half as much again is: each step once."""

from __future__ import annotations

from typing import Any

from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.rows import begin_work, record, save, told
from idic.domain.interact.contact import Priority
from idic.domain.interact.standards.enums import Told
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify

_URGENCY = [str(one) for one in Priority]


def escalate(clock: CaseClock, *, before: int, share: int) -> None:
    """The steps of its standard that lie above `before` and up to `share`, in the caller's transaction. The row of the
    clock is locked and says what was told, so none happens twice; of two that came due together both happen."""
    for step in sorted(clock.standard_version.escalation, key=lambda one: one["share"]):
        if before < step["share"] <= share:
            _take(clock, step)


def leads_of(team_id: int | None) -> list[User]:
    """Whoever of the team may lead complaints, whatever their role is called."""
    return [one for one in users_who_may("complaint.manage") if team_id is not None and one.team_id == team_id]


def _take(clock: CaseClock, step: dict[str, Any]) -> None:
    case = Case.objects.select_for_update(of=("self",)).get(pk=clock.case_id)
    people = _people(case, step["tell"])
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


def _people(case: Case, tell: str) -> list[User]:
    """Where a team has nobody who leads it, and where nobody leads all teams, whoever else may lead complaints."""
    if not tell:
        return []
    every = users_who_may("complaint.manage")
    hidden = set(case.hidden_from)
    if tell == Told.LEAD:
        found = [one for one in every if case.team_id is not None and one.team_id == case.team_id]
    else:
        above = [one for one in every if one.team_id is None]
        found = [one for one in above if one.role == Role.MANAGER] or above
    return [one for one in found or every if one.pk not in hidden]
