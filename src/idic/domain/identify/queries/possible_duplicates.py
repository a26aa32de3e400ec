from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from idic.domain.identify.models import Customer, PossibleDuplicate
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

#: What the two are compared by, in the order of the page.
COMPARED = ("name", "phone", "email", "national_id", "tax_id", "birth_date", "address", "province")


@dataclass(frozen=True)
class Pair:
    """`same` names the compared fields that are known of both and agree."""

    pk: int
    first: Customer
    second: Customer
    same: frozenset[str]


def access_pairs(user: User, *, permission: str = "customer.see") -> QuerySet[PossibleDuplicate]:
    """Only pairs of which the user may see both; the newest first."""
    seen = visible_customers(user, permission).values("pk")
    return (
        PossibleDuplicate.objects.filter(Q(first__in=seen), Q(second__in=seen), dismissed_at__isnull=True)
        .select_related("first", "second")
        .order_by("-pk")
    )


def access_pair(user: User, pk: int) -> PossibleDuplicate:
    found = access_pairs(user, permission="customer.change").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def pairs_shown(user: User, *, limit: int = 50) -> list[Pair]:
    return [
        Pair(pair.pk, pair.first, pair.second, _same(pair.first, pair.second)) for pair in access_pairs(user)[:limit]
    ]


def _same(first: Customer, second: Customer) -> frozenset[str]:
    return frozenset(
        name for name in COMPARED if getattr(first, name) and getattr(first, name) == getattr(second, name)
    )
