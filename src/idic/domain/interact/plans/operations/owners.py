"""Who does it: whoever looks after the customer, a person, or of a team whoever has the fewest open follow-ups."""

from __future__ import annotations

from django.db.models import Count

from idic.domain.interact.enums import FollowUpState
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.enums import OwnerRule
from idic.domain.interact.plans.models import PlanVersion
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may


class Owners:
    """Counts what it gives, so that many at once are shared out evenly."""

    def __init__(self, version: PlanVersion) -> None:
        self._version = version
        self._able: dict[int, User] = {one.pk: one for one in users_who_may("follow_up.change")}
        team = [one.pk for one in self._able.values() if version.team_id and one.team_id == version.team_id]
        counted = FollowUp.objects.filter(owner__in=team, state=FollowUpState.OPEN).order_by().values_list("owner_id")
        self._load = dict.fromkeys(team, 0) | dict(counted.annotate(count=Count("pk")))

    def of(self, keeper_id: int | None) -> int | None:
        """None where nobody of those named is there and may do it."""
        version = self._version
        if version.owner_rule == OwnerRule.CUSTOMER and keeper_id in self._able:
            return keeper_id
        if version.owner_id in self._able:
            return version.owner_id
        if not self._load:
            return None
        chosen = min(self._load, key=lambda pk: (self._load[pk], pk))
        self._load[chosen] += 1
        return chosen
