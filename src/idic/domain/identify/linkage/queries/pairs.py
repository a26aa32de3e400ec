from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.linkage.models import LinkagePair
from idic.domain.identify.rules import visible_customers
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_pairs(
    user: User, *, state: str = "", run: int | None = None, low: float | None = None, high: float | None = None
) -> QuerySet[LinkagePair]:
    """Of which the user sees both customers, as their records belong today."""
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
    heavy = ("payload", "search_text", "search_keys")
    return pairs.select_related("first_record__customer", "second_record__customer", "decided_by").defer(
        *(f"{side}_record__{name}" for side in ("first", "second") for name in heavy)
    )
