from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.interact.cases.models import AssignmentRule
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_assignment_rules(user: User) -> QuerySet[AssignmentRule]:
    """In the order in which they are asked."""
    require(user, "standard.manage")
    return AssignmentRule.objects.select_related("team", "topic", "category").order_by("place", "pk")


def access_assignment_rule(user: User, pk: int) -> AssignmentRule:
    found = access_assignment_rules(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
