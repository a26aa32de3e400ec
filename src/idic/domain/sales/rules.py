"""Who may see which purchases: those of the customers within reach, and those of nobody in particular."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import reach
from idic.domain.sales.models import Purchase
from idic.foundation.accounts.models import User


def visible_purchases(user: User) -> QuerySet[Purchase]:
    """Never more than the customers that the user may see, however far `purchase.see` itself reaches."""
    customers = reach(user, "purchase.see") & reach(user, "customer.see")
    if not customers:
        return Purchase.objects.all()
    return Purchase.objects.filter(Q(customer__isnull=True) | Q(customer__in=Customer.objects.filter(customers)))
