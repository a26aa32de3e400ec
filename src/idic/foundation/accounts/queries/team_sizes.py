from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class TeamSize:
    team: Team
    members: int


def team_sizes(user: User) -> list[TeamSize]:
    """Every team with the number of those who can sign in."""
    require(user, "user.manage")
    counted = Team.objects.annotate(active=Count("members", filter=Q(members__is_active=True))).order_by("name")
    return [TeamSize(team, team.active) for team in counted]
