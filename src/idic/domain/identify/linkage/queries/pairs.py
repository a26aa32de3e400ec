from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from idic.domain.identify.linkage.enums import OPEN_STATES, Age, Band
from idic.domain.identify.linkage.models import LinkagePair
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_pairs(
    user: User, *, state: str = "", run: int | None = None, low: float | None = None, high: float | None = None,
    band: str = "", age: str = "",
) -> QuerySet[LinkagePair]:  # fmt: skip
    """Of which the user sees both customers, as their records belong today. `age` asks for what still waits."""
    require(user, "customer.merge")
    seen = visible_customers(user).values("pk")
    pairs = LinkagePair.objects.filter(first_record__customer__in=seen, second_record__customer__in=seen)
    if state:
        pairs = pairs.filter(state=state)
    if run is not None:
        pairs = pairs.filter(run=run)
    if low is not None:
        pairs = pairs.filter(weight__gte=low)
    if high is not None:
        pairs = pairs.filter(weight__lt=high)
    if band:
        pairs = in_band(pairs, Band(band))
    if age:
        pairs = waiting_since(pairs, Age(age), timezone.now())
    heavy = ("payload", "search_text", "search_keys")
    return pairs.select_related("first_record__customer", "second_record__customer", "decided_by").defer(
        *(f"{side}_record__{name}" for side in ("first", "second") for name in heavy)
    )


def in_band(pairs: QuerySet[LinkagePair], band: Band) -> QuerySet[LinkagePair]:
    """By the thresholds of their run as they stand today."""
    if band == Band.LINK:
        return pairs.filter(hold="", weight__gte=F("run__upper_weight"))
    if band == Band.REVIEW:
        return pairs.filter(hold="", weight__lt=F("run__upper_weight"), weight__gte=F("run__lower_weight"))
    return pairs.exclude(hold="").filter(weight__gte=F("run__lower_weight"))


def waiting_since(pairs: QuerySet[LinkagePair], age: Age, now: datetime) -> QuerySet[LinkagePair]:
    """In the review queue, and found so long before `now`: with the same bounds as `stewardship.backlog` counts by."""
    pairs = pairs.filter(state__in=OPEN_STATES, weight__gte=F("run__lower_weight"))
    week, month = now - timedelta(days=7), now - timedelta(days=30)
    if age == Age.WEEK:
        return pairs.filter(found_at__gte=week)
    if age == Age.MONTH:
        return pairs.filter(found_at__lt=week, found_at__gte=month)
    return pairs.filter(found_at__lt=month) if age == Age.OLDER else pairs
