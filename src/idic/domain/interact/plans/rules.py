"""Who may see and change what: plans are made by whoever manages them; a finding is seen by whoever sees its follow-up, and
by whoever it was given to."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.identify.rules import visible_customers
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.models import Finding, Plan
from idic.domain.interact.rules import reach
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require, scope_of

MANAGES = "follow_up.manage"


def visible_plans(user: User) -> QuerySet[Plan]:
    require(user, "follow_up.see")
    return Plan.objects.all()


def visible_findings(user: User, permission: str = "follow_up.see") -> QuerySet[Finding]:
    """A finding never shows a customer that the user may not see."""
    found = Finding.objects.filter(customer__in=visible_customers(user))
    condition = reach(user, permission)
    if scope_of(user, permission) == Scope.ALL:
        return found
    return found.filter(Q(owner_id=user.pk) | Q(follow_up__in=FollowUp.objects.filter(condition)))
