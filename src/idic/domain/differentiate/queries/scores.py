from __future__ import annotations

from idic.domain.differentiate.models import CustomerScore, Refresh


def score_of(customer_id: int) -> CustomerScore | None:
    return CustomerScore.objects.select_related("refresh").filter(pk=customer_id).first()


def latest_refreshes(limit: int = 2) -> list[Refresh]:
    """Newest first: the turn that is shown and the one it is compared with."""
    return list(Refresh.objects.order_by("-id")[:limit])


def newest_watermark() -> int:
    """The last event that the figures know of; 0 before the first refresh."""
    return Refresh.objects.order_by("-id").values_list("watermark", flat=True).first() or 0
