"""Who may see and change which customers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models.hold import ProcessingLock
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: Uses that a restriction of processing forbids: it leaves nothing but keeping, and looking at what is kept.
USES = frozenset({"customer.change", "customer.export", "bulk.change"})


def reach(user: User, permission: str) -> Q:
    """The customers to which `permission` reaches for this user. A customer without team and owner is everybody's."""
    reached = reach_of(require(user, permission), user.pk, user.team_id)
    return reached & free_of_locks() if permission in USES else reached


def free_of_locks() -> Q:
    """Not restricted on request, and not erased."""
    return ~Q(pk__in=ProcessingLock.objects.filter(lifted_at__isnull=True).values("customer_id"))


def is_restricted() -> Exists:
    """To annotate customers with, for a page that shows the lock."""
    return Exists(ProcessingLock.objects.filter(customer_id=OuterRef("pk"), lifted_at__isnull=True))


def not_erased() -> Q:
    return ~Q(pk__in=ProcessingLock.objects.filter(lifted_at__isnull=True, is_erased=True).values("customer_id"))


def reach_of(scope: Scope, user_id: int, team_id: int | None) -> Q:
    if scope == Scope.ALL:
        return Q()
    free = Q(team__isnull=True, owner__isnull=True)
    if scope == Scope.TEAM and team_id is not None:
        return Q(team_id=team_id) | Q(owner_id=user_id) | free
    return Q(owner_id=user_id) | free


def visible_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return Customer.objects.filter(reach(user, permission), not_erased(), merged_into__isnull=True)
