"""Who may see and change which follow-ups: own, the team's, or all, as far as the permission reaches."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.identify.rules import reach as customer_reach
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def reach(user: User, permission: str) -> Q:
    scope = require(user, permission)
    if scope == Scope.ALL:
        return Q()
    mine = Q(owner_id=user.pk) | Q(created_by_id=user.pk)
    if scope == Scope.TEAM and user.team_id is not None:
        return mine | Q(owner__team_id=user.team_id)
    return mine


def visible_follow_ups(user: User, permission: str = "follow_up.see") -> QuerySet[FollowUp]:
    """A follow-up never shows a customer that the user may not see."""
    found = FollowUp.objects.filter(reach(user, permission))
    return found.filter(customer__in=visible_customers(user)) if customer_reach(user, "customer.see") else found
