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


def not_erased(of: str = "") -> Q:
    erased = ProcessingLock.objects.filter(lifted_at__isnull=True, is_erased=True).values("customer_id")
    return ~Q(**{f"{of}pk__in": erased})


def reach_of(scope: Scope, user_id: int, team_id: int | None, of: str = "") -> Q:
    if scope == Scope.ALL:
        return Q()
    mine = Q(**{f"{of}owner_id": user_id})
    free = Q(**{f"{of}team__isnull": True, f"{of}owner__isnull": True})
    if scope == Scope.TEAM and team_id is not None:
        return Q(**{f"{of}team_id": team_id}) | mine | free
    return mine | free


def shows(user: User, of: str) -> Q:
    """As `visible_customers`, for rows that name one by `of` (`customer__`): each looks at its own customer, where a list
    of all that may be seen would be made for every question."""
    reached = reach_of(require(user, "customer.see"), user.pk, user.team_id, of)
    return reached & not_erased(of) & Q(**{f"{of}merged_into__isnull": True})


def visible_customers(user: User, permission: str = "customer.see") -> QuerySet[Customer]:
    return Customer.objects.filter(reach(user, permission), not_erased(), merged_into__isnull=True)
