"""To whom a case is escalated: sideways to whoever knows its topic best, upwards level by level."""

from __future__ import annotations

from idic.domain.interact.cases.enums import Level
from idic.domain.interact.cases.models import Case, Skill
from idic.domain.interact.cases.routing import with_those_above
from idic.domain.interact.standards.enums import Told
from idic.domain.interact.standards.queries.executives import executive_ids
from idic.foundation.accounts.enums import Role
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may


def people_of(case: Case, level: str) -> list[User]:
    """Where a team has nobody who leads it, a topic no expert, and nobody leads all teams, whoever else may lead complaints;
    where no executive is named, the managers. Never one from whom the case is kept."""
    if not level:
        return []
    every = users_who_may("complaint.manage")
    match level:
        case Told.LEAD:
            found = [one for one in every if case.team_id is not None and one.team_id == case.team_id]
        case Told.EXPERT:
            found = _experts(case) or [one for one in every if case.team_id is not None and one.team_id == case.team_id]
        case Told.EXECUTIVE:
            found = list(User.with_rights.filter(pk__in=executive_ids()).order_by("pk")) or managers(every)
        case _:
            found = managers(every)
    hidden = set(case.hidden_from)
    return [one for one in found or every if one.pk not in hidden]


def managers(every: list[User]) -> list[User]:
    """Of those who may lead complaints: who belongs to no team leads all of them."""
    above = [one for one in every if one.team_id is None]
    return [one for one in above if one.role == Role.MANAGER] or above


def leads_of(team_id: int | None) -> list[User]:
    """Whoever of the team may lead complaints, whatever their role is called."""
    return [one for one in users_who_may("complaint.manage") if team_id is not None and one.team_id == team_id]


def _experts(case: Case) -> list[User]:
    """Who has the case already is no further help."""
    known = Skill.objects.filter(topic__in=with_those_above(case.topic), level=Level.EXPERT).values("desk_id")
    found = User.with_rights.filter(pk__in=known, is_active=True).exclude(pk=case.owner_id or 0)
    return list(found.order_by("pk"))
