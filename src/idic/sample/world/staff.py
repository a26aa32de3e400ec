from __future__ import annotations

from idic.foundation.accounts.enums import Language, Role
from idic.foundation.accounts.models import Team, User

TEAMS = 20
MEMBERS = 10
#: Sees every customer; measurements sign in as this person.
MANAGER = "manager@world.example"


def make_staff() -> list[tuple[int, int]]:
    """(user, team) of everybody who keeps customers. Nobody has a password."""
    teams = Team.objects.bulk_create(Team(name=f"Team {number:02d}") for number in range(1, TEAMS + 1))
    people = [
        _person(f"keeper.{team.pk}.{place}@world.example", f"Keeper {team.name[-2:]}-{place}", Role.SALES, team)
        for team in teams
        for place in range(1, MEMBERS + 1)
    ]
    User.objects.bulk_create([*people, _person(MANAGER, "Manager of the world", Role.MANAGER, None)])
    return [(person.pk, person.team_id) for person in people if person.team_id is not None]


def _person(email: str, name: str, role: Role, team: Team | None) -> User:
    user = User(email=email, display_name=name, role=role, team=team, language=Language.ENGLISH)
    user.set_unusable_password()
    return user
