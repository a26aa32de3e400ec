from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Customer
from idic.foundation.accounts.handover import hands_over
from idic.foundation.accounts.models import User


@hands_over("customer", label=_("Customers"), permission="customer.see")
def owned_customers(user: User) -> QuerySet[Customer]:
    return Customer.objects.filter(owner_id=user.pk, merged_into__isnull=True)
