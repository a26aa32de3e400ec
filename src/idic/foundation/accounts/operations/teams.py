from django.db import transaction

from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def create_team(*, name: str, by: User | None) -> Team:
    if by is not None:
        require(by, "user.manage")
    team, created = Team.objects.get_or_create(name=name.strip())
    if created:
        append_event(NewEvent("team.created", "team", team.pk, after={"name": team.name}), by=by)
    return team
