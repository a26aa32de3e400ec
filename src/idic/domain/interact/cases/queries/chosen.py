"""Which cases the wall and the pictures speak of."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from idic.domain.interact.cases.enums import CaseState, Outcome
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User

#: As a team: what belongs to none.
NO_TEAM = 0


@dataclass(frozen=True)
class Chosen:
    """Nothing chosen: all that the reader may see."""

    teams: tuple[int, ...] = ()
    modes: tuple[str, ...] = ()
    topic: int | None = None


def chosen_cases(user: User, chosen: Chosen) -> QuerySet[Case]:
    found = visible_cases(user).order_by()
    if chosen.teams:
        teams = Q(team_id__in=[one for one in chosen.teams if one != NO_TEAM])
        found = found.filter(teams | Q(team__isnull=True) if NO_TEAM in chosen.teams else teams)
    if chosen.modes:
        found = found.filter(mode__in=chosen.modes)
    return found if chosen.topic is None else found.filter(topic_id=chosen.topic)


def counted(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What went into another case counts there; what is no wish at all counts nowhere."""
    return cases.exclude(state=CaseState.MERGED).exclude(outcome=Outcome.SPAM)
