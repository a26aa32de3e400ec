"""Who may see and change which tasks: own, the team's, or all, as far as the permission reaches.

Own is what one owns, made, or takes part in; and, while a colleague is away, what the colleague owns.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.domain.work.models import Absence, Participant, Task
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def absent_now(deputy: User) -> QuerySet[Absence, int]:
    """The ids of those for whom this user stands in today."""
    today = timezone.localdate()
    standing_in = Absence.objects.filter(deputy=deputy, starts_on__lte=today, ends_on__gte=today)
    return standing_in.values_list("user_id", flat=True)


def own(user: User) -> Q:
    return Q(owner_id=user.pk) | Q(owner_id__in=absent_now(user))


def reach(user: User, permission: str) -> Q:
    scope = require(user, permission)
    if scope == Scope.ALL:
        return Q()
    mine = own(user) | Q(created_by_id=user.pk)
    if permission == "task.see":
        mine |= Q(pk__in=Participant.objects.filter(user=user).values("task_id"))
    if scope == Scope.TEAM and user.team_id is not None:
        return mine | Q(team_id=user.team_id) | Q(owner__team_id=user.team_id)
    return mine


def visible_tasks(user: User, permission: str = "task.see") -> QuerySet[Task]:
    return Task.objects.filter(reach(user, permission), deleted_at__isnull=True)
