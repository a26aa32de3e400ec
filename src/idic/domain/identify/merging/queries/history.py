"""All merges, made and undone: where the figures of stewardship lead."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from idic.domain.identify.merging.models import Merge
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import not_erased, reach
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

MergeState = Literal["", "standing", "undone"]


def access_merges(
    user: User,
    *,
    state: MergeState = "",
    reason: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Merge]:
    """Of which both customers are within the user's reach. From `since` to before `until`: made or undone then; undone
    then where `state` asks for those, made then where it asks for what stands."""
    require(user, "customer.merge")
    # Also who has become part of another since.
    seen = Customer.objects.filter(reach(user, "customer.see"), not_erased()).values("pk")
    merges = Merge.objects.filter(survivor__in=seen, absorbed__in=seen)
    if state:
        merges = merges.filter(undone_at__isnull=state == "standing")
    if reason:
        merges = merges.filter(reason=reason)
    if since is not None and until is not None:
        made, undone = Q(at__gte=since, at__lt=until), Q(undone_at__gte=since, undone_at__lt=until)
        merges = merges.filter({"": made | undone, "standing": made, "undone": undone}[state])
    return merges.select_related("survivor", "absorbed", "decided_by", "undone_by").defer(
        *(f"{side}__{name}" for side in ("survivor", "absorbed") for name in ("search_text", "search_keys"))
    )
