from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.plans.rules import visible_findings
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

#: Days after which an open finding is a week, and a month, old.
AGES = (7, 30)


@dataclass(frozen=True)
class Ageing:
    """Open findings by their age."""

    young: int
    weeks: int
    months: int


def access_findings(user: User) -> QuerySet[Finding]:
    found = visible_findings(user).select_related("customer", "owner", "follow_up__touch__start__plan")
    wide = ("search_text", "search_keys", "facts", "provenance")
    return found.defer(*(f"customer__{name}" for name in wide)).prefetch_related(seen_case(user))


def access_finding(user: User, pk: int, *, permission: str = "follow_up.see") -> Finding:
    found = visible_findings(user, permission).filter(pk=pk)
    found = found.select_related("customer", "owner", "closed_by", "created_by", "follow_up")
    one = found.prefetch_related(seen_case(user)).first()
    if one is None:
        raise NotVisible
    return one


def ageing(user: User, *, now: datetime, mine: bool = False) -> Ageing:
    week, month = (now - timedelta(days=days) for days in AGES)
    found = visible_findings(user).filter(closed_at__isnull=True)
    if mine:
        found = found.filter(owner=user)
    return Ageing(
        **found.aggregate(
            young=Count("pk", filter=Q(created_at__gt=week)),
            weeks=Count("pk", filter=Q(created_at__lte=week, created_at__gt=month)),
            months=Count("pk", filter=Q(created_at__lte=month)),
        )
    )
