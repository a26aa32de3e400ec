"""What some customers spent with us in twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Q, Sum
from django.utils import timezone

from idic.domain.catalogue.models import Category
from idic.domain.sales.models import Purchase, PurchaseLine

_DAYS = 365


@dataclass(frozen=True)
class YearlySpend:
    """`of` holds who spent something; None where the catalogue knows no category of this name."""

    last: date
    of: dict[int, Decimal] | None


def yearly_spend(customer_ids: Sequence[int], *, currency: str, category: str = "") -> YearlySpend:
    """Net of returns, in the twelve months up to the newest purchase of anybody.

    For callers that have asked the reader's right to these customers.
    """
    newest = Purchase.objects.aggregate(at=Max("at"))["at"] or timezone.now()
    last = timezone.localtime(newest, timezone.get_default_timezone()).date()
    bought = Q(customer__in=customer_ids, currency=currency, at__gt=newest - timedelta(days=_DAYS), at__lte=newest)
    if not category:
        rows = Purchase.objects.filter(bought).values("customer_id").annotate(net=Sum("total")).order_by()
        return YearlySpend(last, {row["customer_id"]: row["net"] for row in rows})
    named = list(Category.objects.filter(name__iexact=category).values_list("path", flat=True)[:20])
    if not named:
        return YearlySpend(last, None)
    below = Q()
    for path in named:
        below |= Q(product__category__path=path) | Q(product__category__path__startswith=f"{path} / ")
    purchases = Purchase.objects.filter(bought).values("pk")
    lines = PurchaseLine.objects.filter(below, purchase__in=purchases)
    found = lines.values_list("purchase__customer_id").annotate(net=Sum("amount")).order_by()
    return YearlySpend(last, {pk: net for pk, net in found if pk is not None})
