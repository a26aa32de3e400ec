"""What one customer has bought, read along the index of the customer's purchases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from idic.domain.sales.models import Purchase
from idic.foundation.storage.remembered import RememberedQuery

_LATEST = 8
_MONTHS = 36


@dataclass(frozen=True)
class MonthSpend:
    """Net of returns; a month without purchases stands with zero."""

    month: date
    amount: Decimal
    purchases: int


@dataclass(frozen=True)
class SpendByMonth:
    """`other_currencies` counts the purchases that no sum may mix in."""

    months: list[MonthSpend]
    other_currencies: int


# So many are summed as they are read; of more than that the database makes the sums.
_FEW = 60
_newest = RememberedQuery(
    lambda pk: (
        Purchase.objects.filter(customer_id=pk)
        .only("key", "at", "kind", "currency", "place", "total", "line_count")
        .order_by("-at", "-id")[: _FEW + 1]
    ),
    910_001,
)


def purchase_history(customer_id: int, *, currency: str) -> tuple[SpendByMonth, list[Purchase]]:
    """The spend by month, and the latest purchases."""
    newest = _newest(customer_id)
    if len(newest) > _FEW:
        return spend_by_month(customer_id, currency=currency), newest[:_LATEST]
    zone = timezone.get_default_timezone()
    summed: dict[date, MonthSpend] = {}
    for one in newest:
        if one.currency == currency:
            month = one.at.astimezone(zone).date().replace(day=1)
            before = summed.get(month, MonthSpend(month, Decimal(0), 0))
            summed[month] = MonthSpend(month, before.amount + one.total, before.purchases + 1)
    others = sum(one.currency != currency for one in newest)
    return SpendByMonth(_span(summed, _MONTHS), others), newest[:_LATEST]


def latest_purchases(
    customer_id: int, *, before: tuple[datetime, int] | None = None, limit: int = _LATEST
) -> list[Purchase]:
    """Newest first; `before` is the moment and id of the last one already shown."""
    purchases = Purchase.objects.filter(customer_id=customer_id)
    if before is not None:
        at, pk = before
        purchases = purchases.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    return list(purchases.order_by("-at", "-id")[:limit])


def spend_by_month(customer_id: int, *, currency: str, months: int = _MONTHS) -> SpendByMonth:
    """The last `months` months that end with the newest purchase, in the business time zone."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT date_trunc('month', at AT TIME ZONE %s)::date AS month, currency = %s AS is_ours,
                      sum(total), count(*)
               FROM sales_purchase WHERE customer_id = %s GROUP BY 1, 2 ORDER BY 1""",
            [settings.TIME_ZONE, currency, customer_id],
        )
        rows = cursor.fetchall()
    ours = {month: MonthSpend(month, amount, count) for month, is_ours, amount, count in rows if is_ours}
    others = sum(count for _month, is_ours, _amount, count in rows if not is_ours)
    return SpendByMonth(_span(ours, months), others)


def _span(known: Mapping[date, MonthSpend], months: int) -> list[MonthSpend]:
    if not known:
        return []
    span = _months_between(min(known), max(known))[-months:]
    return [known.get(month, MonthSpend(month, Decimal(0), 0)) for month in span]


def _months_between(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1) for step in range(count)
    ]
