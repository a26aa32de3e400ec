from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from idic.domain.identify.models import Source
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.sales.rules import visible_purchases
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User

# The channels in use are those of the latest purchases: looking through all of them would read the whole table.
_CHANNEL_SAMPLE = 5000


@dataclass(frozen=True)
class PurchaseFilter:
    """`until` is the last day that counts; days are those of the business time zone."""

    kind: str = ""
    channel: str = ""
    source: Source | None = None
    since: date | None = None
    until: date | None = None
    anonymous: bool = False


def access_purchases(user: User) -> QuerySet[Purchase]:
    return visible_purchases(user).select_related("customer", "source")


def access_purchase(user: User, pk: int) -> Purchase:
    found = access_purchases(user).select_related("batch", "record").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def filtered(purchases: QuerySet[Purchase], wanted: PurchaseFilter) -> QuerySet[Purchase]:
    if wanted.kind:
        purchases = purchases.filter(kind=wanted.kind)
    if wanted.channel:
        purchases = purchases.filter(channel=wanted.channel)
    if wanted.source is not None:
        purchases = purchases.filter(source=wanted.source)
    if wanted.since is not None:
        purchases = purchases.filter(at__gte=_midnight(wanted.since))
    if wanted.until is not None:
        purchases = purchases.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.anonymous:
        purchases = purchases.filter(customer__isnull=True)
    return purchases


def lines_of(purchase: Purchase) -> list[PurchaseLine]:
    return list(PurchaseLine.objects.filter(purchase=purchase).select_related("product__category").order_by("pk"))


def channels_in_use() -> list[str]:
    latest = Purchase.objects.order_by("-at", "-pk").values_list("channel", flat=True)[:_CHANNEL_SAMPLE]
    return sorted({channel for channel in latest if channel})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
