"""Who may see which calls: all, the team's, or the own, as far as case.see reaches. What nobody has answered is
everybody's who may see more than their own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.identify.rules import reach as customer_reach
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.queries.seen import sees_case
from idic.domain.interact.telephony.models import Call, CallBack
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def visible_calls(user: User, permission: str = "case.see") -> QuerySet[Call]:
    """A call never shows a customer that the user may not see, and its case may be kept from whoever sees the call: what
    is asked of that case is asked together with `case_is_seen`."""
    scope = require(user, permission)
    found = Call.objects.alias(case_is_seen=sees_case(user))
    if scope != Scope.ALL:
        mine = Q(agent=user)
        if scope == Scope.TEAM:
            mine |= Q(agent__isnull=True)
            mine |= Q(agent__team_id=user.team_id) if user.team_id is not None else Q()
        found = found.filter(mine)
    if not customer_reach(user, "customer.see"):
        return found
    return found.filter(Q(customer__isnull=True) | Q(customer__in=visible_customers(user)))


def visible_call_backs(user: User, permission: str = "case.see") -> QuerySet[CallBack]:
    """The queue is everybody's who answers cases: one who is to be called waits for whoever is free."""
    require(user, permission)
    found = CallBack.objects.all()
    if not customer_reach(user, "customer.see"):
        return found
    return found.filter(Q(customer__isnull=True) | Q(customer__in=visible_customers(user)))
