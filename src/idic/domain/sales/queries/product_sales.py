"""What products bring in: figures of the whole business, and the customers and purchases within a reader's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.sales.rules import visible_purchases
from idic.foundation.accounts.models import User

YEAR = 12


@dataclass(frozen=True)
class Period:
    """Whole calendar months; `last` is the newest day on which anything was bought."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time()), timezone.get_default_timezone())

    @property
    def months(self) -> list[date]:
        return [_months_before(self.last.replace(day=1), back) for back in range(YEAR - 1, -1, -1)]


@dataclass(frozen=True)
class Net:
    """Sums of different currencies stand side by side: nothing is converted."""

    units: Decimal
    sums: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class MonthSum:
    month: date
    currency: str
    units: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Buyer:
    customer: Customer
    units: Decimal
    purchases: int
    amount: Decimal
    currency: str


def last_twelve_months() -> Period:
    """Twelve months up to the newest purchase, so that figures of a past year are not shown as nothing."""
    newest = Purchase.objects.aggregate(at=Max("at"))["at"] or timezone.now()
    last = timezone.localtime(newest, timezone.get_default_timezone()).date()
    return Period(_months_before(last.replace(day=1), YEAR - 1), last)


def net_by_product(products: Iterable[Product], period: Period) -> dict[int, Net]:
    """One query for a page of products; returns and cancellations count with their own sign."""
    rows = (
        PurchaseLine.objects.filter(product__in=[product.pk for product in products], purchase__at__gte=period.start)
        .values_list("product_id", "purchase__currency")
        .annotate(units=Sum("quantity"), amount=Sum("amount"))
        .order_by("product_id", "-amount")
    )
    found: dict[int, Net] = {}
    for product_id, currency, units, amount in rows:
        if product_id is None:
            continue
        known = found.get(product_id, Net(Decimal(0), ()))
        found[product_id] = Net(known.units + units, (*known.sums, (currency, amount)))
    return found


def sales_by_month(product: Product, period: Period) -> list[MonthSum]:
    rows = (
        PurchaseLine.objects.filter(product=product, purchase__at__gte=period.start)
        .annotate(month=TruncMonth("purchase__at", tzinfo=timezone.get_default_timezone()))
        .values_list("month", "purchase__currency")
        .annotate(units=Sum("quantity"), amount=Sum("amount"))
        .order_by("month", "purchase__currency")
    )
    return [MonthSum(month.date(), currency, units, amount) for month, currency, units, amount in rows]


def top_customers(user: User, product: Product, period: Period, *, limit: int = 10) -> list[Buyer]:
    rows = list(
        PurchaseLine.objects.filter(
            product=product,
            purchase__in=visible_purchases(user).filter(at__gte=period.start, customer__isnull=False),
        )
        .values_list("purchase__customer_id", "purchase__currency")
        .annotate(units=Sum("quantity"), amount=Sum("amount"), purchases=Count("purchase_id", distinct=True))
        .order_by("-amount", "purchase__customer_id")[:limit]
    )
    customers = Customer.objects.in_bulk([row[0] for row in rows if row[0] is not None])
    return [
        Buyer(customers[customer_id], units, purchases, amount, currency)
        for customer_id, currency, units, amount, purchases in rows
        if customer_id is not None
    ]


def latest_lines(user: User, product: Product, *, limit: int = 10) -> list[PurchaseLine]:
    return list(
        PurchaseLine.objects.filter(product=product, purchase__in=visible_purchases(user))
        .select_related("purchase__customer")
        .order_by("-purchase__at", "-pk")[:limit]
    )


def _months_before(month: date, count: int) -> date:
    position = month.year * 12 + month.month - 1 - count
    return date(position // 12, position % 12 + 1, 1)
