"""The audit trail tells nobody what happened to a customer who is out of their reach."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach_of
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of
from idic.foundation.events.kept import keeps_events_of_customers


def _kept(user: User) -> Q | None:
    scope = scope_of(user, "customer.see")
    if scope == Scope.ALL:
        return None
    # who was merged or erased is reached as before
    its = Customer.objects.filter(pk=OuterRef("customer_id"))
    reached = its.filter(reach_of(scope, user.pk, user.team_id)) if scope != Scope.NONE else its.none()
    return Q(Exists(its), ~Q(Exists(reached)))


keeps_events_of_customers(_kept)
