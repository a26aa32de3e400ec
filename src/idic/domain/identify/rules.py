"""Who may see and change which customers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.identify.models import Customer
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def reach(user: User, permission: str) -> Q:
    """The customers to which `permission` reaches for this user. A customer without team and owner is everybody's."""
    return reach_of(require(user, permission), user.pk, user.team_id)


def reach_of(scope: Scope, user_id: int, team_id: int | None) -> Q:
    if scope == Scope.ALL:
        return Q()
    free = Q(team__isnull=True, owner__isnull=True)
    if scope == Scope.TEAM and team_id is not None:
        return Q(team_id=team_id) | Q(owner_id=user_id) | free
    return Q(owner_id=user_id) | free


def visible_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return Customer.objects.filter(reach(user, permission), merged_into__isnull=True)
