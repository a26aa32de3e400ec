from __future__ import annotations

from idic.domain.differentiate.models import CustomerScore, Refresh
from idic.foundation.storage.remembered import RememberedQuery

_score = RememberedQuery(lambda pk: CustomerScore.objects.select_related("refresh").filter(pk=pk), 910_001)


def score_of(customer_id: int) -> CustomerScore | None:
    return _score.first(customer_id)


def latest_refreshes(limit: int = 2) -> list[Refresh]:
    """Newest first: the turn that is shown and the one it is compared with."""
    return list(Refresh.objects.order_by("-id")[:limit])


def newest_watermark() -> int:
    """The last event that the figures know of; 0 before the first refresh."""
    return Refresh.objects.order_by("-id").values_list("watermark", flat=True).first() or 0
