"""For what calls may leave the house."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.checks import EXPORTS, check_export
from idic.foundation.accounts.models import User
from idic.foundation.views.enums import Purpose
from idic.foundation.views.purposes import Narrowed, register_purpose_check

_OURS = "service"


def check_calls(calls: QuerySet[Any], purpose: str, user: User) -> Narrowed:
    """As far as the customer who called allows it. Whoever we do not know has allowed nothing: their calls serve our
    service and its figures alone."""
    named = calls.order_by().filter(customer__isnull=False).values("customer")
    found = check_export(Customer.objects.filter(pk__in=named), purpose, user)
    allowed = Q(customer__in=found.rows.order_by().values("pk"))
    if EXPORTS[Purpose(purpose)][0] == _OURS:
        allowed |= Q(customer__isnull=True)
    return Narrowed(calls.filter(allowed), found.reasons, found.sentence)


register_purpose_check("call", check_calls)
