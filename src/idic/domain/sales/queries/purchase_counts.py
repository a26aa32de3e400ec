from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from idic.domain.sales.enums import PurchaseKind
from idic.domain.sales.rules import visible_purchases
from idic.foundation.accounts.models import User


def sales_by_month(user: User, since: datetime, until: datetime) -> dict[date, int]:
    """First day of the month -> how many sales; months without any are left out."""
    found = visible_purchases(user).filter(kind=PurchaseKind.SALE, at__gte=since, at__lt=until)
    rows = found.order_by().annotate(month=TruncMonth("at")).values_list("month").annotate(n=Count("pk"))
    return {timezone.localtime(month).date(): n for month, n in rows}
