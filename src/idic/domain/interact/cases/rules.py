"""Who may see and change which cases: own, the team's, or all, as far as the permission reaches.

What nobody has taken yet is everybody's of its team; without a team it is everybody's who may see those of a team.
Whoever a case is kept from never sees it, whatever their role.
"""

from __future__ import annotations

from django.db.models import BooleanField, Func, Q, QuerySet, Value

from idic.domain.identify.rules import reach as customer_reach
from idic.domain.identify.rules import shows
from idic.domain.interact.cases.models import Case
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def reach(user: User, permission: str, *, is_deleted: bool = False) -> Q:
    scope = require(user, permission)
    # The user's number stands alone, not in a list, so that a statement composed once serves everybody; and said so the
    # database takes for granted that almost nothing is hidden.
    kept_from = Func(
        Value(user.pk), "hidden_from", template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField()
    )
    open_to = Q(deleted_at__isnull=not is_deleted) & ~Q(kept_from)
    if scope == Scope.ALL:
        return open_to
    mine = Q(owner_id=user.pk) | Q(created_by_id=user.pk)
    if scope == Scope.TEAM:
        mine |= Q(owner__isnull=True, team__isnull=True)
        if user.team_id is not None:
            members = User.objects.filter(team_id=user.team_id).order_by().values("pk")
            mine |= Q(team_id=user.team_id) | Q(owner__in=members)
    return open_to & mine


def visible_cases(user: User, permission: str = "case.see") -> QuerySet[Case]:
    """A case never shows a customer that the user may not see."""
    found = Case.objects.filter(reach(user, permission))
    if not customer_reach(user, "customer.see"):
        return found
    return found.filter(Q(customer__isnull=True) | shows(user, "customer__"))
