"""What a hold keeps: asked before anything goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from idic.domain.identify.privacy.errors import HeldBack
from idic.domain.identify.privacy.models import LegalHold


def holds_on(customer_ids: Sequence[int]) -> list[LegalHold]:
    return list(
        LegalHold.objects.filter(Q(customer__isnull=True) | Q(customer_id__in=customer_ids), released_at__isnull=True)
    )


def classes_held(customer_ids: Sequence[int]) -> frozenset[str]:
    """Codes of belongings that stay. A hold on everything of a person refuses: there is nothing left to erase."""
    held: set[str] = set()
    for hold in holds_on(customer_ids):
        if not hold.classes and hold.customer_id is not None:
            raise HeldBack(hold.reason)
        held.update(hold.classes)
    return frozenset(held)
